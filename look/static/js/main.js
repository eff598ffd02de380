// The frame: two views by the address, language, dark or light.

import { query, status } from './asking.js';
import { el } from './dom.js';
import { load, say } from './words.js';
import { showInside } from './inside/view.js';
import { showRuns } from './runs/view.js';

const VIEWS = { runs: showRuns, inside: showInside };
// Where each view is come back to: what was chosen in it.
const addresses = Object.fromEntries(Object.keys(VIEWS).map((view) => [view, `#${view}`]));
let leave = null;

function current() {
  const name = location.hash.slice(1).split('?')[0];
  return name in VIEWS ? name : 'runs';
}

function show() {
  const name = current();
  leave?.abort();
  leave = new AbortController();
  document.title = `${say(name)} – look`;
  status('');
  const links = Object.fromEntries(Object.keys(VIEWS).map((view) => [view, el('a',
    { href: addresses[view], 'aria-current': view === name ? 'page' : null }, say(view))]));
  document.getElementById('views').replaceChildren(...Object.values(links));
  const { signal } = leave;
  // What is chosen stands in the address, for a reload and for the way back.
  const keep = (given) => {
    if (signal.aborted) return;
    const asked = query(given).toString();
    addresses[name] = asked ? `#${name}?${asked}` : `#${name}`;
    links[name].href = addresses[name];
    history.replaceState(null, '', addresses[name]);
  };
  const main = document.getElementById('main');
  main.replaceChildren();
  VIEWS[name](main, signal, new URLSearchParams(location.hash.split('?')[1]), keep);
}

function tools() {
  const root = document.documentElement;
  const other = root.lang === 'ja' ? 'en' : 'ja';
  const dark = () => root.dataset.theme
    ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  document.getElementById('tools').append(
    el('button', {
      lang: other,
      onclick: () => {
        document.cookie = `language=${other}; path=/; SameSite=Strict; max-age=31536000`;
        location.reload();
      },
    }, say('language')),
    el('button', {
      'aria-label': say('dark'),
      title: say('dark'),
      onclick: () => {
        root.dataset.theme = dark() === 'dark' ? 'light' : 'dark';
        localStorage.setItem('theme', root.dataset.theme);
      },
    }, '◐'),
  );
}

const theme = localStorage.getItem('theme');
if (theme) document.documentElement.dataset.theme = theme;
await load();
tools();
addEventListener('hashchange', show);
show();
