// One map as it is, enlarged: its values are read by pointer and by arrow keys.

import { array, told } from '../asking.js';
import { el } from '../dom.js';
import { number, percent, say } from '../words.js';
import { draw } from './canvas.js';

// Pixels that an arrow key goes with Shift.
const FAR = 10;
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Large {
  constructor(maps) {
    this.maps = maps;
    this.canvas = el('canvas', { role: 'application', tabindex: 0 });
    this.pin = el('span', { class: 'pin', hidden: true });
    this.range = el('span');
    // What is read of the map is told; that another one is shown is said by its button.
    this.value = el('span', { 'aria-live': 'polite' });
    this.element = el('div', { class: 'large' }, this.canvas, this.pin,
      el('p', { class: 'faint' }, this.range, this.value));
    this.canvas.addEventListener('pointermove', (event) => this.point(event));
    this.canvas.addEventListener('keydown', (event) => this.press(event));
  }

  async show(i) {
    if (this.number === i) return;
    this.number = i;
    const { found, step, out, figures } = this.maps;
    const answer = await told(() => array(`inside/${found.id}/map/${step.number}/${i}`, { out }));
    if (!answer || this.number !== i) return;
    this.values = new Float32Array(answer.bytes);
    [this.height, this.width] = answer.shape;
    const low = figures.least[i];
    const span = figures.most[i] - low || 1;
    draw(this.canvas, Array.from(this.values, (v) => (255 * (v - low)) / span), this.height, this.width);
    const broken = figures.broken[i] ? `, ${say('broken', percent(figures.broken[i]))}` : '';
    this.range.textContent = `${say('map', i)}: ${number(low)} … ${number(figures.most[i])}${broken}`;
    this.canvas.setAttribute('aria-label', `${this.range.textContent}. ${say('map_keys')}`);
    this.value.textContent = '';
    this.at = null;
    this.pin.hidden = true;
  }

  // Where in the canvas the map lies: its sides keep their ratio.
  drawn() {
    const { clientWidth, clientHeight } = this.canvas;
    const scale = Math.min(clientWidth / this.width, clientHeight / this.height);
    return { scale, left: (clientWidth - scale * this.width) / 2, top: (clientHeight - scale * this.height) / 2 };
  }

  point(event) {
    if (!this.values) return;
    const { scale, left, top } = this.drawn();
    this.pin.hidden = true;
    this.read(Math.floor((event.offsetX - left) / scale), Math.floor((event.offsetY - top) / scale));
  }

  press(event) {
    const way = WAYS[event.key];
    if (!way || !this.values) return;
    event.preventDefault();
    const by = event.shiftKey ? FAR : 1;
    const from = this.at ?? { x: Math.floor(this.width / 2), y: Math.floor(this.height / 2) };
    this.read(from.x + way[0] * by, from.y + way[1] * by);
    const { scale, left, top } = this.drawn();
    const { offsetLeft, offsetTop, clientLeft, clientTop } = this.canvas;
    this.pin.hidden = false;
    this.pin.style.left = `${offsetLeft + clientLeft + left + (this.at.x + 0.5) * scale}px`;
    this.pin.style.top = `${offsetTop + clientTop + top + (this.at.y + 0.5) * scale}px`;
  }

  // The value at a pixel, or at the nearest there is.
  read(x, y) {
    const within = (v, side) => Math.max(0, Math.min(side - 1, v));
    this.at = { x: within(x, this.width), y: within(y, this.height) };
    const value = this.values[this.at.y * this.width + this.at.x];
    this.value.textContent = ` · (${this.at.x}, ${this.at.y}): ${number(value)}`;
  }
}
