"""The sine's LSTM along the wave: what each gate of each unit does at every step."""

import chainer
import numpy

from data.sine import Sine
from look.inside.recorder import Recorder
from predict import lstm_sine

GIVEN = 50
LENGTH = 150
# In the order in which F.lstm takes them; a is what would be written into the cell.
GATES = ('a', 'i', 'f', 'o')
_KIND = 'LSTM'


def along(run, go_on=lambda share: None):
    """Read :data:`GIVEN` values of the wave from a zero state, then go on from its own guesses.

    Args:
        run (str): Folder of a run of train.lstm_sine.
        go_on: Called before every step with the share that is done.

    Returns:
        dict: ``wave``, ``predicted`` (of each step, the next value) and, one list a unit, each of
        a value a step: ``a``, ``i``, ``f``, ``o``, the cell ``c`` and what goes out, ``h``.

    Raises:
        ~cli.errors.UserError: It is no such run.
    """
    model = lstm_sine.load(run)
    wave = Sine(lstm_sine.STEPS_PER_CYCLE, lstm_sine.NUMBER_OF_CYCLES).make()[: LENGTH + 1]
    model.reset_state()
    series = {name: [] for name in GATES + ('c', 'h')}
    predicted = []
    with chainer.using_config('train', False), chainer.no_backprop_mode():
        for t in range(LENGTH):
            go_on(t / LENGTH)
            value = wave[t] if t < GIVEN else predicted[-1]
            gates = Recorder(model, None)
            x = numpy.array([[value]], numpy.float32)
            with gates:
                predicted.append(float(model.predict(x).array[0, 0]))
            _note(series, gates.steps)
    return {
        'wave': [float(v) for v in wave],
        'predicted': predicted,
        'given': GIVEN,
        'units': {name: numpy.transpose(values).tolist() for name, values in series.items()},
    }


def _note(series, steps):
    step = next(s for s in steps if s.kind == _KIND)
    cell, out = step.outputs
    before = step.taken[1][0].reshape(-1, 4)
    for i, name in enumerate(GATES):
        squash = numpy.tanh if name == 'a' else _sigmoid
        series[name].append(squash(before[:, i]))
    series['c'].append(cell[0])
    series['h'].append(out[0])


def _sigmoid(x):
    return numpy.tanh(x * 0.5) * 0.5 + 0.5
