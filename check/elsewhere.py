"""Gradients of a script's first batch, in a process of its own: what check.paths starts.

    python -m check.elsewhere OUT.npz SCRIPT OPTIONS...

Of several processes each takes every other example, and the first writes the mean of all. One
alone writes the gradients of the whole batch, and the mean of those of its two halves.
"""

import sys

import numpy

from check.session import Session
from cli import several

EXAMPLES = 4
WHOLE, HALVES = 'whole', 'halves'


def main():
    out, script, options = sys.argv[1], sys.argv[2], sys.argv[3:]
    session = Session(script, options)
    comm = several.comm()
    arrays = session.batch(EXAMPLES)
    if arrays[0].dtype.kind == 'f':
        # Every pixel counts: a mean over those that do weighs each process's batch the same.
        arrays = tuple(a * (a >= 0) if a.dtype.kind == 'i' else a for a in arrays)
    parts = [tuple(a[i::2] for a in arrays) for i in range(2)]
    if comm.size == 1:
        found = {WHOLE + name: g for name, g in _gradients(session, arrays).items()}
        halves = [_gradients(session, part) for part in parts]
        found.update((HALVES + name, (halves[0][name] + halves[1][name]) / 2) for name in halves[0])
    else:
        # An iterator that makes its batches has given each process its own part.
        own = parts[comm.rank] if session.train else session.batch(EXAMPLES // comm.size)
        session.gradients(own)
        comm.multi_node_mean_grad(session.model)
        found = {WHOLE + name: param.grad for name, param in session.model.namedparams()}
    if several.first():
        numpy.savez(out, **{name.replace('/', '.'): g for name, g in found.items()})
    session.close()


def _gradients(session, arrays):
    found = session.gradients(arrays).items()
    return {name: gradient for name, gradient in found if gradient is not None}


if __name__ == '__main__':
    main()
