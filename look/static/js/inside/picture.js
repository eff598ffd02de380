// A picture with its prediction, the scores at a point of it, and the layers it passed.

import { address, get, told } from '../asking.js';
import { bar, el, labelled, scrolled, table } from '../dom.js';
import { css } from '../colours.js';
import { number, percent, say, sides } from '../words.js';
import { showBoxes } from './boxes.js';
import { showLayers } from './layers.js';

const STEP = 1 / 40;
const ROWS = 8;

// `signal` ends what is still computed for it.
export function showPicture(place, found, signal) {
  const point = new Point(found);
  const layers = showLayers(found, point, signal);
  place.append(
    el('p', { class: 'faint' }, say('summary', found.network, number(found.parameters),
      sides(found.picture.toReversed()), sides(found.input), sides(found.output))),
    el('div', { class: 'two' }, el('div', {}, point.element), layers),
  );
}

// The picture, and a point in it that is pinned by a click or moved by arrow keys.
class Point {
  constructor(found) {
    this.found = found;
    this.at = { x: 0.5, y: 0.5 };
    this.listeners = [];
    this.best = null;
    const source = (what) => address(`inside/${found.id}/png/${what}`);
    const over = found.legend.length ? el('img', { class: 'over', alt: '', src: source('prediction') }) : null;
    if (over) over.style.opacity = 0.5;
    this.pin = el('span', { class: 'pin', hidden: true });
    this.stack = el('div', { class: 'stack', tabindex: 0, role: 'application', 'aria-label': say('point') },
      el('img', { alt: say('picture'), src: source('picture') }), over, this.pin);
    this.scores = el('div', { 'aria-live': 'polite' });
    const boxes = found.boxes ? showBoxes(this.stack, found) : null;
    this.element = el('section', { 'aria-label': say('prediction') }, this.stack,
      over ? labelled(say('strength'), el('input', {
        type: 'range', min: 0, max: 1, step: 0.05, value: 0.5,
        oninput: (event) => { over.style.opacity = event.target.value; },
      })) : null,
      legend(found), boxes, this.scores);
    this.stack.addEventListener('click', (event) => this.press(event));
    this.stack.addEventListener('keydown', (event) => this.move(event));
    if (found.output.length === 2) this.ask();
    else this.scores.append(el('p', { class: 'faint' }, say('point')));
  }

  press(event) {
    const box = this.stack.getBoundingClientRect();
    this.set((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  }

  move(event) {
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [];
    if (dx === undefined) return;
    event.preventDefault();
    this.set(this.at.x + dx * STEP, this.at.y + dy * STEP);
  }

  set(x, y) {
    const within = (v) => Math.max(0, Math.min(1, v));
    this.at = { x: within(x), y: within(y) };
    this.pin.hidden = false;
    this.pin.style.left = `${100 * this.at.x}%`;
    this.pin.style.top = `${100 * this.at.y}%`;
    this.ask();
  }

  async ask() {
    const asked = this.at;
    const scores = await told(() => get(`inside/${this.found.id}/scores`, asked));
    if (!scores?.length || asked !== this.at) return;
    [this.best] = scores;
    const rows = scores.slice(0, ROWS).map((s) => el('tr', {}, el('th', { scope: 'row' }, s.name),
      el('td', { class: 'number' }, number(s.score)), el('td', { class: 'number' }, percent(s.share)), el('td', {}, bar(s.share))));
    this.scores.replaceChildren(el('h3', {}, say('at')),
      scrolled(say('at'), table([[say('class')], [say('score'), true], [say('share'), true], ['']], rows)));
    for (const listener of this.listeners) listener();
  }
}

function legend(found) {
  return el('ul', { class: 'key', 'aria-label': say('prediction') }, ...found.legend.map(([i, name, share]) => el('li', {},
    el('span', { class: 'swatch', style: { background: css(found.colours[i] ?? [128, 128, 128]) } }), ` ${name} ${percent(share)}`)));
}
