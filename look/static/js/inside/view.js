// Inside: a network and a picture are chosen, and what passes between them is shown.

import { get, post, told } from '../asking.js';
import { el, labelled, option } from '../dom.js';
import { say } from '../words.js';
import { computed, Latest } from '../work.js';
import { showNeighbours } from './neighbours.js';
import { showPicture } from './picture.js';
import { showWave } from './wave.js';

const EVERY = 2000;

export async function showInside(main, signal, given, keep) {
  const network = el('select', { id: 'network', onchange: choose });
  const picture = el('select', { id: 'picture', onchange: choose });
  const file = el('input', { type: 'file', accept: 'image/*', 'aria-label': say('drop'), onchange: () => drop(file.files) });
  const dropping = el('div', { class: 'drop row' }, say('drop'), file);
  const pictures = el('div', { class: 'row' }, labelled(say('picture'), picture), dropping);
  const waiting = el('div');
  const place = el('div');
  const latest = new Latest(signal);
  const wanted = { network: given.get('network'), picture: given.get('picture') };
  let kinds = new Map();
  let asked = 0;
  let shown = null;

  function choose() {
    Object.assign(wanted, { network: network.value, picture: picture.value });
    return open();
  }

  // What is chosen, as far as it matters to the network.
  function chosen() {
    return kinds.get(network.value) === 'pictures' ? `${network.value}\n${picture.value}` : network.value;
  }

  // The lists grow while one looks: runs get their weights, pictures are dropped in other windows.
  async function refresh() {
    const number = ++asked;
    const found = await told(() => get('inside'), 'list');
    if (!found || signal.aborted || number !== asked) return;
    kinds = new Map(found.networks.map((n) => [n.network, n.kind]));
    wanted.network = fill(network, found.networks.map((n) => [n.network, n.network || say('own')]), wanted.network);
    wanted.picture = fill(picture, found.pictures.map((name) => [name, name]), wanted.picture);
    if (!found.networks.length) place.replaceChildren(el('p', { class: 'faint' }, say('no_networks')));
    else if (chosen() !== shown) await open();
  }

  function open() {
    shown = chosen();
    keep(picture.value ? { network: network.value, picture: picture.value } : { network: network.value });
    pictures.hidden = kinds.get(network.value) !== 'pictures';
    place.replaceChildren();
    return told(() => latest.run(show));
  }

  async function show(stop) {
    const kind = kinds.get(network.value);
    if (kind === 'words') showNeighbours(place, network.value);
    else if (kind === 'wave') showWave(place, await computed(waiting, 'inside/wave', { network: network.value }, stop));
    else if (!picture.value) place.append(el('p', { class: 'faint' }, say('no_pictures')));
    else {
      const both = { network: network.value, picture: picture.value };
      showPicture(place, await computed(waiting, 'inside/open', both, stop), stop);
    }
  }

  async function drop(files) {
    for (const each of files) {
      const sent = await told(() => post('inside/drop', { name: each.name }, each));
      if (!sent) continue;
      wanted.picture = sent.picture;
      await refresh();
    }
  }

  main.append(el('div', { class: 'row' }, labelled(say('network'), network), pictures), waiting, place);
  // Anywhere on the page.
  for (const kind of ['dragover', 'dragleave', 'drop']) {
    document.addEventListener(kind, (event) => {
      event.preventDefault();
      dropping.classList.toggle('over', kind === 'dragover');
      if (kind === 'drop') drop(event.dataTransfer.files);
    }, { signal });
  }
  const timer = setInterval(() => { if (!document.hidden) refresh(); }, EVERY);
  signal.addEventListener('abort', () => clearInterval(timer));
  await refresh();
}

// Offer these, of [value, text]; gives what is chosen then: what is wanted, if it is among them.
function fill(list, entries, wanted) {
  const values = (options) => options.join('\n');
  if (values(entries.map(([value]) => value)) !== values([...list.options].map((o) => o.value))) {
    list.replaceChildren(...entries.map(([value, text]) => option(value, text)));
  }
  if (entries.some(([value]) => value === wanted)) list.value = wanted;
  return list.value;
}
