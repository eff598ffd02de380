"""Where a step's time goes: kernels, NumPy, Chainer's graph; and the machine's limits beside it.

    python -m benchmarks.where --out results/where.md

Each work of ``make bench`` whose peer is PyTorch, in this process, all threads. The whole step is
timed as it is. Then it is run once more under cProfile, for what its time says of few
and long calls: compiled loops by their folder in chainer_accel (the products in them included) and
NumPy's own functions. What is left of the whole is Python's: Chainer's graph and its checks, and
NumPy's operators, which cProfile doesn't see. (Its own figures for Python would be twice what that
takes.) Medians of --repeat.

The limits: GFLOP/s of a product of 2048 x 2048, and GB/s of adding two vectors of 64 MB.
"""

import collections
import cProfile
import importlib
import os
import pstats
import time

import numpy

from benchmarks import machine, works
from cli import errors, files, kinds, options, outputs
from cli.errors import UserError

AREAS = 'convolution', 'pixels', 'pooling', 'sequences', 'updates', 'NumPy', 'the rest'
# Winograd's is a way to convolve.
_AREA_OF_FOLDER = dict({area: area for area in AREAS[:5]}, winograd='convolution')
_COMPILED = 'kernels.py', 'passes.py', 'filters.py', 'skip_gram_descent.py'


def main():
    p = options.parser(__doc__)
    p.add_argument('--only', metavar='TEXT', help='works with this in their name (default: all)')
    p.add_argument('--repeat', type=kinds.positive, default=5, help='times each work is done')
    p.add_argument('--out', '-o', help='Markdown to write (default: none)')
    outputs.add_overwrite(p)
    args = p.parse_args()
    steps = [name for name, work in works.WORKS.items() if work.name == 'PyTorch']
    chosen = [name for name in steps if (args.only or '') in name]
    if not chosen:
        raise UserError('--only: none of: {}'.format(', '.join(steps)))
    if args.out:
        outputs.check([args.out], [], args.overwrite)
    text = table(chosen, args.repeat) + '\n' + limits() + '\n'
    if args.out:
        files.write_text(args.out, text)
    print(text)


def table(names, repeat):
    """A line a work: seconds, and the share of each of :data:`AREAS`."""
    lines = ['| work | s | {} |'.format(' | '.join(AREAS)), '|---' * (2 + len(AREAS)) + '|']
    for name in names:
        module, function = works.WORKS[name].ours.split(':')
        work = getattr(importlib.import_module('benchmarks.sides.' + module), function)()
        # Compiles, allocates and fills caches.
        work()
        seconds, shares = measured(work, repeat)
        cells = ['{:.1%}'.format(shares[area]) for area in AREAS]
        lines.append('| {} | {:.3g} | {} |'.format(name, seconds, ' | '.join(cells)))
    return '\n'.join(lines) + '\n'


def measured(work, repeat):
    """Seconds of a work, and the shares of them by area, a dict; medians."""
    wholes, found = [], collections.defaultdict(list)
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        wholes.append(time.perf_counter() - start)
        profile = cProfile.Profile()
        profile.runcall(work)
        for area, seconds in by_area(profile).items():
            found[area].append(seconds)
    whole = float(numpy.median(wholes))
    shares = {area: float(numpy.median(found[area] or [0])) / whole for area in AREAS[:-1]}
    shares['the rest'] = max(0.0, 1 - sum(shares.values()))
    return whole, shares


def by_area(profile):
    """Seconds in compiled loops and in NumPy's functions, a dict by area; all are there."""
    seconds = dict.fromkeys(AREAS[:-1], 0.0)
    for (path, _, name), (_, _, own, _, _) in pstats.Stats(profile).stats.items():
        area = _area(path, name)
        if area:
            seconds[area] += own
    return seconds


def _area(path, name):
    folder, file = os.path.split(path)
    package, folder = os.path.split(folder)
    if os.path.basename(package) == 'chainer_accel' and file.endswith(_COMPILED):
        return _AREA_OF_FOLDER.get(folder)
    # Those that are no Python have no file.
    return 'NumPy' if path == '~' and 'numpy' in name else None


def limits():
    """A sentence on what the machine can do at most."""
    cores = machine.cores()
    return '{} cores; products {:.0f} GFLOP/s, memory {:.1f} GB/s by one of them'.format(
        cores, machine.gemm_peak(cores), _bandwidth()
    )


def _bandwidth():
    a = numpy.ones(2**24, numpy.float32)
    b, best = a.copy(), float('inf')
    for _ in range(10):
        start = time.perf_counter()
        numpy.add(a, b, out=b)
        best = min(best, time.perf_counter() - start)
    return 3e-9 * a.nbytes / best


if __name__ == '__main__':
    errors.run(main)
