// Words near a word, as it is typed.

import { get, told } from '../asking.js';
import { bar, el, table } from '../dom.js';
import { number, say } from '../words.js';

export function showNeighbours(place, network) {
  const beginnings = el('datalist', { id: 'beginnings' });
  const count = el('span', { class: 'faint' });
  const found = el('div', { 'aria-live': 'polite' });
  const typed = el('input', { type: 'search', id: 'typed', list: 'beginnings', autocomplete: 'off', oninput: ask });

  async function ask() {
    const asked = typed.value;
    const answer = await told(() => get('inside/words', { network, typed: asked.toLowerCase() }));
    if (!answer || asked !== typed.value) return;
    count.textContent = say('vocabulary', number(answer.words));
    const before = asked.split(/\s+/).slice(0, -1).join(' ');
    beginnings.replaceChildren(...answer.completions.map((word) => el('option', { value: before ? `${before} ${word}` : word })));
    found.replaceChildren(answer.nearest.length
      ? el('div', {}, el('h2', {}, say('nearest')), table([['', false], [say('cosine'), true], ['']],
        answer.nearest.map(([word, cosine]) => el('tr', {}, el('th', { scope: 'row' }, word),
          el('td', { class: 'number' }, number(cosine, 3)), el('td', {}, bar(cosine))))))
      : el('p', {}, answer.completions.join(', ')));
  }

  place.append(el('div', { class: 'row' }, el('label', {}, say('word'), typed), beginnings, count), found);
  ask();
}
