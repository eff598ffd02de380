"""Updates of all of a model's float32 parameters in one go.

What they take is a table: a row for each parameter. The operations and their order are Chainer's,
so the results are too. ``counter`` is of pieces of at most PIECE numbers (``claims``).

    ends: int64 (rows,): pieces of the rows up to and with this one.
    table: int64 (rows, 5): numbers a parameter has, addresses of it, its gradient and its state.
    numbers: float32 (rows, 7): the rate of its weight decay, then the rule's.
"""

import numba
import numpy
from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic

from chainer_accel.base.claims import claim
from chainer_accel.base.compiled import inner, outer
from chainer_accel.base.together import lead, outline

PIECE = 1 << 14


@intrinsic
def _pointer(typing, address):
    def generate(context, builder, signature, args):
        return builder.inttoptr(args[0], ir.FloatType().as_pointer())

    return types.CPointer(types.float32)(types.int64), generate


@inner
def _part(table, row, column, bounds):
    return numba.carray(_pointer(table[row, column]), table[row, 0])[bounds[0] : bounds[1]]


@inner
def _row(ends, row, piece):
    """The row of a piece, which is not before ``row``."""
    while ends[row] <= piece:
        row += 1
    return row


@inner
def _bounds(ends, table, row, piece):
    """First number of a piece and the one after its last."""
    first = PIECE * (piece - (ends[row - 1] if row else 0))
    return first, min(first + PIECE, table[row, 0])


@inner
def _decay(p, g, rate):
    """Add ``rate`` p to the gradient."""
    if rate != 0:
        for i in range(len(p)):
            g[i] += rate * p[i]


@inner
def _weight_decay(me, counter, ends, table, numbers):
    """Weight decay alone."""
    row, piece = 0, claim(counter)
    while piece < ends[-1]:
        row = _row(ends, row, piece)
        bounds = _bounds(ends, table, row, piece)
        _decay(_part(table, row, 1, bounds), _part(table, row, 2, bounds), numbers[row, 0])
        piece = claim(counter)


_weight_decay_work = outline(_weight_decay)


@outer
def weight_decay(team, helpers, *args):
    lead(team, helpers, _weight_decay_work(args))


@inner
def _sgd(me, counter, ends, table, numbers):
    """Steepest descent; numbers: lr."""
    row, piece = 0, claim(counter)
    while piece < ends[-1]:
        row = _row(ends, row, piece)
        bounds = _bounds(ends, table, row, piece)
        p, g = _part(table, row, 1, bounds), _part(table, row, 2, bounds)
        lr = numbers[row, 1]
        _decay(p, g, numbers[row, 0])
        for i in range(len(p)):
            p[i] -= lr * g[i]
        piece = claim(counter)


_sgd_work = outline(_sgd)


@outer
def sgd(team, helpers, *args):
    lead(team, helpers, _sgd_work(args))


@inner
def _momentum_sgd(me, counter, ends, table, numbers):
    """Descent with momentum, the state; numbers: lr, momentum."""
    row, piece = 0, claim(counter)
    while piece < ends[-1]:
        row = _row(ends, row, piece)
        bounds = _bounds(ends, table, row, piece)
        p, g, v = (
            _part(table, row, 1, bounds),
            _part(table, row, 2, bounds),
            _part(table, row, 3, bounds),
        )
        lr, momentum = numbers[row, 1], numbers[row, 2]
        _decay(p, g, numbers[row, 0])
        for i in range(len(p)):
            v[i] = v[i] * momentum - lr * g[i]
            p[i] += v[i]
        piece = claim(counter)


_momentum_sgd_work = outline(_momentum_sgd)


@outer
def momentum_sgd(team, helpers, *args):
    lead(team, helpers, _momentum_sgd_work(args))


@inner
def _adam(me, counter, ends, table, numbers):
    """Adam, its moments the state.

    Numbers: 1 - beta1, 1 - beta2, alpha and eps as Chainer names them, what AdamW's weight decay
    leaves of a parameter, eta.
    """
    row, piece = 0, claim(counter)
    while piece < ends[-1]:
        row = _row(ends, row, piece)
        bounds = _bounds(ends, table, row, piece)
        p, g = _part(table, row, 1, bounds), _part(table, row, 2, bounds)
        m, v = _part(table, row, 3, bounds), _part(table, row, 4, bounds)
        rate_m, rate_v = numbers[row, 1], numbers[row, 2]
        alpha, eps = numbers[row, 3], numbers[row, 4]
        left, eta = numbers[row, 5], numbers[row, 6]
        _decay(p, g, numbers[row, 0])
        for i in range(len(p)):
            m[i] += rate_m * (g[i] - m[i])
            v[i] += rate_v * (g[i] * g[i] - v[i])
            p[i] = p[i] * left - alpha / (numpy.sqrt(v[i]) + eps) * m[i] * eta
        piece = claim(counter)


_adam_work = outline(_adam)


@outer
def adam(team, helpers, *args):
    lead(team, helpers, _adam_work(args))
