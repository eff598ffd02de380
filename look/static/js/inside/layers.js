// The layers in the order in which the picture passed them; one is chosen to see its maps.

import { el } from '../dom.js';
import { number, say, sides } from '../words.js';
import { Maps } from './maps.js';
import { title } from './title.js';

export function showLayers(found, point, signal) {
  const maps = new Maps(found, point, signal);
  const buttons = found.steps.map((step) => el('button', {
    'aria-pressed': 'false',
    onclick: () => {
      for (const button of buttons) button.setAttribute('aria-pressed', button === buttons[step.number]);
      maps.show(step);
    },
  }, el('span', {}, step.number), el('strong', {}, title(step)), el('span', {}, sides(step.outputs[0] ?? [])),
  el('small', { class: 'faint' }, facts(step, found))));
  const list = el('ol', { class: 'steps scroll' }, ...buttons.map((button) => el('li', {}, button)));
  list.addEventListener('keydown', (event) => {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = buttons[buttons.indexOf(document.activeElement) + way];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  return el('div', {}, el('h2', {}, say('layers')), list, maps.element);
}

// Where its inputs come from, and what it has learnt.
function facts(step, found) {
  const from = step.inputs.map(([shape, source]) => {
    if (source === null) return `${say('made')} ${sides(shape)}`;
    return source < 0 ? say('input') : `${source} ${title(found.steps[source])}`;
  });
  const count = step.parameters.reduce((sum, [, shape]) => sum + shape.reduce((a, b) => a * b, 1), 0);
  const parts = [`← ${from.join(', ')}`];
  if (count) parts.push(say('parameters_of', number(count)), ...step.parameters.map(([name, shape]) => `${name} ${sides(shape)}`));
  parts.push(`${step.milliseconds} ms`);
  return parts.join(' · ');
}
