"""3x3 convolutions of stride 1 by Winograd's algorithm.

Three steps: patches at 36 points, for each point a matrix product over the channels, outputs from
the values at the points. With few channels a thread takes some rows of patches through all three
while they are in its cache; with many, or few patches, the weights are what is large, and the
threads share out the 36 products instead.
"""

import numpy

from chainer_accel.base import scratch
from chainer_accel.base.memory import bias_vector, channels_last
from chainer_accel.base.parallel import share, share_products
from chainer_accel.base.strided import flat, picture
from chainer_accel.winograd import filters, passes, points
from chainer_accel.winograd.gradient import gradient

__all__ = ['convolve', 'gradient', 'products', 'serves']


def serves(geo, c, o, size, n):
    """Whether this is such a convolution, and large enough to be faster."""
    if (geo.kh, geo.kw, geo.sy, geo.sx, geo.dy, geo.dx) != (3, 3, 1, 1, 1, 1):
        return False
    if not points.fit(c, o):
        return False
    taken = products(n, size)
    # Of those that the plain convolution takes. It reads a quarter of the weights.
    return taken >= 36 * 16 and taken <= 0.5 * 9 * n * size[0] * size[1]


def products(n, size):
    """Products taken for each pair of channels, of ``n`` pictures with outputs of ``size``."""
    rows, cols = points.patches(size)
    return 36 * n * rows * cols


def _weights(W):
    """Weights (O, C, 3, 3) at the points: (36, O or one more, C), valid until the next call."""
    o, c = W.shape[:2]
    u = scratch.array('u', (36, points.rows_apart(o), c), numpy.float32)
    memory, first, steps = flat(W)
    share(filters.at_points, -(-o // filters.ROWS), memory, first, steps, o, u)
    return u


def convolve(x, W, b, geo, size):
    """Convolution.

    Args:
        x (numpy.ndarray): Images (N, C, H, W) float32.
        W (numpy.ndarray): Weights (O, C, 3, 3).
        b (numpy.ndarray or None): Bias (O,).
        geo (~chainer_accel.convolution.columns.Geometry): The convolution.
        size (tuple): Height and width of the output.

    Returns:
        numpy.ndarray: (N, O) + size, in memory (N,) + size + (O,).
    """
    n, o = len(x), len(W)
    x = channels_last(x)
    c = x.shape[3]
    rows, cols = grid = points.patches(size)
    inputs = picture(x, (geo.ph, geo.pw))
    u = _weights(W)
    bias = bias_vector(b, o)
    y = numpy.empty((n,) + size + (o,), numpy.float32)

    def alone(parts):
        v, m = points.values(parts, cols, (c, o))
        args = inputs + (grid, u, v, m, bias, y)
        share_products(passes.convolve, min(len(parts), len(v)), parts, *args)

    def together(start, stop):
        (v,), (m,) = points.values([(start, stop)], cols, (c, o))
        parts = points.shares(start, stop)
        share(passes.fill_inputs, len(parts), parts, *(inputs + (grid, start, v)))
        share_products(passes.multiply, 36, (stop - start) * cols, o, v, u, m)
        share(passes.put_outputs, len(parts), parts, start, m, grid, bias, y)

    each_row = 36 * cols * (c + o)
    if points.shared_out(n * rows * cols, c, o):
        for start, stop in points.shared_ranges(n * rows, each_row):
            together(start, stop)
    else:
        alone(points.own_ranges(n * rows, cols, each_row))
    return y.transpose(0, 3, 1, 2)
