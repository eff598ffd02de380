"""ELU of flat float32 arrays."""

import numba
import numpy

from chainer_accel.exponential import OPTIONS, parts

_ONE = numpy.float32(1)
# Below it, exp(x) - 1 is -1 to the last bit.
_LOWEST = numpy.float32(-40)


@numba.njit(**OPTIONS)
def forward(x, y, alpha):
    """Fill ``y`` with x where x > 0, else alpha (exp(x) - 1). NaN stays.

    Args:
        x, y (numpy.ndarray): float32 vectors.
        alpha (numpy.float32): Slope at zero, from below.
    """
    for i in range(x.size):
        v = x[i]
        s, e = parts(min(max(v, _LOWEST), numpy.float32(0)))
        y[i] = alpha * (s * e + (s - _ONE)) if v <= 0 else v


@numba.njit(**OPTIONS)
def gradient(y, cond, gx, alpha):
    """Fill ``gx`` with 1 where cond > 0, else y + alpha, for ELU's result ``y``."""
    for i in range(y.size):
        gx[i] = _ONE if cond[i] > 0 else y[i] + alpha


@numba.njit(**OPTIONS)
def backward(y, gy, gx, alpha):
    """Fill ``gx`` with ``gradient`` times ``gy``."""
    for i in range(y.size):
        gx[i] = gy[i] if y[i] > 0 else gy[i] * (y[i] + alpha)
