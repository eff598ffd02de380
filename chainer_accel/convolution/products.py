"""The three products of a convolution, by columns (im2col) of a block at a time.

Columns times weights, with no copies but the columns: those inside Chainer's ``tensordot`` took
more time than the product itself.
"""

import numpy

from chainer_accel.base import optional, scratch
from chainer_accel.base.memory import channels_last
from chainer_accel.base.parallel import PARTS, each
from chainer_accel.convolution.columns import blocks, columns

# What is compiled, each for the convolutions that those before it don't serve.
DENSE = 'convolution.dense'
COMPILED = ('winograd.narrow', 'winograd.wide', DENSE)


def _compiled(x, geo, o, size, groups):
    """The module that takes this convolution compiled, or None."""
    if x.dtype != numpy.float32 or groups != 1:
        return None
    for name in COMPILED:
        module = optional.module(name)
        if module is None or module.serves(geo, x.shape[1], o, size, len(x)):
            return module
    return None


def convolve(x, W, b, geo, size, groups):
    """Convolution.

    Args:
        x (numpy.ndarray): Images (N, C, H, W).
        W (numpy.ndarray): Weights (O, C / groups, kh, kw).
        b (numpy.ndarray or None): Bias (O,).
        geo (~chainer_accel.convolution.columns.Geometry): Stride, padding, dilation.
        size (tuple): Height and width of the output.
        groups (int): Groups of channels.

    Returns:
        numpy.ndarray: (N, O) + size, in memory (N,) + size + (O,).
    """
    n, o = len(x), len(W)
    oh, ow = size
    compiled = _compiled(x, geo, o, size, groups)
    if compiled is not None:
        return compiled.convolve(x, W, b, geo, size)
    x = channels_last(x)
    right = W.reshape(groups, o // groups, -1, geo.kh * geo.kw).transpose(0, 3, 2, 1)
    right = right.reshape(groups, -1, o // groups)
    y = numpy.empty((n, oh, ow, o), x.dtype)

    def fill(block):
        left = columns(x, geo, ow, groups, block)
        out = y[block.n0 : block.n1, block.r0 : block.r1].reshape(-1, groups, o // groups)
        numpy.matmul(left, right, out=out.transpose(1, 0, 2))
        if b is not None:
            out += b.reshape(groups, -1)

    each(fill, blocks(n, oh, x.shape[3] * geo.kh * geo.kw * ow))
    return y.transpose(0, 3, 1, 2)


def gradient(x, gy, w_shape, geo, groups):
    """Gradient of ``convolve`` with respect to W.

    Args:
        x (numpy.ndarray): Images (N, C, H, W).
        gy (numpy.ndarray): Gradient of the output (N, O, height, width).
        w_shape (tuple): (O, C / groups, kh, kw).
        geo (~chainer_accel.convolution.columns.Geometry): Stride, padding, dilation.
        groups (int): Groups of channels.

    Returns:
        numpy.ndarray: ``w_shape``.
    """
    o, cg, kh, kw = w_shape
    n, _, oh, ow = gy.shape
    compiled = _compiled(x, geo, o, (oh, ow), groups)
    if compiled is not None:
        return compiled.gradient(x, gy, geo)
    x, gy = channels_last(x), channels_last(gy)
    todo = blocks(n, oh, x.shape[3] * kh * kw * ow)
    parts = [todo[i::PARTS] for i in range(min(PARTS, len(todo)))]
    sums = [None] * len(parts)

    def add(i):
        for block in parts[i]:
            left = columns(x, geo, ow, groups, block).transpose(0, 2, 1)
            right = gy[block.n0 : block.n1, block.r0 : block.r1].reshape(-1, groups, o // groups)
            product = numpy.matmul(left, right.transpose(1, 0, 2))
            sums[i] = product if sums[i] is None else numpy.add(sums[i], product, out=product)

    each(add, range(len(parts)))
    gW = sum(sums).reshape(groups, kh * kw, cg, o // groups)
    gW = numpy.ascontiguousarray(gW.transpose(0, 3, 2, 1))
    return gW.reshape(w_shape)


def spread(x, W, b, geo, size, groups):
    """Deconvolution: each pixel times the filter, added up where they overlap.

    Args:
        x (numpy.ndarray): Images (N, C, h, w).
        W (numpy.ndarray): Weights (C, O / groups, kh, kw).
        b (numpy.ndarray or None): Bias (O,).
        geo (~chainer_accel.convolution.columns.Geometry): Stride, padding, dilation.
        size (tuple): Height and width of the output.
        groups (int): Groups of channels.

    Returns:
        numpy.ndarray: (N, O) + size, in memory (N,) + size + (O,).
    """
    compiled = optional.module_for(x, DENSE) if groups == 1 else None
    if compiled is not None:
        return compiled.spread(x, W, b, geo, size)
    n, c, h, w = x.shape
    og = W.shape[1]
    o = groups * og
    x = channels_last(x).reshape(n, h, w, groups, c // groups)
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
