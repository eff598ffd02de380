// All maps of a layer, sorted and sent page by page; one of them is enlarged.

import { array, get, Refused, told } from '../asking.js';
import { el, labelled, select } from '../dom.js';
import { number, percent, say, sides } from '../words.js';
import { computed, Latest } from '../work.js';
import { draw, drawRgb } from './canvas.js';
import { Large } from './large.js';
import { title } from './title.js';

// No more than maps.MOST of the server's.
const PAGE = 256;

export class Maps {
  constructor(found, point, signal) {
    this.found = found;
    this.point = point;
    this.sort = 'activity';
    this.common = false;
    this.latest = new Latest(signal);
    this.element = el('section', { 'aria-label': say('maps') }, el('p', { class: 'faint' }, say('choose_layer')));
    point.listeners.push(() => {
      if (!this.step) return;
      if (this.sort === 'speaking') this.order();
      else this.choices();
    });
  }

  path(what, step = this.step) {
    return `inside/${this.found.id}/${what}/${step.number}`;
  }

  // Only the newest of what is asked for is shown.
  newest(call) {
    return told(() => this.latest.run(call));
  }

  show(step, out = 0) {
    return this.newest(async (stop) => {
      const [figures, weights] = await Promise.all([
        get(this.path('step', step), { out }, stop),
        step.filters ? array(this.path('weights', step), {}, stop) : null]);
      Object.assign(this, { step, out, figures });
      this.large = new Large(this);
      this.grid = el('div', { class: 'grid-of-maps' });
      this.more = el('button', { hidden: true, onclick: () => this.goOn() });
      this.waiting = el('div');
      this.tools = el('div', { class: 'row' });
      this.element.replaceChildren(
        el('h2', {}, say('maps_of', title(step), number(figures.shape[0]), sides(figures.shape.slice(1)))),
        this.tools, this.waiting, el('div', { class: 'beside' }, this.large.element, this.grid), this.more,
        weights ? filters(weights) : '',
      );
      await this.arrange(stop);
    });
  }

  choices() {
    const entries = [['activity', say('by_activity')], ['number', say('by_number')]];
    if (this.point.best && this.out >= 0) entries.push(['speaking', say('by_speaking', this.point.best.name)]);
    const outputs = this.step.outputs.map((shape, i) => [String(i), `${i}: ${sides(shape)}`]);
    if (this.step.places) outputs.push(['-1', say('maxima')]);
    const made = [
      [say('sort'), select(entries, this.sort, (name) => { this.sort = name; this.order(); })],
      [say('scale'), select([['own', say('own_scale')], ['one', say('one_scale')]], this.common ? 'one' : 'own',
        (name) => { this.common = name === 'one'; this.paint(this.tiles); })]];
    if (outputs.length > 1) made.push([say('output'), select(outputs, String(this.out), (i) => this.show(this.step, Number(i)))]);
    // They are made anew while somebody is at one of them by keyboard.
    const focused = [...this.tools.querySelectorAll('select')].indexOf(document.activeElement);
    this.tools.replaceChildren(...made.map(([text, control]) => labelled(text, control)));
    made[focused]?.[1].focus({ preventScroll: true });
  }

  order() {
    return this.newest((stop) => this.arrange(stop));
  }

  // Sort anew; what speaks for a class is asked for only where it is the order.
  async arrange(stop) {
    if (this.sort === 'speaking' && (!this.point.best || this.out < 0)) this.sort = 'activity';
    this.choices();
    this.more.hidden = true;
    let by = this.sort === 'number' ? null : this.figures.activity;
    let wrong = null;
    if (this.sort === 'speaking') {
      try {
        by = await computed(this.waiting, this.path('speaking'),
          { out: this.out, class: this.point.best.class, ...this.point.at }, stop);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        wrong = error;
        this.sort = 'activity';
        this.choices();
      }
    }
    this.told = by ?? this.figures.activity;
    const of = (i) => by[i] ?? -Infinity;
    this.numbers = Array.from({ length: this.figures.activity.length }, (_, i) => i);
    if (by) this.numbers.sort((a, b) => (of(a) < of(b) ? 1 : of(a) > of(b) ? -1 : 0));
    const first = await this.page(0, stop);
    this.tiles = first;
    this.grid.replaceChildren(...first.map((tile) => tile.element));
    this.rest();
    if (this.numbers.length) this.large.show(this.numbers[0]);
    if (wrong) throw wrong;
  }

  // The next page; by keyboard one goes on at its first map.
  goOn() {
    return this.newest(async (stop) => {
      const next = await this.page(this.tiles.length, stop);
      this.tiles.push(...next);
      this.grid.append(...next.map((tile) => tile.element));
      this.rest();
      next[0].element.focus();
    });
  }

  rest() {
    const rest = this.numbers.length - this.tiles.length;
    this.more.hidden = rest === 0;
    this.more.textContent = say('more', number(rest));
  }

  // Tiles of the maps from a place in the order on.
  async page(from, stop) {
    const numbers = this.numbers.slice(from, from + PAGE);
    if (!numbers.length) return [];
    const { shape, bytes } = await array(this.path('thumbnails'), { out: this.out, map: numbers }, stop);
    const [, height, width] = shape;
    const tiles = numbers.map((i, at) => this.tile(i, height, width,
      new Uint8Array(bytes, at * height * width, height * width)));
    this.paint(tiles);
    return tiles;
  }

  tile(i, height, width, values) {
    const canvas = el('canvas');
    const { activity, zero, broken } = this.figures;
    const words = [say('map', i), `${say('activity')} ${number(activity[i])}`];
    if (zero[i] === 1) words.push(say('zero'));
    if (broken[i]) words.push(say('broken', percent(broken[i])));
    const element = el('button', {
      class: broken[i] ? 'broken' : null,
      'aria-label': words.join(', '),
      onpointerenter: () => this.large.show(i),
      onfocus: () => this.large.show(i),
    }, canvas, `${i}: ${number(this.told[i], 3)}`);
    return { i, element, canvas, height, width, values };
  }

  // On its own scale, or from a map's own least and most to those of all maps.
  paint(tiles) {
    const { least, most } = this.figures;
    const low = least.reduce((a, b) => Math.min(a, b), Infinity);
    const span = most.reduce((a, b) => Math.max(a, b), -Infinity) - low || 1;
    for (const { i, canvas, height, width, values } of tiles) {
      draw(canvas, this.common ? Array.from(values,
        (v) => (255 * (least[i] + (v / 255) * (most[i] - least[i]) - low)) / span) : values, height, width);
    }
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
