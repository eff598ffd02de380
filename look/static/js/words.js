// The page's words in its language, and numbers as people read them.

let words = {};

export async function load() {
  const language = document.documentElement.lang;
  words = await (await fetch(`/static/words/${language}.json`)).json();
}

// say('count', 3): the words, with what is given in their places.
export function say(name, ...given) {
  return (words[name] ?? name).replace(/\{(\d)\}/g, (_, i) => given[i]);
}

export function number(value, digits = 4) {
  if (value === null || value === undefined) return '–';
  if (Math.abs(value) >= 1e12 && Number.isFinite(value)) return Number(value.toPrecision(digits)).toExponential();
  if (Number.isInteger(value)) return value.toLocaleString(document.documentElement.lang);
  return Number(value.toPrecision(digits)).toString();
}

export function percent(value) {
  return value === null || value === undefined ? '–' : `${(100 * value).toFixed(1)} %`;
}

export function sides(shape) {
  return shape.join(' × ');
}

// How long ago a time was, in seconds since 1970.
export function ago(time) {
  const seconds = time - Date.now() / 1000;
  const form = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto' });
  for (const [unit, length] of [['day', 86400], ['hour', 3600], ['minute', 60]]) {
    if (-seconds >= length) return form.format(Math.round(seconds / length), unit);
  }
  return form.format(Math.round(Math.min(0, seconds)), 'second');
}
