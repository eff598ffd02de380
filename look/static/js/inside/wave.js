// The sine's LSTM along the wave: what its gates do at every step.

import { Chart } from '../chart.js';
import { curve } from '../colours.js';
import { el, labelled, select } from '../dom.js';
import { say } from '../words.js';

const GATES = ['i', 'f', 'o', 'a', 'c', 'h'];

export function showWave(place, { wave, predicted, given, units }) {
  const steps = (values, first = 0) => values.map((_, i) => i + first);
  const whole = new Chart(say('wave', given));
  const charts = el('div', { class: 'charts' });
  const show = (unit) => {
    const chart = new Chart(say('gates', Number(unit) + 1));
    charts.replaceChildren(chart.element);
    chart.draw(GATES.map((gate, i) => ({
      name: say(`gate_${gate}`), colour: curve(i), x: steps(units[gate][unit]), y: units[gate][unit],
    })), { over: say('step') });
  };
  place.append(whole.element,
    labelled(say('unit'), select(units.h.map((_, i) => [String(i), String(i + 1)]), '0', show)), charts);
  whole.draw([
    { name: say('given'), colour: '#888', training: true, x: steps(wave), y: wave },
    { name: say('predicted'), colour: curve(0), x: steps(predicted, 1), y: predicted },
  ], { over: say('step') });
  show('0');
}
