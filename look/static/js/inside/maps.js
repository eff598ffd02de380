// All maps of a layer: sorted, one of them enlarged with the value under the pointer.

import { array, computed, get, told } from '../asking.js';
import { el, labelled, select } from '../dom.js';
import { number, say, sides } from '../words.js';
import { draw, drawRgb } from './canvas.js';
import { title } from './title.js';

const PAGE = 64;

export class Maps {
  constructor(found, point) {
    this.found = found;
    this.point = point;
    this.sort = 'activity';
    this.common = false;
    this.asked = 0;
    this.element = el('section', { 'aria-label': say('maps') }, el('p', { class: 'faint' }, say('choose_layer')));
    point.listeners.push(() => { if (this.step) this.order(); });
  }

  async show(step, out = 0) {
    const asked = ++this.asked;
    const path = (what) => `inside/${this.found.id}/${what}/${step.number}`;
    const [figures, small, weights] = await told(() => Promise.all([
      get(path('step'), { out }), array(path('thumbnails'), { out }),
      step.filters ? array(path('weights')) : null])) ?? [];
    if (!figures || asked !== this.asked) return;
    Object.assign(this, { step, out, figures, small, shown: PAGE });
    this.speaking = null;
    this.large = new Large(this);
    this.grid = el('div', { class: 'grid-of-maps' });
    this.more = el('button', { onclick: () => { this.shown += PAGE; this.render(); } });
    this.waiting = el('div');
    this.tools = el('div', { class: 'row' });
    this.element.replaceChildren(
      el('h2', {}, say('maps_of', title(step), number(figures.shape[0]), sides(figures.shape.slice(1)))),
      this.tools, this.waiting, el('div', { class: 'beside' }, this.large.element, this.grid), this.more,
      weights ? filters(weights) : '',
    );
    await this.order();
  }

  choices() {
    const entries = [['activity', say('by_activity')], ['number', say('by_number')]];
    if (this.point.best && this.out >= 0) entries.push(['speaking', say('by_speaking', this.point.best.name)]);
    const outputs = this.step.outputs.map((shape, i) => [String(i), `${i}: ${sides(shape)}`]);
    if (this.step.places) outputs.push(['-1', say('maxima')]);
    this.tools.replaceChildren(
      labelled(say('sort'), select(entries, this.sort, (name) => { this.sort = name; this.order(); })),
      labelled(say('scale'), select([['own', say('own_scale')], ['one', say('one_scale')]], this.common ? 'one' : 'own',
        (name) => { this.common = name === 'one'; this.render(); })),
      outputs.length > 1 ? labelled(say('output'), select(outputs, String(this.out), (i) => this.show(this.step, Number(i)))) : '',
    );
  }

  // Sort anew; what speaks for a class is asked for only where it is the order.
  async order() {
    if (this.sort === 'speaking' && (!this.point.best || this.out < 0)) this.sort = 'activity';
    this.choices();
    const step = this.step;
    const count = this.figures.activity.length;
    this.numbers = Array.from({ length: count }, (_, i) => i);
    this.speaking = null;
    if (this.sort === 'speaking') {
      this.speaking = await told(() => computed(this.waiting, `inside/${this.found.id}/speaking/${step.number}`,
        { out: this.out, class: this.point.best.class, ...this.point.at }));
      if (step !== this.step) return;
    }
    const by = this.speaking ?? (this.sort === 'number' ? null : this.figures.activity);
    if (by) this.numbers.sort((a, b) => by[b] - by[a]);
    this.render();
  }

  render() {
    this.grid.replaceChildren(...this.numbers.slice(0, this.shown).map((i) => this.tile(i)));
    const rest = this.numbers.length - this.shown;
    this.more.hidden = rest <= 0;
    this.more.textContent = say('more', number(Math.max(0, rest)));
    if (this.numbers.length) this.large.show(this.numbers[0]);
  }

  tile(i) {
    const [, height, width] = this.small.shape;
    const canvas = el('canvas');
    const own = new Uint8Array(this.small.bytes, i * height * width, height * width);
    draw(canvas, this.common ? this.onCommonScale(own, i) : own, height, width);
    const { activity, zero } = this.figures;
    const told = this.speaking ? this.speaking[i] : activity[i];
    return el('button', {
      'aria-label': `${say('map', i)}, ${say('activity')} ${number(activity[i])}${zero[i] === 1 ? `, ${say('zero')}` : ''}`,
      onpointerenter: () => this.large.show(i),
      onfocus: () => this.large.show(i),
    }, canvas, `${i}: ${number(told, 3)}`);
  }

  // From a map's own least and most to those of all maps.
  onCommonScale(values, i) {
    const { least, most } = this.figures;
    const low = Math.min(...least);
    const span = Math.max(...most) - low || 1;
    return Array.from(values, (v) => (255 * (least[i] + (v / 255) * (most[i] - least[i]) - low)) / span);
  }
}

// One map as it is, enlarged.
class Large {
  constructor(maps) {
    this.maps = maps;
    this.canvas = el('canvas', { role: 'img' });
    this.told = el('p', { class: 'faint' });
    this.element = el('div', { class: 'large' }, this.canvas, this.told);
    this.canvas.addEventListener('pointermove', (event) => this.read(event));
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
    this.words = `${say('map', i)}: ${number(low)} … ${number(figures.most[i])}`;
    this.canvas.setAttribute('aria-label', this.words);
    this.told.textContent = this.words;
  }

  read(event) {
    if (!this.values) return;
    const box = this.canvas.getBoundingClientRect();
    const x = Math.min(this.width - 1, Math.floor(((event.clientX - box.left) / box.width) * this.width));
    const y = Math.min(this.height - 1, Math.floor(((event.clientY - box.top) / box.height) * this.height));
    if (x < 0 || y < 0) return;
    this.told.textContent = `${this.words} · (${x}, ${y}): ${number(this.values[y * this.width + x])}`;
  }
}

function filters({ shape, bytes }) {
  const [count, height, width] = shape;
  const size = height * width * 3;
  const tiles = Array.from({ length: count }, (_, i) => {
    const canvas = el('canvas', { role: 'img', 'aria-label': `${say('filters')} ${i}` });
    drawRgb(canvas, new Uint8Array(bytes, i * size, size), height, width);
    return el('div', {}, canvas);
  });
  return el('div', {}, el('h3', {}, say('filters')), el('div', { class: 'grid-of-maps' }, ...tiles));
}
