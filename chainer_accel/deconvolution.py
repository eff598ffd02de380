"""Chainer's Deconvolution2D on NumPy arrays, which is also Convolution2D's gradient for its input.

At stride 1 it is a convolution with the filter turned round: that reads columns where ``col2im``
would add up to them, in and out of memory for each of the filter's taps.
"""

import numpy

from chainer_accel import scratch, separable
from chainer_accel.columns import Geometry, blocks, geometry, pixels
from chainer_accel.convolution import convolve
from chainer_accel.parallel import each
from chainer_accel.served import serves


def forward(function, x, W, b):
    """In place of ``Deconvolution2DFunction``'s."""
    if not serves(x, W, b):
        return NotImplemented
    geo = geometry(function, *W.shape[2:])
    size = (function.outh, function.outw)
    groups = function.groups
    pad = ((geo.kh - 1) * geo.dy - geo.ph, (geo.kw - 1) * geo.dx - geo.pw)
    if (geo.sy, geo.sx) == (1, 1) and min(pad) >= 0:
        turned = Geometry(geo.kh, geo.kw, 1, 1, pad[0], pad[1], geo.dy, geo.dx)
        return (convolve(x, _turned(W, groups), b, turned, size, groups),)
    vectors = separable.vectors(W, groups)
    if vectors is not None:
        return (separable.enlarge(x, vectors, b, geo, size),)
    return (_spread(x, W, b, geo, size, groups),)


def _turned(W, groups):
    """Weights (C, O / groups, kh, kw) of a deconvolution as those of a convolution."""
    c, og, kh, kw = W.shape
    turned = W.reshape(groups, c // groups, og, kh, kw).transpose(0, 2, 1, 3, 4)[..., ::-1, ::-1]
    return turned.reshape(groups * og, c // groups, kh, kw)


def _spread(x, W, b, geo, size, groups):
    """Each pixel times the filter, added up where they overlap.

    Returns:
        numpy.ndarray: (N, O) + size, in memory (N,) + size + (O,).
    """
    n, c, h, w = x.shape
    og = W.shape[1]
    o = groups * og
    x = pixels(x).reshape(n, h, w, groups, c // groups)
    right = W.reshape(groups, c // groups, og, -1).transpose(0, 1, 3, 2)
    right = right.reshape(groups, c // groups, -1)
    # As large as all that is spread; what lies past the output's padding is cut off below.
    high = max((h - 1) * geo.sy + (geo.kh - 1) * geo.dy + 1, size[0] + geo.ph)
    wide = max((w - 1) * geo.sx + (geo.kw - 1) * geo.dx + 1, size[1] + geo.pw)
    y = numpy.empty((n,) + size + (o,), x.dtype)

    def fill(image):
        tile = scratch.array('tile', (high, wide, groups, og), x.dtype)
        tile[...] = 0
        for block in blocks(1, h, o * geo.kh * geo.kw * w):
            left = x[image, block.r0 : block.r1].reshape(-1, groups, c // groups)
            col = scratch.array('columns', (groups, len(left), right.shape[2]), x.dtype)
            numpy.matmul(left.transpose(1, 0, 2), right, out=col)
            col = col.reshape(groups, -1, w, geo.kh, geo.kw, og).transpose(3, 4, 1, 2, 0, 5)
            rows = block.r1 - block.r0
            for j in range(geo.kh):
                y0 = block.r0 * geo.sy + j * geo.dy
                y1 = y0 + (rows - 1) * geo.sy + 1
                for i in range(geo.kw):
                    x0 = i * geo.dx
                    x1 = x0 + (w - 1) * geo.sx + 1
                    tile[y0 : y1 : geo.sy, x0 : x1 : geo.sx] += col[j, i]
        inner = tile[geo.ph : geo.ph + size[0], geo.pw : geo.pw + size[1]]
        y[image] = inner.reshape(size + (o,))
        if b is not None:
            y[image] += b

    each(fill, range(n))
    return y.transpose(0, 3, 1, 2)
