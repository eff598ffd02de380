// A chart of curves that is read by pointer and by arrow keys.

import { el, svg } from './dom.js';
import { number, say } from './words.js';

const HEIGHT = 260;
const LEFT = 58;
const RIGHT = 10;
const TOP = 10;
const BOTTOM = 34;

// What is drawn: above this the difference of two of them is infinite.
const MOST = 1e300;
// Sides that lie closer together than this share of themselves are one place.
const LEAST_SHARE = 1e-9;

// A range that has a width, also of one number.
function widened(low, high) {
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (high - low > size * LEAST_SHARE) return [low, high];
  const spare = size / 10 || 0.5;
  return [low - spare, high + spare];
}

// Numbers of a row that people count in: 1, 2 or 5 times a power of ten.
function ticks(low, high, most) {
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((n) => n * power >= rough);
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step + 1e-6) - first + 1;
  return Array.from({ length: count }, (_, i) => (first + i) * step);
}

function powers(low, high) {
  const found = [];
  const every = Math.max(1, Math.ceil((Math.log10(high) - Math.log10(low)) / 6));
  for (let p = Math.ceil(Math.log10(low)); p <= Math.log10(high); p += every) found.push(10 ** p);
  return found.length > 1 ? found : ticks(low, high, 4).filter((v) => v > 0);
}

// Exponential smoothing that starts unbiased: weight 0 leaves the curve as it is.
export function smoothed(values, weight) {
  let sum = 0;
  let total = 0;
  return values.map((value) => {
    if (value === null) return null;
    sum = sum * weight + value;
    total = total * weight + 1;
    return sum / total;
  });
}

export class Chart {
  // `title` names it; `element` is to be put into the page.
  constructor(title) {
    this.read = el('p', { class: 'read faint', 'aria-live': 'polite' });
    this.key = el('ul', { class: 'key' });
    this.place = el('div', { tabindex: 0, role: 'img', 'aria-label': say('chart', title) });
    this.element = el('figure', { class: 'chart' },
      el('figcaption', {}, el('strong', {}, title)), this.place, this.read, this.key);
    this.place.addEventListener('pointermove', (event) => this.point(event));
    this.place.addEventListener('pointerleave', () => this.mark(null));
    this.place.addEventListener('keydown', (event) => this.press(event));
    this.observer = new ResizeObserver(() => this.render());
    this.observer.observe(this.place);
    this.at = null;
  }

  // series: [{ name, colour, training, x, y, least, most }]; lines: [{ name, colour, y }].
  draw(series, { lines = [], log = false, over = '' } = {}) {
    Object.assign(this, { series, lines, log, over });
    this.render();
  }

