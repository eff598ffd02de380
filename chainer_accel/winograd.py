"""3x3 convolutions of stride 1 by Winograd's algorithm.

Three steps: patches at 36 points, for each point a matrix product over the channels, outputs from
the values at the points. With few channels a thread takes some rows of patches through all three
while they are in its cache; with many the weights are what is large, and the threads share out
the 36 products instead.
"""

import numpy

from chainer_accel import scratch
from chainer_accel import winograd_points as points
from chainer_accel.columns import pixels
from chainer_accel.lanes import LANES
from chainer_accel.parallel import each
from chainer_accel.winograd_gradient import gradient
from chainer_accel.winograd_kernels import FILTER, transform_output

__all__ = ['convolve', 'gradient', 'serves']


def serves(geo, c, o, size, n):
    """Whether this is such a convolution, and large enough to be faster."""
    if (geo.kh, geo.kw, geo.sy, geo.sx, geo.dy, geo.dx) != (3, 3, 1, 1, 1, 1):
        return False
    if c % LANES or o % LANES or min(c, o) < 16:
        return False
    rows, cols = points.patches(size)
    tiles = n * rows * cols
    # Products taken, of those that the plain convolution takes. It reads a quarter of the weights.
    return tiles >= 16 and 36 * tiles <= 0.5 * 9 * n * size[0] * size[1]


def _weights(W):
    """Weights (O, C, 3, 3) at the points: (36, C, O), valid until the next call."""
    o, c = W.shape[:2]
    taps = W.reshape(-1, 9).T
    u = scratch.array('u', (36, o * c), numpy.float32)
    # A product with nine columns: what takes time is to write it.
    parts = points.ranges(o * c, 1 << 14)
    each(lambda part: numpy.matmul(FILTER, taps[:, slice(*part)], out=u[:, slice(*part)]), parts)
    return u.reshape(36, o, c).transpose(0, 2, 1)


def convolve(x, W, b, geo, size):
    """Convolution.

    Args:
        x (numpy.ndarray): Images (N, C, H, W) float32.
        W (numpy.ndarray): Weights (O, C, 3, 3).
        b (numpy.ndarray or None): Bias (O,).
        geo (~chainer_accel.columns.Geometry): The convolution.
        size (tuple): Height and width of the output.

    Returns:
        numpy.ndarray: (N, O) + size, in memory (N,) + size + (O,).
    """
    n, o = len(x), len(W)
    x = pixels(x)
    c = x.shape[3]
    rows, cols = points.patches(size)
    inputs = points.input_points(x, (geo.ph, geo.pw), rows, cols)
    u = _weights(W)
    bias = numpy.zeros(o, numpy.float32) if b is None else numpy.ascontiguousarray(b)
    y = numpy.empty((n,) + size + (o,), numpy.float32)
    flat = y.reshape(-1)

    def put(m, start, first, last):
        for block in points.segments(first, last, rows):
            at = (first - start) * cols * o
            top = 4 * block.r0
            transform_output(
                m.reshape(-1),
                at,
                m.shape[1] * o,
                block.r1 - block.r0,
                cols,
                o,
                bias,
                flat,
                (block.n0 * size[0] + top) * size[1] * o,
                size[0] - top,
                size[1],
            )
            first += block.r1 - block.r0

    def alone(part):
        first, last = part
        v = scratch.array('v', (36, (last - first) * cols, c), numpy.float32)
        m = scratch.array('m', (36, (last - first) * cols, o), numpy.float32)
        inputs.fill(v, first, first, last)
        numpy.matmul(v, u, out=m)
        put(m, first, first, last)

    def together(start, stop):
        v = scratch.array('v', (36, (stop - start) * cols, c), numpy.float32)
        m = scratch.array('m', (36, (stop - start) * cols, o), numpy.float32)
        parts = points.shares(start, stop)
        each(lambda part: inputs.fill(v, start, *part), parts)
        each(lambda k: numpy.matmul(v[k], u[k], out=m[k]), range(36))
        each(lambda part: put(m, start, *part), parts)

    each_row = 36 * cols * (c + o)
    if u.size < points.LARGE:
        each(alone, points.own_ranges(n * rows, cols, each_row))
    else:
        for start, stop in points.ranges(n * rows, max(1, points.SHARED // each_row)):
            together(start, stop)
    return y.transpose(0, 3, 1, 2)
