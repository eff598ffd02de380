"""Keep of a run of train.lstm_sine what others need to check it, in little space.

    python -m report.lstm_sine_keep runs/lstm_sine/* --out results/lstm_sine

Options, predictions and weights (236 numbers at most) as they are; of the log, whose
lines are means over ten epochs, every ten lines as their mean.
"""

import os

import numpy as np

from cli import errors, files, options, outputs, run_folder
from report.parts.runs import read_log

LINES = 10
_AS_THEY_ARE = run_folder.ARGS, 'prediction.json', 'model_final.npz'
_WRITTEN = _AS_THEY_ARE + ('log',)


def thin(log):
    """Lines of a log, each in the place of ten: their mean loss, and the last one's counts.

    Args:
        log (list): What ``read_log`` gives; the lines stand for equal numbers of epochs.
    """
    parts = [log[i : i + LINES] for i in range(0, len(log), LINES)]
    return [
        dict(part[-1], **{'main/loss': float(np.mean([line['main/loss'] for line in part]))})
        for part in parts
    ]


def main():
    p = options.parser(__doc__)
    p.add_argument('runs', metavar='RUN', nargs='+', help='folder of a run')
    p.add_argument('--out', '-o', required=True, help="folder to put the runs' folders into")
    args = p.parse_args()
    folders = [os.path.join(args.out, os.path.basename(os.path.abspath(r))) for r in args.runs]
    outputs.check_apart(args.runs, folders)
    outputs.check([os.path.join(f, name) for f in folders for name in _WRITTEN], args.runs)
    for run, folder in zip(args.runs, folders):
        log = read_log(run)
        for name in _AS_THEY_ARE:
            source = os.path.join(run, name)
            if not os.path.exists(source):
                raise errors.UserError(
                    '{}: missing: the run is not finished, or predict.lstm_sine has not been '
                    'called with it'.format(source)
                )
            files.copy(source, os.path.join(folder, name))
        files.write_json(os.path.join(folder, 'log'), thin(log))
        print('{} kept in {}'.format(run, folder))


if __name__ == '__main__':
    errors.run(main)
