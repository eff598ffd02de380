"""Search a training script's options for the best measure on its test pictures.

    python -m tune --space space.toml --trials 30 train.fcn_squeeze --data mine -e 20
    optuna-dashboard sqlite:///runs/tune/fcn_squeeze/study.db

space.toml names the options and their ranges (docs/tune.md). Each trial is an ordinary run in a
folder of its own, which everything here that takes a run takes. A killed search goes on when it is
typed again: trials under way are resumed. Every epoch the measure is told to the study, and a
trial below the median of the others at that epoch is pruned. With --fold, a trial is one run for
each set of options, and their mean counts:

    --fold "--train-list ab.txt --test-list c.txt" --fold "--train-list bc.txt --test-list a.txt"

Choose on pictures that the table does not report.
"""

import argparse
import os

from cli import errors, files
from cli.errors import UserError


def parse_args():
    p = argparse.ArgumentParser(
        prog='python -m tune', description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    p.add_argument('--space', metavar='FILE', required=True, help='TOML: options and their ranges')
    p.add_argument('--trials', type=int, default=20, help='how many in all (default: 20)')
    p.add_argument('--processes', type=int, default=1, help='trials at a time (default: 1)')
    p.add_argument(
        '--measure', default='validation/main/accuracy',
        help="as the script's log names it; a loss is to be small (default: %(default)s)",
    )  # fmt: skip
    p.add_argument('--sampler', choices=('tpe', 'random'), default='tpe', help='(default: tpe)')
    p.add_argument('--tune-seed', type=int, default=0, help='of the sampler (default: 0)')
    p.add_argument('--fold', action='append', metavar='"OPTIONS"', help='see above')
    p.add_argument('--tune-out', metavar='DIR', help='folder (default: runs/tune/SCRIPT)')
    p.add_argument('script', metavar='SCRIPT', help='a module, such as train.fcn32s')
    p.add_argument('options', metavar='OPTIONS', nargs=argparse.REMAINDER, help="the script's own")
    args = p.parse_args()
    for name in ('trials', 'processes'):
        if getattr(args, name) < 1:
            raise UserError('--{} {}: must be at least 1'.format(name, getattr(args, name)))
    return args


def main():
    args = parse_args()
    try:
        import optuna
    except ImportError as e:
        raise UserError('{}: pip install -r requirements/tune.txt'.format(e))
    from tune import space
    from tune.search import Search

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    out = args.tune_out or os.path.join('runs', 'tune', args.script.rpartition('.')[2])
    search = Search(
        out, args.script, args.options, space.read(args.space), args.measure, args.sampler,
        args.tune_seed, args.fold,
    )  # fmt: skip
    search.go_on(args.trials, args.processes, lambda line: print(line, flush=True))
    path = os.path.join(out, 'trials.md')
    files.write_text(path, table(search))
    print('{} written'.format(path))
    done = [t for t in search.study.get_trials(deepcopy=False) if t.value is not None]
    if not done:
        raise UserError('no trial came to its end: see {}'.format(os.path.join(out, 'trial_*.txt')))
    best = search.study.best_trial
    print('best: trial {}, {:.5g}: {}'.format(
        best.number, best.value, ' '.join(space.options(best.params))))  # fmt: skip


def table(search):
    """All trials in Markdown, the best first, those without a value last."""
    from tune import space

    sign = -1 if search.study.direction.name == 'MAXIMIZE' else 1
    trials = search.study.get_trials(deepcopy=False)
    trials.sort(key=lambda t: (t.state.name != 'COMPLETE', sign * (t.value or 0), t.number))
    lines = ['| trial | value | epochs told | options |', '|---|---|---|---|']
    for t in trials:
        value = '{:.5g}'.format(t.value) if t.state.name == 'COMPLETE' else t.state.name.lower()
        told = len(t.intermediate_values)
        chosen = ' '.join(space.options(t.params))
        lines.append('| {} | {} | {} | `{}` |'.format(t.number, value, told, chosen))
    return '\n'.join(lines) + '\n'


if __name__ == '__main__':
    errors.run(main)
