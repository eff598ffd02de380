// Boxes that a detector found, over the picture, and the same as a list; a slider leaves the surest.

import { bar, el, labelled, scrolled, table } from '../dom.js';
import { css } from '../colours.js';
import { number, say } from '../words.js';

const percent = (share) => `${100 * share}%`;

export function showBoxes(stack, found) {
  const { shown, objects } = found.boxes;
  const boxes = objects.map((object) => box(object, css(found.colours[object.class] ?? [128, 128, 128])));
  const rows = objects.map((object) => el('tr', {}, el('th', { scope: 'row' }, object.name),
    el('td', { class: 'number' }, number(object.score, 2)), el('td', {}, bar(object.score))));
  const none = el('p', { class: 'faint' }, say('no_objects'));
  const told = el('output', {});

  function above(threshold) {
    const sure = objects.map((object) => object.score > threshold);
    sure.forEach((is, i) => { boxes[i].hidden = !is; rows[i].hidden = !is; });
    none.hidden = sure.some(Boolean);
    told.textContent = number(threshold, 2);
  }

  stack.append(...boxes);
  above(shown);
  return el('div', {}, labelled(say('surer'), el('input', {
    type: 'range', min: 0.05, max: 1, step: 0.05, value: shown, oninput: (event) => above(Number(event.target.value)),
  })), told, el('h3', {}, say('objects')), none,
  scrolled(say('objects'), table([[say('class')], [say('score'), true], ['']], rows)));
}

function box(object, colour) {
  const [top, left, bottom, right] = object.box;
  return el('span', { class: 'box', style: {
    borderColor: colour, top: percent(top), left: percent(left), width: percent(right - left), height: percent(bottom - top),
  } }, el('span', {}, `${object.name} ${number(object.score, 2)}`));
}
