// What is said of one run besides its curves: examples, measures, errors, data.

import { address, computed, get, told } from '../asking.js';
import { bar, el, labelled, scrolled, table } from '../dom.js';
import { number, percent, say } from '../words.js';

function part(title, ...children) {
  return el('section', {}, el('h2', {}, title), ...children);
}

export function differences(rows, names) {
  if (names.length < 2) return el('div');
  if (!rows.length) return part(say('differ'), el('p', {}, say('same')));
  return part(say('differ'), scrolled(say('differ'), table(
    [[''], ...names.map((name) => [name])],
    rows.map(([name, values]) => el('tr', {}, el('th', { scope: 'row' }, name),
      ...values.map((value) => el('td', { class: 'wrap' }, value)))))));
}

// The pictures of an epoch, by a slider where there are several.
export async function examples(run) {
  const epochs = await get('runs/examples', { run });
  if (!epochs.length) return part(say('examples'), el('p', { class: 'faint' }, say('no_examples')));
  const last = epochs.length - 1;
  const picture = el('img', { class: 'shown' });
  const caption = el('figcaption');
  const show = (i) => {
    picture.src = address('runs/example', { run, epoch: epochs[i] });
    caption.textContent = say('of_epoch', epochs[i]);
    picture.alt = `${say('examples')}: ${caption.textContent}`;
  };
  show(last);
  const slider = el('input', { type: 'range', min: 0, max: last, value: last, oninput: (event) => show(event.target.value) });
  return part(say('examples'), last ? labelled(say('epoch'), slider) : null,
    el('figure', {}, caption, picture));
}

// In place of measures and data.
export function notMeasured() {
  return part(say('measures'), el('p', { class: 'faint' }, say('nothing_measured')));
}

// What is counted, and what is measured of a class, by what a network gives.
const COUNTED = { pixels: 'pixels', boxes: 'objects', classes: 'pictures' };
const TOTALS = {
  pixels: ['pixel accuracy', 'class accuracy', 'mean IU', 'frequency-weighted IU'],
  boxes: ['mean AP 2007', 'mean AP 2010'],
  classes: ['accuracy'],
};
const OF_CLASS = { pixels: ['accuracy', 'IU'], boxes: ['AP 2010', 'AP 2007'], classes: ['accuracy'] };

export async function measures(run, kind) {
  const place = el('div');
  const errors = el('div');
  const show = (found) => {
    place.replaceChildren(byClass(found, kind), ...kindsOfErrors(found));
    errors.replaceChildren(found.confused ? confused(found, kind) : el('p', { class: 'faint' }, say('measure_again')));
    if (found.worst) errors.append(worst(run, found.worst, kind));
  };
  const found = await get('runs/measures', { run });
  if (found.classes) show(found);
  else place.append(el('p', { class: 'faint' }, say(`not_measured_${kind}`, run)));
  const button = el('button', {
    onclick: () => told(async () => {
      button.disabled = true;
      try {
        show(await computed(waiting, 'runs/measure', { run }));
      } finally {
        button.disabled = false;
      }
    }),
  }, say('measure'));
  const waiting = el('div');
  return part(say('measures'), place, el('p', {}, button), waiting, errors);
}

function byClass(found, kind) {
  const totals = TOTALS[kind].filter((name) => name in found).map((name) => `${name} ${percent(found[name])}`);
  const [counted, of] = [COUNTED[kind], OF_CLASS[kind]];
  return el('div', {}, el('p', {}, totals.join(' · ')), scrolled(say('measures'), table(
    [[say('class')], [say(`counted_${kind}`), true], ...of.map((name) => [say(name), true]), ['']],
    found.classes.map((line) => el('tr', {}, el('th', { scope: 'row' }, line.class),
      el('td', { class: 'number' }, number(line[counted])),
      ...of.map((name) => el('td', { class: 'number' }, percent(line[name]))),
      el('td', {}, bar(line[of.at(-1)] ?? 0)))))));
}

