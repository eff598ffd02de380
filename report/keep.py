"""Keep of a run what others need to check it: options, log, measures and pictures.

    python -m report.keep runs/fcn32s --out results/fcn32s

Of runs that differ in the seed alone (nothing_0, nothing_1) the pictures of the first are kept.
Snapshots and weights stay in the run's folder, but for those of --weights: model_final.npz, its
filters in half precision and so about half as large, to predict with.

    python -m report.keep runs/fcn_squeezenet --weights --out results/voc2012
"""

import os

import numpy as np

from cli import errors, files, options, outputs, run_folder
from cli.errors import UserError
from report.parts.runs import arm_of, read_log

_WEIGHTS = 'model_final.npz'
_KEPT = [run_folder.ARGS, 'log', 'evaluation.json']
_PICTURES = ['examples.png', 'loss.png', 'accuracy.png', 'map.png']


def main():
    p = options.parser(__doc__)
    p.add_argument('runs', metavar='RUN', nargs='+', help='folder of a training run')
    p.add_argument(
        '--weights', action='store_true', help='keep the weights too, filters as float16'
    )
    p.add_argument('--out', '-o', required=True, help="folder to put the runs' folders into")
    args = p.parse_args()
    folders = [os.path.join(args.out, os.path.basename(os.path.abspath(r))) for r in args.runs]
    outputs.check_apart(args.runs, folders)
    kept = _KEPT + _PICTURES + [_WEIGHTS] * args.weights
    outputs.check([os.path.join(f, name) for f in folders for name in kept], args.runs)
    shown = set()
    for run, folder in zip(args.runs, folders):
        run_folder.read(run)
        read_log(run)
        for name in _KEPT + _PICTURES * (arm_of(run) not in shown):
            source = os.path.join(run, name)
            if os.path.exists(source):
                files.copy(source, os.path.join(folder, name))
        if args.weights:
            halve(os.path.join(run, _WEIGHTS), os.path.join(folder, _WEIGHTS))
        shown.add(arm_of(run))
        print('{} kept in {}'.format(run, folder))


def halve(source, path):
    """Write the arrays of an npz file once more, filters as float16.

    Biases and statistics are few, and may be larger than float16 holds.

    Raises:
        UserError: There is none, or a filter has such a number.
    """
    if not os.path.exists(source):
        raise UserError('{}: not there: has the run ended?'.format(source))
    with np.load(source) as npz:
        arrays = {name: npz[name] for name in npz.files}
    for name, array in arrays.items():
        if array.ndim > 1:
            with np.errstate(over='ignore'):
                arrays[name] = array.astype(np.float16)
            if not np.isfinite(arrays[name]).all():
                raise UserError('{}: {} holds numbers beyond 65504'.format(source, name))
    with files.replacing(path) as temporary:
        np.savez(temporary, **arrays)


if __name__ == '__main__':
    errors.run(main)
