"""Convolutions of each channel by itself: Xception's and MobileNet's, any stride and rate.

Chainer takes one product for each channel, of a matrix of kh kw columns with a vector. Compiled,
all is done where the pixels are (``depthwise_kernels``).
"""

import numpy

from chainer_accel.base import optional
from chainer_accel.base.memory import bias_vector, channels_last
from chainer_accel.base.parallel import share

# Pieces of the gradient for the weights, as many as threads can share; each has a sum of its own.
PIECES = 16


def module(x, w_shape, groups):
    """The compiled loops if they serve float32 ``x`` (N, C, H, W) and ``groups``; else None."""
    if w_shape[:2] != (groups, 1) or groups == 1:
        return None
    return optional.module_for(x, 'convolution.depthwise_kernels')


def _flat(x):
    return numpy.ascontiguousarray(channels_last(x)).reshape(-1)


def _taps(W):
    return numpy.ascontiguousarray(W.transpose(2, 3, 1, 0)).reshape(-1)


def _finished(y, b):
    if b is not None:
        y += bias_vector(b, len(b))
    return y.transpose(0, 3, 1, 2)


def _plain(geo):
    return tuple(int(n) for n in geo[:8])


def convolve(compiled, x, W, b, geo, size):
    """``products.convolve`` of as many groups as channels."""
    n, c = x.shape[:2]
    y = numpy.empty((n,) + size + (c,), x.dtype)
    count = n * size[0]
    args = _flat(x), x.shape[2:], c, _plain(geo), _taps(W), y.reshape(-1), size, count
    share(compiled.convolve, count, *args)
    return _finished(y, b)


def spread(compiled, x, W, b, geo, size):
    """``products.spread`` of as many groups as channels."""
    n, c = x.shape[:2]
    y = numpy.empty((n,) + size + (c,), x.dtype)
    count = n * size[0]
    args = _flat(x), x.shape[2:], c, _plain(geo), _taps(W), y.reshape(-1), size, count
    share(compiled.spread_out, count, *args)
    return _finished(y, b)


def gradient(compiled, x, gy, geo):
    """``products.gradient`` of as many groups as channels."""
    n, c = x.shape[:2]
    count = n * gy.shape[2]
    step = -(-count // PIECES)
    sums = numpy.empty((-(-count // step), geo.kh * geo.kw * c), x.dtype)
    args = _flat(x), x.shape[2:], c, _plain(geo), _flat(gy), gy.shape[2:], step
    share(compiled.gradient, len(sums), *(args + (sums.reshape(-1), count)))
    total = sums.sum(axis=0, dtype=float).astype(x.dtype)
    return numpy.ascontiguousarray(total.reshape(geo.kh, geo.kw, c, 1).transpose(2, 3, 0, 1))
