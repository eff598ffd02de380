"""The gradient with respect to W of what ``narrow.convolve`` does."""

import numpy

from chainer_accel.base import scratch
from chainer_accel.base.memory import channels_last
from chainer_accel.base.parallel import PARTS, share, share_products
from chainer_accel.base.strided import picture
from chainer_accel.winograd import filters, passes, points


def gradient(x, gy, geo):
    """Gradient of ``convolve`` with respect to W.

    Args:
        x (numpy.ndarray): Images (N, C, H, W) float32.
        gy (numpy.ndarray): Gradient of the output (N, O, height, width).
        geo (~chainer_accel.convolution.columns.Geometry): The convolution.

    Returns:
        numpy.ndarray: (O, C, 3, 3).
    """
    x, gy = channels_last(x), channels_last(gy)
    n, height, width, o = gy.shape
    c = x.shape[3]
    rows, cols = grid = points.patches((height, width))
    both = picture(x, (geo.ph, geo.pw)), picture(gy, (0, 0))
    each_row = 36 * cols * (c + o)
    if points.shared_out(n * rows * cols, c, o):
        sums = _sum_together(both, grid, (o, c), points.shared_ranges(n * rows, each_row))
    else:
        sums = _sum_alone(both, grid, (o, c), points.own_ranges(n * rows, cols, each_row))
    gW = numpy.empty((o, c, 9), numpy.float32)
    share(filters.from_points, -(-o // filters.ROWS), sums, gW)
    return gW.reshape(o, c, 3, 3)


def _sum_alone(both, grid, shape, parts):
    """Products of inputs and gradients at the points, a thread for each range of rows."""
    sums = _sums(min(PARTS, len(parts)), shape)
    v, m = points.values(parts, grid[1], shape[::-1])
    args = both[0] + both[1] + (grid, v, m, shape[0], sums)
    share_products(passes.sum_gradients, min(len(sums), len(v)), parts, *args)
    return sums


def _sum_together(both, grid, shape, todo):
    """The same, with the threads sharing out the products."""
    total = _sums(1, shape)
    fills = passes.fill_inputs, passes.fill_gradients
    for start, stop in todo:
        (v,), (m,) = points.values([(start, stop)], grid[1], shape[::-1])
        parts = points.shares(start, stop)
        for fill, source, array in zip(fills, both, (v, m)):
            share(fill, len(parts), parts, *(source + (grid, start, array)))
        count = (stop - start) * grid[1]
        share_products(passes.add_products, 36, count, v, m, start == 0, shape[0], total[0])
    return total


def _sums(count, shape):
    """Memory for ``count`` gradients (O, C) at the points: (count, 36, O or one more, C)."""
    o, c = shape
    return scratch.array('u', (count, 36, points.rows_apart(o), c), numpy.float32)
