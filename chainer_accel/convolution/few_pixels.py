"""Convolutions of few pixels whose weights are what is large: YOLO's 7x7 cells of 1024 channels.

Elsewhere the weights are laid out anew, or taken to Winograd's 36 points: nothing beside the
products of all pixels. Fast YOLO's last convolution has 9.4 million weights for 196 pixels: there
it is most of the work. Here products take the weights as they lie in memory; what is copied is
the columns, which are small.
"""

import numpy

from chainer_accel.base import scratch
from chainer_accel.base.parallel import PARTS, each

# Weights from which on they do not stay in the cache; pixels of the small picture, of the batch.
WEIGHTS = 1 << 20
PIXELS = 256


def serves(w_shape, n, size, groups):
    """Whether weights of this shape are large and ``n`` pictures of ``size`` are small."""
    o, c, kh, kw = w_shape
    return groups == 1 and o * c * kh * kw >= WEIGHTS and n * size[0] * size[1] <= PIXELS


def convolve(x, W, b, geo, size):
    """``products.convolve``."""
    n, o = len(x), len(W)
    col = _columns(x, geo, size)
    weights = W.reshape(o, -1)
    y = numpy.empty((o, col.shape[1]), x.dtype)
    _by_parts(o, lambda part: numpy.matmul(weights[part], col, out=y[part]))
    if b is not None:
        y += b[:, None]
    return _pictures(y.reshape((o, n) + size))


def gradient(x, gy, w_shape, geo):
    """``products.gradient``."""
    col = _columns(x, geo, gy.shape[2:]).T
    right = _channels_first(gy)
    gW = numpy.empty((len(right), col.shape[1]), x.dtype)
    _by_parts(len(gW), lambda part: numpy.matmul(right[part], col, out=gW[part]))
    return gW.reshape(w_shape)


def spread(x, W, b, geo, size):
    """``products.spread``."""
    (n, c, h, w), o = x.shape, W.shape[1]
    weights, right = W.reshape(c, -1).T, _channels_first(x)
    col = scratch.array('columns', (len(weights), right.shape[1]), x.dtype)
    _by_parts(len(weights), lambda part: numpy.matmul(weights[part], right, out=col[part]))
    # As large as all that is spread and what is asked for; the padding is cut off below.
    high = max((h - 1) * geo.sy + (geo.kh - 1) * geo.dy + 1, size[0] + geo.ph)
    wide = max((w - 1) * geo.sx + (geo.kw - 1) * geo.dx + 1, size[1] + geo.pw)
    whole = numpy.zeros((o, n, high, wide), x.dtype)
    col = col.reshape(o, geo.kh, geo.kw, n, h, w)
    for j, i, seen in _taps(whole, geo, (h, w)):
        seen += col[:, j, i]
    y = whole[:, :, geo.ph : geo.ph + size[0], geo.pw : geo.pw + size[1]]
    return _pictures(y if b is None else y + b[:, None, None, None])


def _columns(x, geo, size):
    """(C kh kw, N height width), in the order of the weights; valid until the next call."""
    n, c, h, w = x.shape
    high = max((size[0] - 1) * geo.sy + (geo.kh - 1) * geo.dy + 1, h + geo.ph)
    wide = max((size[1] - 1) * geo.sx + (geo.kw - 1) * geo.dx + 1, w + geo.pw)
    padded = numpy.zeros((c, n, high, wide), x.dtype)
    padded[:, :, geo.ph : geo.ph + h, geo.pw : geo.pw + w] = x.transpose(1, 0, 2, 3)
    col = scratch.array('columns', (c, geo.kh, geo.kw, n) + tuple(size), x.dtype)
    for j, i, seen in _taps(padded, geo, size):
        col[:, j, i] = seen
    return col.reshape(c * geo.kh * geo.kw, -1)


def _taps(padded, geo, size):
    """Each tap's row and column, and what it sees (C, N) + size of pictures with their padding."""
    for j in range(geo.kh):
        rows = slice(j * geo.dy, j * geo.dy + (size[0] - 1) * geo.sy + 1, geo.sy)
        for i in range(geo.kw):
            cols = slice(i * geo.dx, i * geo.dx + (size[1] - 1) * geo.sx + 1, geo.sx)
            yield j, i, padded[:, :, rows, cols]


def _by_parts(count, multiply):
    """Rows of a product shared out; the same parts whatever the number of threads."""
    step = -(-count // PARTS)
    each(multiply, [slice(i, i + step) for i in range(0, count, step)])


def _channels_first(a):
    """Pictures (N, C, H, W) as (C, N H W)."""
    return numpy.ascontiguousarray(a.transpose(1, 0, 2, 3)).reshape(a.shape[1], -1)


def _pictures(a):
    """(C, N, H, W) as pictures (N, C, H, W), in memory (N, H, W, C) as all others."""
    return numpy.ascontiguousarray(a.transpose(1, 2, 3, 0)).transpose(0, 3, 1, 2)
