// Runs: the list, the curves of those chosen as they grow, and what is said of one of them.

import { get, told } from '../asking.js';
import { el, labelled, select } from '../dom.js';
import { say } from '../words.js';
import { Curves } from './curves.js';
import { data, differences, examples, measures, notMeasured } from './details.js';
import { List } from './list.js';

const EVERY = 2000;

export async function showRuns(main, signal, given) {
  const posts = await told(() => get('runs/posts')) ?? {};
  const list = new List(() => chosen());
  const curves = new Curves(posts, (name) => list.runs.get(name)?.model);
  const hint = el('p', { class: 'faint' }, say('nothing'));
  const differ = el('div');
  const about = el('div', { class: 'row' });
  const details = el('div');
  const right = el('div', {}, hint, curves.element, differ, about, details);
  let version = 0;
  let one = null;

  async function chosen() {
    const names = [...list.chosen];
    hint.hidden = names.length > 0;
    curves.element.hidden = names.length === 0;
    if (!names.includes(one)) await show(names[0] ?? null);
    about.replaceChildren(names.length > 1
      ? labelled(say('about'), select(names.map((name) => [name, name]), one, show)) : '');
    await curves.choose(names);
    const rows = names.length > 1 ? await told(() => get('runs/differences', { run: names })) : [];
    differ.replaceChildren(differences(rows ?? [], names));
  }

  // Examples, measures and data of one run.
  async function show(name) {
    one = name;
    details.replaceChildren();
    if (!name) return;
    const kind = list.runs.get(name)?.measured;
    const parts = await told(async () => [await examples(name),
      ...(kind ? [await measures(name, kind), data(name)] : [notMeasured()])]);
    if (one === name && parts) details.replaceChildren(el('h2', {}, name), ...parts);
  }

  // Only what has changed since the last time.
  async function ask() {
    if (document.hidden) return;
    const news = await told(() => get('runs', { since: version }));
    if (!news || signal.aborted) return;
    version = news.version;
    list.update(news);
    if (list.runs.size === 0) list.render();
    const changed = news.runs.map((run) => run.run).filter((name) => list.chosen.has(name));
    if (changed.length) await curves.choose([...list.chosen], changed);
    if (changed.includes(one)) {
      const anew = await told(() => examples(one));
      if (anew && details.children[1]) details.children[1].replaceWith(anew);
    }
  }

  if (signal.aborted) return;
  curves.element.hidden = true;
  main.append(el('div', { class: 'two' }, list.element, right));
  for (const name of given.getAll('run')) list.chosen.add(name);
  await ask();
  if (list.chosen.size) await chosen();
  const timer = setInterval(ask, EVERY);
  signal.addEventListener('abort', () => clearInterval(timer));
}
