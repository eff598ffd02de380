"""What the search does, on a small problem whose answer is known: random against TPE.

    python -m tune.explain --out results/tune

Two options count and two do nothing, as is usual: a rate on a log scale, best at 1e-2, and a
momentum, best at .9; the loss is 0 there. Nothing is trained. Leaves random_tpe.png and
random_tpe.md.
"""

import os

import numpy

from cli import errors, files, options
from cli.errors import UserError
from cli.plots import plt
from tune import space

SPACE = {
    'lr': {'low': 1e-5, 'high': 1.0, 'log': True},
    'momentum': {'low': 0.0, 'high': 1.0},
    'zoom': {'low': 1.0, 'high': 2.0},
    'flips': {'choices': ['none', 'left-right', 'both']},
}
BEST = {'lr': 1e-2, 'momentum': 0.9}
TRIALS, SEEDS = 60, 30
SAMPLERS = {'random': 'RandomSampler', 'tpe': 'TPESampler'}


def loss(chosen):
    """0 at :data:`BEST`; 1 two decades of rate, or half a momentum, away."""
    decades = numpy.log10(chosen['lr'] / BEST['lr'])
    return (decades / 2) ** 2 + ((chosen['momentum'] - BEST['momentum']) / 0.5) ** 2


def search(sampler, seed):
    """One study.

    Returns:
        tuple: Rates and losses of its trials in order, float arrays.
    """
    import optuna

    study = optuna.create_study(sampler=getattr(optuna.samplers, SAMPLERS[sampler])(seed=seed))
    found = []

    def trial(t):
        chosen = space.suggest(t, SPACE)
        found.append((chosen['lr'], loss(chosen)))
        return found[-1][1]

    study.optimize(trial, n_trials=TRIALS)
    return tuple(numpy.array(found).T)


def main():
    p = options.parser(__doc__)
    p.add_argument('--out', '-o', required=True, help='folder to write')
    args = p.parse_args()
    try:
        import optuna
    except ImportError as e:
        raise UserError('{}: pip install -r requirements/tune.txt'.format(e))
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    found = {name: [search(name, seed) for seed in range(SEEDS)] for name in SAMPLERS}
    _draw(os.path.join(args.out, 'random_tpe.png'), found)
    lines = ['| trials | best loss, random | best loss, TPE | seeds where TPE is ahead |']
    lines += ['|---|---|---|---|']
    best = {name: numpy.minimum.accumulate([losses for _, losses in runs], axis=1)
            for name, runs in found.items()}  # fmt: skip
    for count in (5, 10, 20, 40, TRIALS):
        row = [numpy.median(best[name][:, count - 1]) for name in ('random', 'tpe')]
        ahead = int((best['tpe'][:, count - 1] < best['random'][:, count - 1]).sum())
        lines.append('| {} | {:.4f} | {:.4f} | {} of {} |'.format(count, *row, ahead, SEEDS))
    text = '\n'.join(lines) + '\n'
    files.write_text(os.path.join(args.out, 'random_tpe.md'), text)
    print(text)


def _draw(path, found):
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4))
    trials = numpy.arange(1, TRIALS + 1)
    for name, runs in found.items():
        best = numpy.minimum.accumulate([losses for _, losses in runs], axis=1)
        low, middle, high = numpy.percentile(best, (25, 50, 75), axis=0)
        left.plot(trials, middle, label=name)
        left.fill_between(trials, low, high, alpha=0.2)
        right.plot(trials, runs[0][0], '.', label=name)
    left.set(yscale='log', xlabel='trials', ylabel='best loss so far (median, quartiles)')
    right.axhline(BEST['lr'], color='grey', linestyle=':')
    right.set(
        yscale='log', xlabel='trial of the first study', ylabel='rate tried (dotted: the best)'
    )
    left.legend()
    right.legend()
    figure.tight_layout()
    with files.replacing(path) as temporary:
        figure.savefig(temporary)
    plt.close(figure)


if __name__ == '__main__':
    errors.run(main)
