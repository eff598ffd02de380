import json

import chainer
import numpy as np
import pytest
from chainer import serializers

from cli.files import write_json
from models.lstm import LSTM
from predict import lstm_sine


class Adder(object):
    """Stands in for the network: its prediction is the sum of all it read since the reset."""

    def __init__(self):
        self.windows = []

    def reset_state(self):
        self.windows.append([])

    def predict(self, x):
        self.windows[-1].append(x.copy())
        return chainer.Variable(np.sum(self.windows[-1], axis=0))


def test_the_posts_example_by_hand():
    # Four values given, three to predict.
    given = np.array([[1, 2, 3, 4], [0, 0, 1, 0]], np.float32)
    model = Adder()
    predicted = lstm_sine.predict(model, given, pre_length=3)
    windows = [np.hstack(window) for window in model.windows]
    assert [window[0].tolist() for window in windows] == [
        [1, 2, 3, 4],  # -> 10
        [2, 3, 4, 10],  # -> 19
        [3, 4, 10, 19],  # -> 36
    ]
    np.testing.assert_array_equal(predicted, [[10, 19, 36], [1, 2, 4]])
    np.testing.assert_array_equal(given, [[1, 2, 3, 4], [0, 0, 1, 0]])


def test_shapes_and_no_graph():
    predicted = lstm_sine.predict(LSTM(1, 3, 1), np.zeros((4, 6), np.float32), 5)
    assert predicted.shape == (4, 5) and predicted.dtype == np.float32


class Wave(object):
    """A network that has learnt the wave: x[t + 1] = 2 cos(step) x[t] - x[t - 1]."""

    step = 2 * np.pi / 50

    def reset_state(self):
        self.before = None

    def predict(self, x):
        y = x if self.before is None else 2 * np.cos(self.step) * x - self.before
        self.before = x
        return chainer.Variable(y.astype(np.float32))


@pytest.mark.parametrize('given, predicted', lstm_sine.GIVEN_AND_PREDICTED)
def test_measure(given, predicted):
    device = chainer.get_device('@numpy')
    perfect = lstm_sine.measure(Wave(), device, given, predicted)
    assert len(perfect['wave']) == 100 and len(perfect['rmse']) == predicted
    np.testing.assert_allclose(perfect['prediction'], perfect['wave'][given:], atol=2e-3)
    assert max(perfect['rmse']) < 2e-3

    class Zero(Wave):
        def predict(self, x):
            return chainer.Variable(np.zeros_like(x))

    # The root mean square of a sine is the root of a half, at every distance.
    rmse = lstm_sine.measure(Zero(), device, given, predicted)['rmse']
    np.testing.assert_allclose(rmse, 0.5**0.5, rtol=1e-5)


@pytest.fixture
def run(tmp_path):
    """Folder of a finished run."""
    write_json(str(tmp_path / 'args.json'), {'model': 'lstm', 'hidden_units': 3})
    serializers.save_npz(str(tmp_path / 'model_final.npz'), LSTM(1, 3, 1))
    return tmp_path


def test_leaves_figures_and_errors_in_the_run(script, run):
    status, out, _ = script(lstm_sine.main, run)
    assert status == 0 and '25 given, 75 predicted: RMSE' in out
    assert (run / 'prediction.png').read_bytes().startswith(b'\x89PNG')
    cases = json.loads((run / 'prediction.json').read_text())
    assert [(case['given'], case['predicted']) for case in cases] == [(50, 50), (25, 75)]


def other_model(run):
    write_json(str(run / 'args.json'), {'model': 'fcn32s', 'n_class': 21})


def other_units(run):
    write_json(str(run / 'args.json'), {'model': 'lstm', 'hidden_units': 4})


@pytest.mark.parametrize('spoil, message', [
    (lambda run: (run / 'args.json').unlink(), 'not the --out of a training run'),
    (lambda run: (run / 'model_final.npz').unlink(), 'no such weights file'),
    (other_model, 'a run of fcn32s'),
    (other_units, 'weights of another network'),
])  # fmt: skip
def test_bad_input(refused, run, spoil, message):
    spoil(run)
    assert message in refused(lstm_sine.main, run)
    assert not (run / 'prediction.json').exists()


def test_says_where_the_results_are(script, run):
    _, out, _ = script(lstm_sine.main, run)
    assert '{0}/prediction.png and {0}/prediction.json written'.format(run) in out
