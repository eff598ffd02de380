// Elements, in one line each.

// el('td', { class: 'number' }, 'text', another): attributes, or on...: functions.
export function el(tag, given = {}, ...children) {
  const made = document.createElement(tag);
  set(made, given);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export function svg(tag, given = {}, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  set(made, given);
  made.append(...children);
  return made;
}

function set(made, given) {
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    // The content policy forbids style attributes, not their properties.
    else if (name === 'style') Object.assign(made.style, value);
    else if (value === null || value === undefined) continue;
    else if (name.startsWith('aria-')) made.setAttribute(name, value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== false) made.setAttribute(name, value);
  }
}

export function option(value, text, chosen = false) {
  return el('option', { value, selected: chosen }, text);
}

// A select that calls with its value; entries are [value, text].
export function select(entries, chosen, call) {
  return el('select', { onchange: (event) => call(event.target.value) },
    ...entries.map(([value, text]) => option(value, text, value === chosen)));
}

export function labelled(text, control) {
  return el('label', {}, text, control);
}

// The head of a column of numbers or of text; sorted: 'ascending', 'descending' or nothing.
function heading(content, numeric = false, sorted = null) {
  return el('th', { class: numeric ? 'number' : null, scope: 'col', 'aria-sort': sorted }, content);
}

export function bar(share, other = false) {
  return el('span', { class: other ? 'bar other' : 'bar', style: { inlineSize: `${Math.max(0, Math.min(1, share)) * 8}em` } });
}

export function table(head, rows) {
  return el('table', {},
    el('thead', {}, el('tr', {}, ...head.map((column) => heading(...column)))),
    el('tbody', {}, ...rows));
}

// A place that scrolls within the page, by keyboard too.
export function scrolled(name, ...children) {
  return el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': name }, ...children);
}
