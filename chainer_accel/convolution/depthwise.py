"""Convolutions of each channel by itself: Xception's and MobileNet's, any stride and rate.

Chainer takes one product for each channel, of a matrix of kh kw columns with a vector. Compiled,
all is done where the pixels are (``depthwise_kernels``); with NumPy alone, tap by tap.
"""

import numpy

from chainer_accel.base import optional
from chainer_accel.base.memory import bias_vector, channels_last
from chainer_accel.base.parallel import share

# Pieces of the gradient for the weights, as many as threads can share; each has a sum of its own.
PIECES = 16


def serves(w_shape, groups):
    """Whether weights (O, C / groups, kh, kw) are one filter a channel."""
    return groups > 1 and w_shape[:2] == (groups, 1)


def _module(x):
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


def convolve(x, W, b, geo, size):
    """``products.convolve`` of as many groups as channels."""
    n, c = x.shape[:2]
    compiled = _module(x)
    y = (numpy.empty if compiled else numpy.zeros)((n,) + size + (c,), x.dtype)
    if compiled:
        count = n * size[0]
        args = _flat(x), x.shape[2:], c, _plain(geo), _taps(W), y.reshape(-1), size, count
        share(compiled.convolve, count, *args)
        return _finished(y, b)
    product = numpy.empty_like(y)
    for seen, j, i in _seen(_padded(x, geo, size), geo, size):
        y += numpy.multiply(seen, W[:, 0, j, i], out=product)
    return _finished(y, b)


def spread(x, W, b, geo, size):
    """``products.spread`` of as many groups as channels."""
    n, c = x.shape[:2]
    compiled = _module(x)
    if compiled:
        y = numpy.empty((n,) + size + (c,), x.dtype)
        count = n * size[0]
        args = _flat(x), x.shape[2:], c, _plain(geo), _taps(W), y.reshape(-1), size, count
        share(compiled.spread_out, count, *args)
        return _finished(y, b)
    rows = channels_last(x)
    whole = numpy.zeros((n,) + _padded_size(geo, size, rows.shape[1:3]) + (c,), x.dtype)
    for seen, j, i in _seen(whole, geo, rows.shape[1:3]):
        seen += rows * W[:, 0, j, i]
    y = whole[:, geo.ph : geo.ph + size[0], geo.pw : geo.pw + size[1]]
    return _finished(numpy.ascontiguousarray(y), b)


def gradient(x, gy, geo):
    """``products.gradient`` of as many groups as channels."""
    n, c = x.shape[:2]
    size = gy.shape[2:]
    compiled = _module(x)
    if compiled:
        count = n * size[0]
        step = -(-count // PIECES)
        sums = numpy.empty((-(-count // step), geo.kh * geo.kw * c), x.dtype)
        args = _flat(x), x.shape[2:], c, _plain(geo), _flat(gy), size, step
        share(compiled.gradient, len(sums), *(args + (sums.reshape(-1), count)))
        total = sums.sum(axis=0, dtype=float).astype(x.dtype)
    else:
        rows = channels_last(gy)
        total = numpy.empty((geo.kh, geo.kw, c), x.dtype)
        for seen, j, i in _seen(_padded(x, geo, size), geo, size):
            total[j, i] = numpy.einsum('nhwc,nhwc->c', seen, rows)
    return numpy.ascontiguousarray(total.reshape(geo.kh, geo.kw, c, 1).transpose(2, 3, 0, 1))


def _padded_size(geo, size, out):
    """Height and width of pictures of ``size`` with their padding, and what ``out`` sees more."""
    strides, dilated = (geo.sy, geo.sx), ((geo.kh - 1) * geo.dy, (geo.kw - 1) * geo.dx)
    return tuple(
        max(n + 2 * p, (o - 1) * s + d + 1)
        for n, p, o, s, d in zip(size, (geo.ph, geo.pw), out, strides, dilated)
    )


def _padded(x, geo, out):
    """Pictures (N, C, H, W) with zeros around, channels last."""
    n, c, height, width = x.shape
    whole = numpy.zeros((n,) + _padded_size(geo, (height, width), out) + (c,), x.dtype)
    whole[:, geo.ph : geo.ph + height, geo.pw : geo.pw + width] = channels_last(x)
    return whole


def _seen(whole, geo, out):
    """What each tap sees of padded pictures, a part of them, with the tap's place."""
    for j in range(geo.kh):
        rows = slice(j * geo.dy, j * geo.dy + (out[0] - 1) * geo.sy + 1, geo.sy)
        for i in range(geo.kw):
            columns = slice(i * geo.dx, i * geo.dx + (out[1] - 1) * geo.sx + 1, geo.sx)
            yield whole[:, rows, columns], j, i
