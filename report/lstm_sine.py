"""Tables and figures of the sine post (2016-07-24) from the folders of runs.

    python -m report.lstm_sine runs/lstm_sine/* --out results/lstm_sine

Each RUN is the --out of train.lstm_sine in which predict.lstm_sine has left its
prediction.json. Writes table.md into --out and, of runs that differ in hidden
units and seed only, the post's figures.
"""

import math
import os
from collections import OrderedDict

import numpy as np

from cli import errors, files, json_file, options, run_folder
from cli.json_file import COUNT, NUMBER
from report.parts import lstm_sine_figures, lstm_sine_post
from report.parts.runs import read_log

# A block's loss varies by a few per cent with the places its sequences come from: the loss at
# the end is the mean over this part of a run.
FINAL = 0.1
DISTANCES = 1, 5, 10, 25, 50, 75
# In the tables' order; what all runs share is said once, above them.
SETTINGS = (
    'hidden_units', 'epoch', 'start', 'optimizer', 'lr', 'forget_bias', 'batchsize', 'length',
)  # fmt: skip
# What runs from before there was the option had.
EARLIER = {'optimizer': 'adam', 'start': 'chainer7'}
_CASES = [
    {'given': COUNT, 'predicted': COUNT, 'rmse': [NUMBER], 'wave': [NUMBER], 'prediction': [NUMBER]}
]


def load(folder):
    """One run.

    Returns:
        dict: ``options``; ``epoch`` and ``loss``, lists, the mean loss of the
        epochs since the line before; ``final``, the loss at the end;
        ``minutes``; ``cases``, what predict.lstm_sine measured.

    Raises:
        UserError: Something is missing in the folder.
    """
    args = run_folder.read(folder)
    settings = dict(EARLIER, **args['options'])
    drawn = settings['start'] == 'post'
    settings.setdefault('forget_bias', 'drawn' if drawn else 1.0)
    log = read_log(folder)
    loss = [line['main/loss'] for line in log]
    end = [line['main/loss'] for line in log if line['epoch'] > (1 - FINAL) * log[-1]['epoch']]
    return {
        'options': settings,
        'epoch': [line['epoch'] for line in log],
        'loss': loss,
        'final': float(np.mean(end)),
        'minutes': log[-1]['elapsed_time'] / 60,
        'cases': _cases(folder),
    }


def _cases(folder):
    path = os.path.join(folder, 'prediction.json')
    try:
        return json_file.read(path, _CASES)
    except (OSError, ValueError):
        raise errors.UserError(
            '{}: missing or damaged: call python -m predict.lstm_sine {}'.format(path, folder)
        )


def varying(runs):
    """The settings, other than the hidden units, that are not the same in all ``runs``."""
    return [key for key in SETTINGS[1:] if len({run['options'][key] for run in runs}) > 1]


def groups(runs):
    """Runs that differ in the seed alone, together, in the order of their settings.

    Returns:
        ~collections.OrderedDict: Label to list of runs; the label names the
        hidden units and what else is not as in most of ``runs``.
    """
    usual = {key: _usual([run['options'][key] for run in runs]) for key in varying(runs)}
    found = OrderedDict()
    for run in sorted(runs, key=lambda run: [run['options'][k] for k in SETTINGS + ('seed',)]):
        label = ', '.join(
            '{} {}'.format(key.replace('_', ' '), run['options'][key])
            for key in SETTINGS
            if key == 'hidden_units' or key in usual and run['options'][key] != usual[key]
        )
        found.setdefault(label, []).append(run)
    return found


def _usual(values):
    """The value that more than half of them have, or None."""
    value = max(values, key=values.count)
    return value if 2 * values.count(value) > len(values) else None


def markdown(grouped):
    """The tables, as text."""
    out = ['Loss: mean squared error over the last {:.0%} of the epochs; each seed, and the '
           'floor that no network gets below (see README.md).'.format(FINAL), '']  # fmt: skip
    rows = []
    for label, runs in grouped.items():
        o = runs[0]['options']
        logs = [math.log10(run['final']) for run in runs]
        rows.append([
            label, o['epoch'],
            '{:.2f}'.format(np.median(logs)), ' '.join('{:.2f}'.format(v) for v in logs),
            '{:.2f}'.format(math.log10(lstm_sine_post.floor(o['length']))),
            ' '.join('{:.0f}'.format(run['minutes']) for run in runs),
        ])  # fmt: skip
    out += _table(
        ['run', 'epochs', 'log10 loss, median', 'each seed', 'floor', 'minutes (post: about 27)'],
        rows,
    )
    for i, case in enumerate(next(iter(grouped.values()))[0]['cases']):
        distances = [d for d in DISTANCES if d <= case['predicted']]
        out += ['', '{given} values given, {predicted} predicted: root mean squared error by '
                'distance, median of the seeds.'.format(**case), '']  # fmt: skip
        rows = [
            [label] + ['{:.4f}'.format(lstm_sine_post.rmse(runs, i)[d - 1]) for d in distances]
            for label, runs in grouped.items()
        ]
        out += _table(['run'] + distances, rows)
    return '\n'.join(out) + '\n'


def _table(head, rows):
    lines = [head, ['---'] * len(head)] + rows
    return ['| {} |'.format(' | '.join(str(cell) for cell in line)) for line in lines]


def main():
    p = options.parser(__doc__)
    p.add_argument('runs', metavar='RUN', nargs='+', help='folder of a run')
    p.add_argument('--out', '-o', default='results/lstm_sine', help='folder to write to')
    args = p.parse_args()
    runs = [load(run) for run in args.runs]
    grouped = groups(runs)
    text = markdown(grouped)
    if not varying(runs):
        lstm_sine_figures.draw(grouped, args.out)
        text += '\n' + '\n'.join(
            _table(['the post says', 'here', 'held'], lstm_sine_post.statements(grouped))
        ) + '\n'  # fmt: skip
    files.write_text(os.path.join(args.out, 'table.md'), text)
    print(text)


if __name__ == '__main__':
    errors.run(main)
