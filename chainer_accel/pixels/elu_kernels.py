"""ELU of flat float32 arrays, some pieces of them in each thread (``claims``)."""

import numpy

from chainer_accel.base.claims import claim
from chainer_accel.base.compiled import inner_fused, outer
from chainer_accel.base.together import lead, outline
from chainer_accel.pixels.elementwise_kernels import PIECE
from chainer_accel.pixels.exponential import parts

_ZERO, _ONE = numpy.float32(0), numpy.float32(1)
# Below it, exp(x) - 1 is -1 to the last bit.
_LOWEST = numpy.float32(-40)


@inner_fused
def _forward(me, counter, x, y, alpha):
    """Fill ``y`` with x where x > 0, else alpha (exp(x) - 1). NaN stays.

    Args:
        counter (numpy.ndarray): Of pieces of PIECE numbers.
        x, y (numpy.ndarray): float32 vectors.
        alpha (numpy.float32): Slope at zero, from below.
    """
    first = PIECE * claim(counter)
    while first < x.size:
        values, out = x[first : first + PIECE], y[first : first + PIECE]
        for i in range(len(values)):
            v = values[i]
            s, e = parts(min(max(v, _LOWEST), _ZERO))
            out[i] = alpha * (s * e + (s - _ONE)) if v <= _ZERO else v
        first = PIECE * claim(counter)


_forward_work = outline(_forward)


@outer
def forward(team, helpers, *args):
    lead(team, helpers, _forward_work(args))


@inner_fused
def _gradient(me, counter, y, cond, gx, alpha):
    """Fill ``gx`` with 1 where cond > 0, else y + alpha, for ELU's result ``y``."""
    first = PIECE * claim(counter)
    while first < y.size:
        last = first + PIECE
        values, signs, out = y[first:last], cond[first:last], gx[first:last]
        for i in range(len(values)):
            out[i] = _ONE if signs[i] > _ZERO else values[i] + alpha
        first = PIECE * claim(counter)


_gradient_work = outline(_gradient)


@outer
def gradient(team, helpers, *args):
    lead(team, helpers, _gradient_work(args))


@inner_fused
def _backward(me, counter, y, gy, gx, alpha):
    """Fill ``gx`` with ``gradient`` times ``gy``."""
    first = PIECE * claim(counter)
    while first < y.size:
        last = first + PIECE
        values, grad, out = y[first:last], gy[first:last], gx[first:last]
        for i in range(len(values)):
            out[i] = grad[i] if values[i] > _ZERO else grad[i] * (values[i] + alpha)
        first = PIECE * claim(counter)


_backward_work = outline(_backward)


@outer
def backward(team, helpers, *args):
    lead(team, helpers, _backward_work(args))
