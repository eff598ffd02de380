// The example pictures of a run, epoch by epoch, by a slider where there are several.

import { address, get } from '../asking.js';
import { el, labelled } from '../dom.js';
import { say } from '../words.js';
import { fill, part } from './parts.js';

export class Examples {
  constructor(run) {
    this.run = run;
    this.epochs = [];
    this.none = el('p', { class: 'faint' }, say('no_examples'));
    this.slider = el('input', { type: 'range', min: 0, max: 0, value: 0, oninput: () => this.show() });
    this.label = labelled(say('epoch'), this.slider);
    this.picture = el('img', { class: 'shown' });
    this.caption = el('figcaption');
    this.figure = el('figure', {}, this.caption, this.picture);
    this.shown = el('div', {}, this.none, this.label, this.figure);
    this.place = el('div');
    this.element = part(say('examples'), this.place);
    this.refresh();
  }

  // Ask which there are now. The last one gives way to a newer one, any other choice stays.
  refresh() {
    return fill(this.place, async () => {
      const before = this.chosen();
      const last = this.epochs.at(-1);
      this.epochs = await get('runs/examples', { run: this.run });
      const at = before === last ? -1 : this.epochs.indexOf(before);
      this.slider.max = Math.max(0, this.epochs.length - 1);
      this.slider.value = at < 0 ? this.slider.max : at;
      this.none.hidden = this.epochs.length > 0;
      this.label.hidden = this.epochs.length < 2;
      this.figure.hidden = this.epochs.length === 0;
      if (this.epochs.length) this.show();
      return this.shown;
    });
  }

  chosen() {
    return this.epochs[this.slider.value];
  }

  show() {
    const caption = say('of_epoch', this.chosen());
    if (caption === this.caption.textContent) return;
    this.picture.src = address('runs/example', { run: this.run, epoch: this.chosen() });
    this.picture.alt = `${say('examples')}: ${caption}`;
    this.caption.textContent = caption;
  }
}
