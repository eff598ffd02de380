"""Does the general way give what the specific one gives?

A batch of several against batches of one; the accelerated functions against Chainer's own; two
processes against one. "Write a specific function first, get it to work, then generalize it later,
making sure that you get the same result" (the recipe, as post 003 quotes it).
"""

import os
import subprocess
import sys
import tempfile

import numpy

from check import elsewhere
from check.finding import LOOK, RIGHT, WRONG, Finding, unknown
from check.session import moved

BATCH, ACCELERATED = 'a batch as its examples', 'accelerated as plain'
PROCESSES = 'two processes as one'

_DRAWS = 'what the loss draws at random for one example depends on the others'


def check(session):
    """The three comparisons; the last two in processes of their own."""
    return [check_batch(session), _accelerated(session), _processes(session)]


def check_batch(session):
    """The first of them."""
    arrays = session.batch(4)
    count = len(arrays[0])
    if count < 2:
        return unknown(BATCH, 'no batch of several could be made')
    singles = [tuple(a[i : i + 1] for a in arrays) for i in range(count)]
    if session.draws(arrays):
        return unknown(BATCH, _DRAWS)
    with moved(session, arrays):
        together = session.loss(arrays)
        losses = numpy.array([session.loss(single) for single in singles])
    last = arrays[-1]
    counted = [float((single[-1] >= 0).sum()) if last.dtype.kind in 'iu' else 1.0
               for single in singles]  # fmt: skip
    ways = {
        'the mean weighted by the pixels that count': numpy.average(losses, weights=counted),
        'the mean': losses.mean(),
        'the sum': losses.sum(),
    }
    name = min(ways, key=lambda key: abs(ways[key] - together))
    apart = abs(ways[name] - together) / abs(together)
    figures = {'batch': together, 'singles': losses.tolist(), 'apart': apart}
    if apart < 1e-4:
        return Finding(BATCH, RIGHT, figures, 'its loss is {} of theirs'.format(name))
    words = 'its loss, {:.4f}, is neither mean nor sum of theirs: {}'
    said = ', '.join('{:.4f}'.format(loss) for loss in losses)
    return Finding(BATCH, WRONG, figures, words.format(together, said))


def _accelerated(session):
    plain, why = _elsewhere(session, CHAINER_ACCEL='0')
    quick, why_not = _elsewhere(session)
    if plain is None or quick is None:
        return unknown(ACCELERATED, why or why_not)
    apart, where = _apart(plain, quick, elsewhere.WHOLE)
    return _judged(ACCELERATED, apart, where, 'gradients differ by {:.1e} of the largest')


def _processes(session):
    mpiexec = os.path.join(os.path.dirname(sys.executable), 'mpiexec')
    if not os.path.exists(mpiexec):
        return unknown(PROCESSES, 'no mpiexec beside this Python: make mpi')
    if session.draws(session.batch(elsewhere.EXAMPLES)):
        return unknown(PROCESSES, _DRAWS)
    one, why = _elsewhere(session)
    two, why_not = _elsewhere(session, [mpiexec, '-n', '2'], ['--communicator', 'naive'])
    if one is None or two is None:
        return unknown(PROCESSES, why or why_not)
    # Batch normalization takes the statistics of all processes: then it is the whole batch's.
    ways = ((elsewhere.WHOLE, "the whole batch's"), (elsewhere.HALVES, "the mean of two halves'"))
    (apart, where), name = min((_apart(one, two, way), name) for way, name in ways)
    return _judged(PROCESSES, apart, where, 'gradients are ' + name + ' but for {:.1e}')


def _elsewhere(session, start=(), more=(), **env):
    """Gradients of the same first batch, from :mod:`check.elsewhere` in processes of its own.

    Returns:
        tuple: They, a dict of arrays, and None; or None, and the reason.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'gradients.npz')
        command = list(start) + [sys.executable, '-W', 'ignore', '-m', 'check.elsewhere', path]
        # The last --out of several counts.
        command += [session.script] + session.options + ['--out', os.path.join(folder, 'run')]
        ran = subprocess.run(
            command + list(more), env=dict(os.environ, **env),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        if ran.returncode:
            lines = [line for line in ran.stdout.splitlines() if line.strip()] or ['no word']
            return None, 'in a process of its own it ended with: {}'.format(lines[-1])
        with numpy.load(path) as arrays:
            return {name: arrays[name] for name in arrays.files}, None


def _apart(one, two, way):
    """The largest difference to ``two``'s whole gradients, as a share of a parameter's largest."""
    worst, where = 0.0, ''
    for name in [name for name in one if name.startswith(way)]:
        whole = elsewhere.WHOLE + name[len(way) :]
        # Single elements may all but cancel out.
        apart = float(abs(one[name] - two[whole]).max() / max(abs(one[name]).max(), 1e-12))
        if not apart <= worst:
            worst, where = apart, name[len(way) :]
    return worst, where


def _judged(question, apart, where, said):
    figures = {'apart': apart, 'where': where}
    said = said.format(apart)
    if apart < 1e-2:
        return Finding(question, RIGHT, figures, said)
    return Finding(question, LOOK if apart < 0.1 else WRONG, figures, '{} ({})'.format(said, where))
