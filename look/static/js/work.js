// Computations on the server: waited for, cancelled, and one after another.

import { get, Left, post, Refused, remove } from './asking.js';
import { el } from './dom.js';
import { number, percent, say } from './words.js';

const EVERY = 400;

function pause(milliseconds, stop) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    stop.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}

// Line a computation up and wait for it; `place` shows how far it is, and a button to cancel it.
// `stop`, a signal, cancels it as well, and so does leaving the page.
export async function computed(place, path, given, stop) {
  const { id } = await post(path, given);
  // It may have ended meanwhile.
  const cancel = () => remove(`jobs/${id}`).catch(() => {});
  const told = el('span', { role: 'status' });
  const shown = el('p', { class: 'row' }, told, el('button', { onclick: cancel }, say('cancel')));
  addEventListener('pagehide', cancel);
  place.append(shown);
  try {
    for (let wait = 40; !stop.aborted; wait = Math.min(EVERY, wait * 2)) {
      const job = await get(`jobs/${id}`, {}, stop);
      if (job.state === 'done') return job.result;
      if (job.state === 'failed') throw new Refused(job.error);
      if (job.state === 'cancelled') throw new Refused(say('cancelled'));
      told.textContent = job.state === 'waiting'
        ? say('waiting', number(job.before))
        : say('running', job.share === null ? '…' : percent(job.share));
      await pause(wait, stop);
    }
    throw new Left();
  } finally {
    shown.remove();
    removeEventListener('pagehide', cancel);
    if (stop.aborted) await cancel();
  }
}

// Of what is asked for one after another only the newest is wanted. Each waits until the one
// before has given up its place in the queue, so that many at once do not fill it.
export class Latest {
  // `left`: signal that none is wanted any more.
  constructor(left) {
    this.ended = Promise.resolve();
    this.stop = new AbortController();
    this.left = left;
    left.addEventListener('abort', () => this.stop.abort());
  }

  // What call(signal) gives; Left where another one came after it.
  run(call) {
    this.stop.abort();
    this.stop = new AbortController();
    const { signal } = this.stop;
    if (this.left.aborted) this.stop.abort();
    const wanted = (result) => {
      if (signal.aborted) throw new Left();
      return result;
    };
    const run = this.ended.then(wanted).then(() => call(signal))
      .then(wanted, (error) => { throw signal.aborted ? new Left() : error; });
    this.ended = run.catch(() => {});
    return run;
  }
}
