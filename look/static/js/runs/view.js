// Runs: the list, the curves of those chosen as they grow, and what is said of one of them.

import { get, told } from '../asking.js';
import { el, labelled, select } from '../dom.js';
import { say } from '../words.js';
import { Curves } from './curves.js';
import { data, differences, measures, notMeasured } from './details.js';
import { Examples } from './examples.js';
import { List } from './list.js';

const EVERY = 2000;

export async function showRuns(main, signal, given, keep) {
  const posts = await told(() => get('runs/posts')) ?? {};
  const list = new List(() => chosen());
  const curves = new Curves(posts, (name) => list.runs.get(name)?.model);
  const hint = el('p', { class: 'faint' }, say('nothing'));
  const differ = el('div');
  const about = el('div', { class: 'row' });
  const details = el('div');
  const right = el('div', {}, hint, curves.element, differ, about, details);
  let version = 0;
  let server = null;
  let one = null;
  let examples = null;
  let stop = new AbortController();
  signal.addEventListener('abort', () => stop.abort());

  async function chosen() {
    const names = [...list.chosen];
    keep({ run: names });
    hint.hidden = names.length > 0;
    curves.element.hidden = names.length === 0;
    if (!names.includes(one)) show(names[0] ?? null);
    about.replaceChildren(names.length > 1
      ? labelled(say('about'), select(names.map((name) => [name, name]), one, show)) : '');
    await curves.choose(names);
    const rows = names.length > 1 ? await told(() => get('runs/differences', { run: names })) : [];
    differ.replaceChildren(differences(rows ?? [], names));
  }

  // Examples, measures and data of one run; what is still computed for another is not wanted.
  function show(name) {
    one = name;
    stop.abort();
    stop = new AbortController();
    if (!name) {
      details.replaceChildren();
      return;
    }
    const kind = list.runs.get(name)?.measured;
    examples = new Examples(name);
    details.replaceChildren(el('h2', {}, name), examples.element,
      ...(kind ? [measures(name, kind, stop.signal), data(name, stop.signal)] : [notMeasured()]));
  }

  // What has changed since the last time. A server that was started anew counts anew.
  async function news() {
    const found = await get('runs', { since: version });
    if (server === null || found.server === server) return found;
    const all = await get('runs', { since: 0 });
    const there = new Set(all.runs.map((run) => run.run));
    return { ...all, gone: [...list.runs.keys()].filter((name) => !there.has(name)) };
  }

  async function ask() {
    if (document.hidden) return;
    const found = await told(news, 'list');
    if (!found || signal.aborted) return;
    ({ version, server } = found);
    list.update(found);
    if (list.runs.size === 0) list.render();
    const changed = found.runs.map((run) => run.run).filter((name) => list.chosen.has(name));
    if (changed.length) await curves.choose([...list.chosen], changed);
    if (changed.includes(one)) examples.refresh();
  }

  if (signal.aborted) return;
  curves.element.hidden = true;
  main.append(el('div', { class: 'two' }, list.element, right));
  for (const name of given.getAll('run')) list.chosen.add(name);
  await ask();
  if (list.chosen.size) await chosen();
  if (signal.aborted) return;
  const timer = setInterval(ask, EVERY);
  signal.addEventListener('abort', () => clearInterval(timer));
}
