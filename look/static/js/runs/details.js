// What is said of one run besides its curves and examples: measures, errors, data.

import { address, get, told } from '../asking.js';
import { bar, el, scrolled, table } from '../dom.js';
import { number, percent, say } from '../words.js';
import { computed, Latest } from '../work.js';
import { fill, part } from './parts.js';

export function differences(rows, names) {
  if (names.length < 2) return el('div');
  if (!rows.length) return part(say('differ'), el('p', {}, say('same')));
  return part(say('differ'), scrolled(say('differ'), table(
    [[''], ...names.map((name) => [name])],
    rows.map(([name, values]) => el('tr', {}, el('th', { scope: 'row' }, name),
      ...values.map((value) => el('td', { class: 'wrap' }, value)))))));
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

// `signal` ends what is still computed for them.
export function measures(run, kind, signal) {
  const place = el('div');
  const errors = el('div');
  const waiting = el('div');
  const show = (found) => {
    fill(place, () => el('div', {}, byClass(found, kind), ...kindsOfErrors(found)));
    fill(errors, () => (found.confused
      ? el('div', {}, confused(found, kind), found.worst ? worst(run, found.worst, kind, signal) : null)
      : el('p', { class: 'faint' }, say('measure_again'))));
  };
  fill(place, async () => {
    const found = await get('runs/measures', { run }, signal);
    if (found.classes) show(found);
    else place.append(el('p', { class: 'faint' }, say(`not_measured_${kind}`, run)));
  });
  const button = el('button', {
    onclick: () => told(async () => {
      button.disabled = true;
      try {
        show(await computed(waiting, 'runs/measure', { run }, signal));
      } finally {
        button.disabled = false;
      }
    }),
  }, say('measure'));
  return part(say('measures'), place, el('p', {}, button), waiting, errors);
}

function byClass(found, kind) {
  const totals = TOTALS[kind].filter((name) => name in found).map((name) => `${say(name)} ${percent(found[name])}`);
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

function worst(run, pictures, kind, signal) {
  const shown = el('figure');
  const latest = new Latest(signal);
  const show = (i, name) => told(() => latest.run(async (stop) => {
    const id = await computed(shown, 'runs/picture', { run, number: i }, stop);
    shown.replaceChildren(
      el('figcaption', {}, `${name}: ${say('beside_truth')}`),
      el('img', { class: 'shown', src: address(`runs/drawn/${id}`), alt: `${name}: ${say('beside_truth')}` }));
  }));
  return el('div', {}, el('h3', {}, say('worst')), scrolled(say('worst'), table(
    [[say('picture')], [say(`right_${kind}`), true], ['']],
    pictures.map(([i, name, share]) => el('tr', {}, el('th', { scope: 'row' }, name),
      el('td', { class: 'number' }, percent(share)),
      el('td', {}, el('button', { onclick: () => show(i, name), 'aria-label': `${say('show')} ${name}` }, say('show'))))))),
  shown);
}

export function data(run, signal) {
  const place = el('div');
  const button = el('button', {
    onclick: () => told(async () => {
      const found = await computed(place, 'runs/data', { run }, signal);
      fill(place, () => sideBySide(found));
    }),
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
