// Questions to the server; what goes wrong is told in one line at the foot of the page.

import { el } from './dom.js';
import { number, percent, say } from './words.js';

const EVERY = 400;

export class Refused extends Error {}

export function status(text, wrong = false) {
  const foot = document.getElementById('status');
  foot.textContent = text;
  foot.classList.toggle('wrong', wrong);
}

export function address(path, given = {}) {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(given)) {
    for (const each of Array.isArray(value) ? value : [value]) asked.append(name, each);
  }
  return `/api/${path}?${asked}`;
}

async function answered(path, given, request) {
  let response;
  try {
    response = await fetch(address(path, given), { ...request, headers: { 'X-Look': '1' } });
  } catch {
    throw new Refused(say('lost'));
  }
  if (!response.ok) {
    const told = await response.json().catch(() => ({}));
    throw new Refused(told.error ?? `${response.status} ${response.statusText}`);
  }
  return response;
}

export async function get(path, given) {
  return (await answered(path, given, {})).json();
}

export async function post(path, given, body) {
  return (await answered(path, given, { method: 'POST', body })).json();
}

// Raw bytes of an array, and its shape.
export async function array(path, given) {
  const response = await answered(path, given, {});
  const shape = response.headers.get('X-Shape').split(',').map(Number);
  return { shape, bytes: await response.arrayBuffer() };
}

// Line a computation up and wait for it; `place` shows how far it is, and a button to cancel it.
export async function computed(place, path, given) {
  const { id } = await post(path, given);
  const told = el('span', { role: 'status' });
  const cancel = el('button', { onclick: () => answered(`jobs/${id}`, {}, { method: 'DELETE' }) }, say('cancel'));
  const shown = el('p', { class: 'row' }, told, cancel);
  place.append(shown);
  try {
    for (let wait = 40; ; wait = Math.min(EVERY, wait * 2)) {
      const job = await get(`jobs/${id}`);
      if (job.state === 'done') return job.result;
      if (job.state === 'failed') throw new Refused(job.error);
      if (job.state === 'cancelled') throw new Refused(say('cancelled'));
      told.textContent = job.state === 'waiting'
        ? say('waiting', number(job.before))
        : say('running', job.share === null ? '…' : percent(job.share));
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  } finally {
    shown.remove();
  }
}

// Do it, and tell what goes wrong; what was told before goes when it goes well.
export async function told(call) {
  try {
    const result = await call();
    status('');
    return result;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    status(error.message, true);
    return undefined;
  }
}
