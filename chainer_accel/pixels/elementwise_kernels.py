"""ReLU and leaky ReLU of flat float32 arrays, some pieces of them in each thread (``claims``).

Each piece is a slice, for the compiler's sake (``base/vectors.py``).
"""

import numpy

from chainer_accel.base.claims import claim
from chainer_accel.base.compiled import inner, outer
from chainer_accel.base.together import lead, outline

PIECE = 1 << 14
_ZERO, _ONE = numpy.float32(0), numpy.float32(1)


@inner
def _relu(me, counter, x, y):
    """Fill ``y`` with x where x > 0, else 0. NaN stays."""
    first = PIECE * claim(counter)
    while first < x.size:
        values, out = x[first : first + PIECE], y[first : first + PIECE]
        for i in range(len(values)):
            out[i] = _ZERO if values[i] <= _ZERO else values[i]
        first = PIECE * claim(counter)


_relu_work = outline(_relu)


@outer
def relu(team, helpers, *args):
    lead(team, helpers, _relu_work(args))


@inner
def _relu_grad(me, counter, y, gy, gx):
    """Fill ``gx`` with gy where y > 0, else 0 gy."""
    first = PIECE * claim(counter)
    while first < y.size:
        last = first + PIECE
        values, grad, out = y[first:last], gy[first:last], gx[first:last]
        for i in range(len(values)):
            out[i] = grad[i] * (_ONE if values[i] > _ZERO else _ZERO)
        first = PIECE * claim(counter)


_relu_grad_work = outline(_relu_grad)


@outer
def relu_grad(team, helpers, *args):
    lead(team, helpers, _relu_grad_work(args))


@inner
def _leaky(me, counter, cond, x, y, slope):
    """Fill ``y`` with slope x where cond <= 0, else x: the function, and its gradient."""
    first = PIECE * claim(counter)
    while first < x.size:
        last = first + PIECE
        values, signs, out = x[first:last], cond[first:last], y[first:last]
        for i in range(len(values)):
            out[i] = values[i] * (slope if signs[i] <= _ZERO else _ONE)
        first = PIECE * claim(counter)


_leaky_work = outline(_leaky)


@outer
def leaky(team, helpers, *args):
    lead(team, helpers, _leaky_work(args))
