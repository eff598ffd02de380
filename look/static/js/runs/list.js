// The list of runs: filtered, sorted, chosen; a thousand of them.

import { el, scrolled, table } from '../dom.js';
import { ago, number, percent, say } from '../words.js';

const PAGE = 200;
// Name, what it is sorted by, whether it is numbers, and whether the most comes first.
const COLUMNS = [
  ['run', (r) => r.run], ['model', (r) => r.model],
  ['epoch', (r) => r.last.epoch ?? -1, true],
  ['loss', (r) => r.last['validation/main/loss'] ?? r.last['main/loss'] ?? Infinity, true],
  ['accuracy', (r) => r.last['validation/main/accuracy'] ?? -1, true],
  ['changed', (r) => r.changed, true, true],
];

export class List {
  // `changed` is called with the names chosen.
  constructor(changed) {
    this.runs = new Map();
    this.chosen = new Set();
    this.changed = changed;
    this.sort = 'changed';
    this.turned = false;
    this.shown = PAGE;
    this.filter = el('input', { type: 'search', oninput: () => { this.shown = PAGE; this.render(); } });
    this.count = el('span', { class: 'faint' });
    this.place = scrolled(say('runs'));
    this.element = el('section', { 'aria-label': say('runs') },
      el('div', { class: 'row' }, el('label', {}, say('filter'), this.filter), this.count), this.place);
  }

  update({ runs, gone }) {
    for (const run of runs) this.runs.set(run.run, run);
    for (const name of gone) {
      this.runs.delete(name);
      if (this.chosen.delete(name)) this.changed();
    }
    if (runs.length || gone.length) this.render();
  }

  render() {
    const asked = this.filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const [, value,, downwards] = COLUMNS.find(([name]) => name === this.sort);
    this.descending = this.turned !== Boolean(downwards);
    const found = [...this.runs.values()].filter((r) => asked.every(
      (part) => `${r.run} ${r.model}`.toLowerCase().includes(part)));
    found.sort((a, b) => {
      const [x, y] = [value(a), value(b)];
      return (x < y ? -1 : x > y ? 1 : 0) * (this.descending ? -1 : 1);
    });
    this.count.textContent = say('count', number(found.length));
    const focused = document.activeElement?.id;
    this.place.replaceChildren(this.runs.size
      ? table(COLUMNS.map(([name,, numeric]) => this.head(name, numeric)),
        found.slice(0, this.shown).map((r) => this.row(r)))
      : el('p', { class: 'faint' }, say('none')));
    if (found.length > this.shown) {
      this.place.append(el('button', { onclick: () => { this.shown += PAGE; this.render(); } },
        say('more', number(found.length - this.shown))));
    }
    // A list that is drawn anew while somebody goes through it by keyboard.
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }

  // What the head of a column is made of: see dom.table.
  head(name, numeric) {
    const sorted = this.sort === name;
    const button = el('button', {
      id: `sort-${name}`,
      onclick: () => {
        this.turned = sorted && !this.turned;
        this.sort = name;
        this.render();
      },
    }, `${say(name)}${sorted ? (this.descending ? ' ▼' : ' ▲') : ''}`);
    return [button, numeric, sorted ? (this.descending ? 'descending' : 'ascending') : null];
  }

  row(run) {
    const last = run.last;
    const choose = el('input', {
      type: 'checkbox',
      id: `choose-${run.run}`,
      checked: this.chosen.has(run.run),
      onchange: (event) => {
        if (event.target.checked) this.chosen.add(run.run);
        else this.chosen.delete(run.run);
        event.target.closest('tr').classList.toggle('chosen', event.target.checked);
        this.changed();
      },
    });
    const of = run.epochs ? ` / ${number(run.epochs)}` : '';
    const cells = [
      el('label', {}, choose, el('span', {}, ...breakable(run.run))), run.model,
      'epoch' in last ? `${number(last.epoch)}${of}` : '–',
      number(last['validation/main/loss'] ?? last['main/loss']),
      percent(last['validation/main/accuracy']), ago(run.changed),
    ];
    return el('tr', { class: this.chosen.has(run.run) ? 'chosen' : null },
      ...cells.map((content, i) => el('td', { class: COLUMNS[i][2] ? 'number' : null }, content)));
  }
}

// A long name is broken where a folder ends.
function breakable(name) {
  return name.split('/').flatMap((part, i) => (i ? ['/', el('wbr'), part] : [part]));
}
