"""Keep of a run what others need to check it: options, log, measures and pictures.

    python -m report.keep runs/fcn32s --out results/fcn32s

Weights and snapshots stay in the run's folder.
"""

import os

from cli import errors, files, options, outputs, run_folder
from report.parts.runs import read_log

_KEPT = [run_folder.ARGS, 'log', 'evaluation.json', 'examples.png', 'loss.png', 'accuracy.png']


def main():
    p = options.parser(__doc__)
    p.add_argument('runs', metavar='RUN', nargs='+', help='folder of a training run')
    p.add_argument('--out', '-o', required=True, help="folder to put the runs' folders into")
    args = p.parse_args()
    folders = [os.path.join(args.out, os.path.basename(os.path.abspath(r))) for r in args.runs]
    outputs.check_apart(args.runs, folders)
    outputs.check([os.path.join(f, name) for f in folders for name in _KEPT], args.runs)
    for run, folder in zip(args.runs, folders):
        run_folder.read(run)
        read_log(run)
        for name in _KEPT:
            source = os.path.join(run, name)
            if os.path.exists(source):
                files.copy(source, os.path.join(folder, name))
        print('{} kept in {}'.format(run, folder))


if __name__ == '__main__':
    errors.run(main)
