// Curves of the chosen runs over each other, and over the posts' figures.

import { get, told } from '../asking.js';
import { Chart, smoothed } from '../chart.js';
import { curve } from '../colours.js';
import { el, labelled, select } from '../dom.js';
import { percent, say } from '../words.js';

const POINTS = 600;
const OVER = ['epoch', 'iteration', 'elapsed_time'];
const FIRST = ['loss', 'accuracy'];
const NOT_DRAWN = new Set(OVER);

const ending = (name) => name.split('/').pop();

export class Curves {
  constructor(posts, models) {
    this.posts = posts;
    this.models = models;
    this.found = new Map();
    this.charts = new Map();
    this.shown = new Set(FIRST);
    this.over = 'epoch';
    this.log = el('input', { type: 'checkbox', id: 'log', onchange: () => this.draw() });
    this.smooth = el('input', { type: 'range', id: 'smooth', min: 0, max: 0.99, step: 0.01, value: 0, oninput: () => this.draw() });
    this.figures = el('div', { class: 'row', role: 'group', 'aria-label': say('figures') });
    this.place = el('div', { class: 'charts' });
    this.element = el('section', {},
      el('div', { class: 'row' }, labelled(say('log'), this.log), labelled(say('smooth'), this.smooth),
        labelled(say('over'), select(OVER.map((name) => [name, say(name)]), this.over, (name) => {
          this.over = name;
          this.refresh(this.chosen);
        })), this.figures),
      this.place);
  }

  // Ask anew for those of `changed` that are chosen, and for those that were not asked for yet.
  async choose(chosen, changed = []) {
    this.chosen = chosen;
    for (const name of this.found.keys()) if (!chosen.includes(name)) this.found.delete(name);
    await this.refresh(chosen.filter((name) => !this.found.has(name) || changed.includes(name)));
  }

  async refresh(names) {
    if (names?.length) {
      const known = [...new Set([...this.found.values()].flatMap((r) => r.names))];
      const asked = (keys) => get('runs/curves', { run: names, key: keys, x: this.over, points: POINTS });
      const keys = known.filter((name) => this.shown.has(ending(name)));
      const standard = FIRST.flatMap((name) => [`main/${name}`, `validation/main/${name}`]);
      const answer = await told(() => asked([...new Set([...standard, ...keys])]), 'curves');
      for (const run of answer ?? []) this.found.set(run.run, run);
    }
    this.choices();
    this.draw();
  }

  choices() {
    const endings = [...new Set([...this.found.values()].flatMap((r) => r.names)
      .filter((name) => !NOT_DRAWN.has(name)).map(ending))];
    this.figures.replaceChildren(...endings.map((name) => el('button', {
      'aria-pressed': this.shown.has(name),
      onclick: () => {
        if (!this.shown.delete(name)) this.shown.add(name);
        this.refresh(this.chosen);
      },
    }, this.word(name))));
  }

  word(name) {
    return FIRST.includes(name) ? say(name) : name;
  }

  draw() {
    const runs = [...this.found.values()];
    const order = this.chosen ?? [];
    for (const name of this.charts.keys()) if (!this.shown.has(name)) this.forget(name);
    for (const name of this.shown) {
      const weight = Number(this.smooth.value);
      const series = runs.flatMap((run) => Object.entries(run.curves)
        .filter(([key]) => ending(key) === name)
        .map(([key, found]) => ({
          ...found,
          y: smoothed(found.y, weight),
          name: key.startsWith('validation') ? run.run : say('training', run.run),
          training: !key.startsWith('validation'),
          colour: curve(order.indexOf(run.run)),
        })));
      if (!series.length) {
        this.forget(name);
        continue;
      }
      if (!this.charts.has(name)) {
        this.charts.set(name, new Chart(this.word(name)));
        this.place.append(this.charts.get(name).element);
      }
      const lines = name === 'accuracy' ? this.reported(order) : [];
      this.charts.get(name).draw(series, { lines, log: this.log.checked, over: say(this.over) });
    }
  }

  forget(name) {
    this.charts.get(name)?.element.remove();
    this.charts.delete(name);
  }

  // What the posts end with, once a network.
  reported(order) {
    const lines = new Map();
    for (const name of order) {
      const model = this.models(name);
      const value = this.posts[model]?.['test accuracy'];
      if (value && !lines.has(model)) {
        lines.set(model, { name: say('post', model, percent(value)), y: value, colour: curve(order.indexOf(name)) });
      }
    }
    return [...lines.values()];
  }
}