// Of boxes: what the surest are, and how many objects of each size they find.
function kindsOfErrors(found) {
  if (!found.errors) return [];
  const all = Object.values(found.errors).reduce((sum, count) => sum + count, 0);
  const sides = found.sides.map(({ side, objects, found: seen }) => el('tr', {},
    el('th', { scope: 'row' }, side ? say('of_side', ...side.map((share) => number(share, 2))) : say('same_cell')),
    el('td', { class: 'number' }, number(objects)), el('td', { class: 'number' }, percent(objects ? seen / objects : null)),
    el('td', {}, bar(objects ? seen / objects : 0))));
  return [
    el('h3', {}, say('surest')), scrolled(say('surest'), table([[''], [say('boxes'), true], [say('share'), true], ['']],
      Object.entries(found.errors).map(([name, count]) => el('tr', {}, el('th', { scope: 'row' }, say(`error_${name}`)),
        el('td', { class: 'number' }, number(count)), el('td', { class: 'number' }, percent(all ? count / all : null)),
        el('td', {}, bar(all ? count / all : 0, name !== 'correct')))))),
    el('h3', {}, say('found')), scrolled(say('found'), table(
      [[say('size')], [say('counted_boxes'), true], [say('found'), true], ['']], sides))];
}

function confused(found, kind) {
  return el('div', {}, el('h3', {}, say('confused')), scrolled(say('confused'), table(
    [[say('true')], [say('taken_for')], [say(`counted_${kind}`), true], [say('share'), true], ['']],
    found.confused.slice(0, 40).map(([truth, taken, pixels, share]) => el('tr', {},
      el('th', { scope: 'row' }, truth), el('td', {}, taken), el('td', { class: 'number' }, number(pixels)),
      el('td', { class: 'number' }, percent(share)), el('td', {}, bar(share, true)))))));
}

function worst(run, pictures, kind) {
  const shown = el('figure');
  const show = (i, name) => told(async () => {
    const id = await computed(shown, 'runs/picture', { run, number: i });
    shown.replaceChildren(
      el('figcaption', {}, `${name}: ${say('beside_truth')}`),
      el('img', { class: 'shown', src: address(`runs/drawn/${id}`), alt: `${name}: ${say('beside_truth')}` }));
  });
  return el('div', {}, el('h3', {}, say('worst')), scrolled(say('worst'), table(
    [[say('picture')], [say(`right_${kind}`), true], ['']],
    pictures.map(([i, name, share]) => el('tr', {}, el('th', { scope: 'row' }, name),
      el('td', { class: 'number' }, percent(share)),
      el('td', {}, el('button', { onclick: () => show(i, name), 'aria-label': `${say('show')} ${name}` }, say('show'))))))),
  shown);
}

export function data(run) {
  const place = el('div');
  const button = el('button', {
    onclick: () => told(async () => place.replaceChildren(sideBySide(await computed(place, 'runs/data', { run })))),
  }, say('compare'));
  return part(say('data'), button, place);
}

function sideBySide({ names, train, test }) {
  const most = Math.max(...train.classes, ...test.classes);
  const facts = ['brightness', 'side'].map((name) => el('tr', {}, el('th', { scope: 'row' }, say(name)),
    el('td', { class: 'number' }, number(train[name], 3)), el('td', { class: 'number' }, number(test[name], 3)), el('td')));
  const rows = names.map((name, i) => el('tr', {}, el('th', { scope: 'row' }, name),
    el('td', { class: 'number' }, percent(train.classes[i])), el('td', { class: 'number' }, percent(test.classes[i])),
    el('td', {}, bar(train.classes[i] / most), el('br'), bar(test.classes[i] / most, true))));
  const count = (set) => say('examples_of', number(set.examples), number(set.all));
  return scrolled(say('data'), table(
    [[say('class')], [`${say('train_set')}, ${count(train)}`, true], [`${say('test_set')}, ${count(test)}`, true], ['']],
    [...rows, ...facts]));
}

