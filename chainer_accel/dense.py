"""``products`` for float32 arrays and one group of channels: the same blocks, compiled."""

import numpy

from chainer_accel import columns_kernels as kernels
from chainer_accel import scratch
from chainer_accel.columns import blocks
from chainer_accel.parallel import share
from chainer_accel.strided import picture

# Pixels of a 1x1 convolution that a thread takes at a time.
PIXELS = 1 << 10


def _kernel(geo):
    return geo.kh, geo.kw, geo.sy, geo.sx, geo.dy, geo.dx


def _plain(x, geo):
    """Whether the columns of the pictures are what lies in memory."""
    return geo == (1, 1, 1, 1, 0, 0, geo.dy, geo.dx) and x.flags.c_contiguous


def _memory(use, todo, width, each_pixel):
    """This thread's memory for the largest block, which is the first."""
    n0, n1, r0, r1 = [int(i) for i in todo[0]]
    return scratch.array(use, ((n1 - n0) * (r1 - r0) * width * each_pixel,), numpy.float32)


def convolve(x, W, b, geo, size):
    """``products.convolve`` of pictures (N, H, W, C): (N,) + size + (O,)."""
    n, c, o = len(x), x.shape[3], len(W)
    right = numpy.ascontiguousarray(W.transpose(2, 3, 1, 0)).reshape(-1, o)
    bias = numpy.empty(0, numpy.float32) if b is None else numpy.ascontiguousarray(b)
    y = numpy.empty((n,) + size + (o,), numpy.float32)
    out = y.reshape(-1, o)
    if _plain(x, geo):
        rows = x.reshape(-1, c)
        count = -(-len(rows) // PIXELS)
        share(kernels.multiply, count, PIXELS, rows, right, bias, out)
        return y
    todo = numpy.array(blocks(n, size[0], len(right) * size[1]))
    source = picture(x, (geo.ph, geo.pw))

    def work(counter):
        memory = _memory('columns', todo, size[1], len(right))
        args = source + (_kernel(geo), size, right, bias, memory, out)
        kernels.convolve(counter, todo, *args)

    share(work, len(todo))
    return y


def gradient(x, gy, w_shape, geo, parts):
    """``products.gradient`` of pictures (N, H, W, C), summed up in so many parts."""
    o, c, kh, kw = w_shape
    n, height, width = gy.shape[:3]
    todo = numpy.array(blocks(n, height, c * kh * kw * width))
    sums = numpy.empty((min(parts, len(todo)), kh * kw * c, o), numpy.float32)
    sources = picture(x, (geo.ph, geo.pw)) + (_kernel(geo),) + picture(gy, (0, 0))

    plain = _plain(x, geo), gy.flags.c_contiguous

    def work(counter):
        columns = _memory('columns', todo, width, 0 if plain[0] else sums.shape[1])
        rows = _memory('rows', todo, width, 0 if plain[1] else o)
        kernels.gradient(counter, todo, *(sources + ((height, width), columns, rows, sums)))

    share(work, len(sums))
    gW = sums.sum(axis=0).reshape(kh, kw, c, o)
    return numpy.ascontiguousarray(gW.transpose(3, 2, 0, 1))
