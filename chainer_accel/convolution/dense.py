"""``products`` for float32 arrays and one group of channels: the same blocks, compiled."""

import numpy

from chainer_accel.base import scratch
from chainer_accel.base.memory import bias_vector, channels_last
from chainer_accel.base.parallel import PARTS, limit, share_products
from chainer_accel.base.strided import picture
from chainer_accel.convolution import kernels
from chainer_accel.convolution.columns import BLOCK, blocks

# Elements of a block's columns, at least; pixels of a 1x1 convolution, and as many parts of it as
# threads can share.
LEAST = 1 << 14
PIXELS = 96, 1 << 10
SHARES = 12


def _kernel(geo):
    return geo.kh, geo.kw, geo.sy, geo.sx, geo.dy, geo.dx


def _plain(x, geo):
    """Whether the columns of the pictures are what lies in memory."""
    return geo == (1, 1, 1, 1, 0, 0, geo.dy, geo.dx) and x.flags.c_contiguous


def _memory(use, todo, width, each_pixel):
    """Memory of each thread for the largest block, which is the first."""
    n0, n1, r0, r1 = [int(i) for i in todo[0]]
    shape = (min(limit(), len(todo)), (n1 - n0) * (r1 - r0) * width * each_pixel)
    return scratch.array(use, shape, numpy.float32)


_NONE = numpy.empty((0, 0), numpy.float32)


def _weights(W):
    """Weights (O, C, kh, kw) as ``convolve``'s kernel takes them, copied if need be."""
    straight, turned = W.transpose(2, 3, 1, 0), W.transpose(0, 2, 3, 1)
    if straight.flags.c_contiguous:
        return straight.reshape(-1, len(W)), _NONE
    return _NONE, numpy.ascontiguousarray(turned).reshape(len(W), -1)


def serves(geo, c, o, size, n):
    """As Winograd's modules are asked: all convolutions."""
    return True


def convolve(x, W, b, geo, size):
    """``products.convolve``."""
    x = channels_last(x)
    n, c, o = len(x), x.shape[3], len(W)
    weights, taps = _weights(W), W[0].size
    # Empty where there is none: the loops then add nothing.
    bias = bias_vector(b, 0)
    y = numpy.empty((n,) + size + (o,), numpy.float32)
    out = y.reshape(-1, o)
    if _plain(x, geo):
        rows = x.reshape(-1, c)
        step = min(PIXELS[1], max(PIXELS[0], len(rows) // SHARES))
        share_products(kernels.multiply, -(-len(rows) // step), step, rows, weights, bias, out)
        return y.transpose(0, 3, 1, 2)
    todo = numpy.array(blocks(n, size[0], taps * size[1], LEAST))
    memory = _memory('columns', todo, size[1], taps)
    args = picture(x, (geo.ph, geo.pw)) + (_kernel(geo), size, taps, weights, bias, memory, out)
    share_products(kernels.convolve, len(memory), todo, *args)
    return y.transpose(0, 3, 1, 2)


def gradient(x, gy, geo):
    """``products.gradient``."""
    x, gy = channels_last(x), channels_last(gy)
    n, height, width, o = gy.shape
    c, kh, kw = x.shape[3], geo.kh, geo.kw
    todo = numpy.array(blocks(n, height, c * kh * kw * width, LEAST))
    sums = numpy.empty((min(PARTS, len(todo)), o, kh * kw * c), numpy.float32)
    columns = _memory('columns', todo, width, 0 if _plain(x, geo) else sums.shape[2])
    rows = _memory('rows', todo, width, 0 if gy.flags.c_contiguous else o)
    args = (_kernel(geo),) + picture(gy, (0, 0)) + ((height, width), columns, rows, sums)
    count = min(len(sums), len(columns), len(rows))
    share_products(kernels.gradient, count, todo, *(picture(x, (geo.ph, geo.pw)) + args))
    gW = sums.sum(axis=0).reshape(o, kh, kw, c)
    return numpy.ascontiguousarray(gW.transpose(0, 3, 1, 2))


def spread(x, W, b, geo, size):
    """``products.spread``."""
    x = numpy.ascontiguousarray(channels_last(x))
    n, h, w, c = x.shape
    o = W.shape[1]
    right = numpy.ascontiguousarray(W.transpose(0, 2, 3, 1)).reshape(c, -1)
    bias = bias_vector(b, 0)
    y = numpy.empty((n,) + size + (o,), numpy.float32)
    step = max(1, min(h * w, BLOCK // right.shape[1]))
    threads = min(limit(), n)
    columns = scratch.array('columns', (threads, step, right.shape[1]), numpy.float32)
    args = (right, bias, _kernel(geo), (geo.ph, geo.pw, w), step, columns, y)
    share_products(kernels.spread, threads, x.reshape(n, h * w, c), *args)
    return y.transpose(0, 3, 1, 2)
