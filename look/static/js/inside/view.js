// Inside: a network and a picture are chosen, and what passes between them is shown.

import { computed, get, post, told } from '../asking.js';
import { el, labelled, option } from '../dom.js';
import { say } from '../words.js';
import { showNeighbours } from './neighbours.js';
import { showPicture } from './picture.js';
import { showWave } from './wave.js';

export async function showInside(main, signal, given) {
  const network = el('select', { id: 'network', onchange: open });
  const picture = el('select', { id: 'picture', onchange: open });
  const file = el('input', { type: 'file', accept: 'image/*', 'aria-label': say('drop'), onchange: () => drop(file.files) });
  const dropping = el('div', { class: 'drop row' }, say('drop'), file);
  const pictures = el('div', { class: 'row' }, labelled(say('picture'), picture), dropping);
  const waiting = el('div');
  const place = el('div');
  let kinds = new Map();
  let asked = 0;

  async function refresh(chosen) {
    const found = await told(() => get('inside'));
    if (!found || signal.aborted) return;
    const before = network.value || given.get('network');
    kinds = new Map(found.networks.map((n) => [n.network, n.kind]));
    network.replaceChildren(...found.networks.map((n) => option(n.network, n.network || say('own'), n.network === before)));
    const name = chosen ?? (picture.value || given.get('picture'));
    picture.replaceChildren(...found.pictures.map((p) => option(p, p, p === name)));
    if (!found.networks.length) place.replaceChildren(el('p', { class: 'faint' }, say('no_networks')));
    else await open();
  }

  async function open() {
    const number = ++asked;
    const kind = kinds.get(network.value);
    pictures.hidden = kind !== 'pictures';
    place.replaceChildren();
    waiting.replaceChildren();
    await told(async () => {
      if (kind === 'words') showNeighbours(place, network.value);
      else if (kind === 'wave') showWave(place, await computed(waiting, 'inside/wave', { network: network.value }));
      else if (!picture.value) place.append(el('p', { class: 'faint' }, say('no_pictures')));
      else {
        const found = await computed(waiting, 'inside/open', { network: network.value, picture: picture.value });
        // Another one may have been chosen meanwhile.
        if (number === asked) showPicture(place, found);
      }
    });
  }

  async function drop(files) {
    for (const each of files) {
      const sent = await told(() => post('inside/drop', { name: each.name }, each));
      if (sent) await refresh(sent.picture);
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
  await refresh();
}
