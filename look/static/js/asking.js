// Questions to the server; what goes wrong is told in one line at the foot of the page.

import { say } from './words.js';

export class Refused extends Error {}

// What was asked for is not wanted any more: another was chosen, or the view was left.
export class Left extends Error {}

// Whose line stands at the foot, and who asked how often.
let telling = null;
const asked = new Map();

export function status(text, whose = null) {
  const foot = document.getElementById('status');
  foot.textContent = text;
  foot.classList.toggle('wrong', text !== '');
  telling = whose;
}

// { run: ['a', 'b'] } as it stands in an address.
export function query(given) {
  return new URLSearchParams(Object.entries(given).flatMap(
    ([name, value]) => (Array.isArray(value) ? value : [value]).map((each) => [name, each])));
}

export function address(path, given = {}) {
  return `/api/${path}?${query(given)}`;
}

async function answered(path, given, request) {
  let response;
  try {
    response = await fetch(address(path, given), { ...request, headers: { 'X-Look': '1' } });
  } catch {
    throw new Refused(say('lost'));
  }
  if (!response.ok) {
    const found = await response.json().catch(() => ({}));
    throw new Refused(found.error ?? `${response.status} ${response.statusText}`);
  }
  return response;
}

// What `read` makes of an answer; `stop` is aborted when nobody wants it any more.
async function readBy(read, response, stop) {
  const found = await read(response).catch(() => { throw new Refused(say('unreadable')); });
  if (stop?.aborted) throw new Left();
  return found;
}

const json = (response) => response.json();

export async function get(path, given, stop) {
  return readBy(json, await answered(path, given, {}), stop);
}

export async function post(path, given, body) {
  return readBy(json, await answered(path, given, { method: 'POST', body }));
}

// It is sent even while the page is being left.
export async function remove(path) {
  return readBy(json, await answered(path, {}, { method: 'DELETE', keepalive: true }));
}

// Raw bytes of an array, and its shape.
export async function array(path, given, stop) {
  return readBy(async (response) => ({
    shape: response.headers.get('X-Shape').split(',').map(Number),
    bytes: await response.arrayBuffer(),
  }), await answered(path, given, {}), stop);
}

// Do it, and tell what goes wrong. When it goes well the same one's complaint goes, if nothing was
// asked after it: what the page asks by itself takes away no line that a person has to read.
export async function told(call, whose = 'person') {
  const mine = (asked.get(whose) ?? 0) + 1;
  asked.set(whose, mine);
  try {
    const result = await call();
    if (telling === whose && asked.get(whose) === mine) status('');
    return result;
  } catch (error) {
    if (error instanceof Left) return undefined;
    if (!(error instanceof Refused)) throw error;
    status(error.message, whose);
    return undefined;
  }
}