  render() {
    const width = Math.max(240, this.place.clientWidth);
    if (!this.series || !this.place.isConnected) return;
    const drawn = (v) => Number.isFinite(v) && Math.abs(v) < MOST;
    const shown = (v) => drawn(v) && (!this.log || v > 0);
    const ys = [...this.series.flatMap((s) => [...s.y, ...(s.least ?? []), ...(s.most ?? [])]),
      ...this.lines.map((l) => l.y)].filter(shown);
    const xs = this.series.flatMap((s) => s.x).filter(drawn);
    const box = svg('svg', { viewBox: `0 0 ${width} ${HEIGHT}`, 'aria-hidden': 'true' });
    this.place.replaceChildren(box);
    this.key.replaceChildren(...[...this.series, ...this.lines].map((s) => el('li', {},
      el('span', { class: 'swatch', style: { background: s.colour } }), ' ', s.name)));
    if (!xs.length || !ys.length) return;
    let [low, high] = [ys.reduce((a, b) => Math.min(a, b)), ys.reduce((a, b) => Math.max(a, b))];
    [low, high] = widened(low, high);
    const [left, right] = widened(xs.reduce((a, b) => Math.min(a, b)), xs.reduce((a, b) => Math.max(a, b)));
    const scale = this.log ? Math.log10 : (v) => v;
    const spare = (scale(high) - scale(low)) * 0.05;
    const bottom = scale(low) - spare;
    const span = scale(high) + spare - bottom;
    this.toX = (v) => LEFT + ((v - left) / (right - left)) * (width - LEFT - RIGHT);
    this.fromX = (px) => left + ((px - LEFT) / (width - LEFT - RIGHT)) * (right - left);
    const toY = (v) => HEIGHT - BOTTOM - ((scale(v) - bottom) / span) * (HEIGHT - TOP - BOTTOM);
    for (const v of this.log ? powers(low, high) : ticks(low, high, 5)) {
      box.append(svg('line', { class: 'grid', x1: LEFT, x2: width - RIGHT, y1: toY(v), y2: toY(v) }),
        svg('text', { x: LEFT - 5, y: toY(v) + 4, 'text-anchor': 'end' }, number(v, 3)));
    }
    for (const v of ticks(left, right, Math.max(2, Math.floor(width / 90)))) {
      box.append(svg('text', { x: this.toX(v), y: HEIGHT - BOTTOM + 15, 'text-anchor': 'middle' }, number(v)));
    }
    box.append(svg('text', { x: width - RIGHT, y: HEIGHT - 5, 'text-anchor': 'end' }, this.over));
    for (const s of this.series) this.curve(box, s, toY, (v, i) => shown(v) && drawn(s.x[i]));
    for (const line of this.lines.filter((l) => shown(l.y))) {
      box.append(svg('line', { class: 'post', stroke: line.colour, x1: LEFT, x2: width - RIGHT, y1: toY(line.y), y2: toY(line.y) }));
    }
    this.pointer = svg('line', { class: 'pointer', y1: TOP, y2: HEIGHT - BOTTOM, visibility: 'hidden' });
    box.append(this.pointer);
    if (this.at !== null) this.mark(this.at);
  }

  curve(box, s, toY, shown) {
    const path = (values) => values.map((v, i) => (shown(v, i) ? `${this.toX(s.x[i]).toFixed(1)},${toY(v).toFixed(1)}` : null)).filter(Boolean);
    if (s.least) {
      const outline = [...path(s.most), ...path(s.least).reverse()];
      if (outline.length) box.append(svg('path', { class: 'span', fill: s.colour, d: `M${outline.join('L')}Z` }));
    }
    const points = path(s.y);
    if (points.length > 1) {
      box.append(svg('path', { class: s.training ? 'curve training' : 'curve', stroke: s.colour, d: `M${points.join('L')}` }));
    } else if (points.length) {
      const [cx, cy] = points[0].split(',');
      box.append(svg('circle', { cx, cy, r: 3, fill: s.colour }));
    }
  }

  point(event) {
    if (!this.fromX) return;
    const left = this.place.getBoundingClientRect().left;
    this.mark(this.fromX(event.clientX - left));
  }

  press(event) {
    const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!way || !this.series?.length) return;
    event.preventDefault();
    const xs = [...new Set(this.series.flatMap((s) => s.x).filter(Number.isFinite))].sort((a, b) => a - b);
    const now = this.at === null ? -1 : xs.findIndex((x) => x >= this.at);
    this.mark(xs[Math.max(0, Math.min(xs.length - 1, now + way))]);
  }

  // Read all curves at a place.
  mark(x) {
    this.at = x;
    if (!this.pointer) return;
    this.pointer.setAttribute('visibility', x === null ? 'hidden' : 'visible');
    if (x === null) {
      this.tell('');
      return;
    }
    this.pointer.setAttribute('x1', this.toX(x));
    this.pointer.setAttribute('x2', this.toX(x));
    const parts = this.series.map((s) => {
      if (!s.x.length) return null;
      const i = s.x.reduce((best, v, j) => (Math.abs(v - x) < Math.abs(s.x[best] - x) ? j : best), 0);
      return `${s.name}: ${number(s.y[i])}`;
    });
    this.tell([`${this.over} ${number(x)}`, ...parts.filter(Boolean)].join(' · '));
  }

  // What is drawn anew without a change is not told again.
  tell(text) {
    if (this.read.textContent !== text) this.read.textContent = text;
  }
}
