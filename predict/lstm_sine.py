"""Let a trained LSTM go on with the sine wave, as in the post of 2016-07-24.

    python -m predict.lstm_sine runs/lstm_sine

The post's two cases: 50 values given and 50 predicted, 25 given and 75
predicted. Writes prediction.png, the wave from its start as the post draws it,
and prediction.json, which also has the error by distance over all places of
the wave where the given values can begin.

Of a model that was pickled at the post's time, its weights (docs/compat.md):

    python -m chainer_compat.convert OLD.pkl sine.npz --class lstm.LSTM
    python -m predict.lstm_sine sine.npz --out runs/old_sine
"""

import os

import chainer
import numpy as np

from cli import errors, files, options, plots, run_folder
from cli.plots import plt
from data.sine import Sine
from models import weights
from models.lstm import LSTM
from models.weights import networks, npz_file

# The post's.
GIVEN_AND_PREDICTED = (50, 50), (25, 75)
STEPS_PER_CYCLE = 50
NUMBER_OF_CYCLES = 100


def predict_sequence(model, input_seq):
    """Read a window from a zero state and name the value after it.

    Args:
        model (~models.lstm.LSTM): Network.
        input_seq: float32 (N, length).

    Returns:
        float32 (N, 1).
    """
    model.reset_state()
    for i in range(input_seq.shape[1]):
        future = model.predict(input_seq[:, i : i + 1])
    return future.array


def predict(model, input_seq, pre_length):
    """Predict step by step with the post's sliding window.

    Each step reads the whole window anew, drops its first value and appends
    the prediction.

    Args:
        model (~models.lstm.LSTM): Network.
        input_seq: float32 (N, length), what is given, length 1 or more.
        pre_length (int): Number of values to predict, 1 or more.

    Returns:
        float32 (N, pre_length).
    """
    xp = chainer.backend.get_array_module(input_seq)
    predicted = []
    with chainer.no_backprop_mode(), chainer.using_config('train', False):
        for _ in range(pre_length):
            future = predict_sequence(model, input_seq)
            input_seq = xp.concatenate((input_seq[:, 1:], future), axis=1)
            predicted.append(future)
    return xp.concatenate(predicted, axis=1)


def load(run):
    """The network of a run of `train.lstm_sine`, or of an ``.npz`` of weights alone.

    Raises:
        UserError: ``run`` is neither, or it is not finished.
    """
    if os.path.isfile(run):
        return _of_weights(run)
    facts = run_folder.read(run)
    if facts.get('model') != 'lstm':
        raise errors.UserError(
            '{}: a run of {}, not of train.lstm_sine'.format(run, facts.get('model'))
        )
    model = LSTM(hidden_units=facts['hidden_units'])
    weights.load(run_folder.model_file(run, 'model_final.npz'), model)
    return model


def _of_weights(path):
    found = npz_file.headers(path)
    model = LSTM(hidden_units=networks.rows(path, found, 'l1/b') if 'l1/b' in found else 2)
    weights.load(path, model)
    return model


def measure(model, device, given, predicted):
    """Predict from every place of a cycle.

    Returns:
        dict: ``given``, ``predicted``; ``wave`` (given + predicted values) and
        ``prediction`` from the wave's start; ``rmse``, the root mean squared
        error ``[d]`` at distance ``d + 1`` from the last given value.
    """
    wave = Sine(STEPS_PER_CYCLE, NUMBER_OF_CYCLES).make()
    starts = np.arange(STEPS_PER_CYCLE)[:, None]
    true = wave[starts + np.arange(given + predicted)]
    y = chainer.get_device('@numpy').send(predict(model, device.send(true[:, :given]), predicted))
    error = y.astype(np.float64) - true[:, given:]
    return {
        'given': given,
        'predicted': predicted,
        'wave': true[0].tolist(),
        'prediction': y[0].tolist(),
        'rmse': np.sqrt((error**2).mean(axis=0)).tolist(),
    }


def draw(cases, path):
    """Draw each case as the post does: the wave, and the prediction where it begins."""
    figure, panels = plt.subplots(1, len(cases), figsize=(5 * len(cases), 3), sharey=True)
    for axes, case in zip(panels, cases):
        given, total = case['given'], case['given'] + case['predicted']
        axes.plot(case['wave'], color='0.7', label='sine')
        axes.plot(case['wave'][:given], label='given')
        axes.plot(range(given, total), case['prediction'], label='predicted')
        axes.set_xlabel('step')
        axes.legend(loc='lower left')
    plots.save(figure, path, bbox_inches='tight')


def main():
    p = options.parser(__doc__)
    options.add_device(p)
    p.add_argument(
        'run', metavar='RUN', help='the --out of a run of train.lstm_sine, or an .npz of weights'
    )
    p.add_argument('--out', '-o', help='folder to write into (default: the run)')
    args = p.parse_args()
    if args.out is None and os.path.isfile(args.run):
        raise errors.UserError('{}: weights alone: name a folder to write into by --out'.format(
            args.run))  # fmt: skip
    device = options.use_device(args.device)
    model = load(args.run)
    model.to_device(device)
    cases = [measure(model, device, *case) for case in GIVEN_AND_PREDICTED]
    written = [
        os.path.join(args.out or args.run, name) for name in ('prediction.png', 'prediction.json')
    ]
    draw(cases, written[0])
    files.write_json(written[1], cases)
    for case in cases:
        print('{given} given, {predicted} predicted: RMSE {first:.4f} to {last:.4f}'.format(
            first=case['rmse'][0], last=case['rmse'][-1], **case))  # fmt: skip
    print('{} and {} written'.format(*written))


if __name__ == '__main__':
    errors.run(main)
