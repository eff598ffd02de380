// Parts of what is said of a run, each of which fails by itself.

import { Left, Refused } from '../asking.js';
import { el } from '../dom.js';
import { say } from '../words.js';

export function part(title, ...children) {
  return el('section', {}, el('h2', {}, title), ...children);
}

// Put what a call gives into a place, or why it gives nothing: one broken file hides no more than
// what is read from it. A call that gives nothing has filled it by itself.
export async function fill(place, call) {
  try {
    const content = await call();
    // What stands there already keeps the focus.
    if (content && content !== place.firstChild) place.replaceChildren(content);
  } catch (error) {
    if (error instanceof Left) return;
    if (!(error instanceof Refused)) console.error(error);
    place.replaceChildren(el('p', { class: 'wrong' }, error instanceof Refused ? error.message : say('unreadable')));
  }
}
