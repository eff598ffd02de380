"""The gradient with respect to W of what ``winograd.convolve`` does."""

import numpy

from chainer_accel import scratch
from chainer_accel import winograd_points as points
from chainer_accel.columns import Geometry, pixels
from chainer_accel.parallel import each
from chainer_accel.winograd_kernels import FILTER, transform_gradient

# Parts of the gradient's sum over pixels.
PARTS = 8


def gradient(x, gy, geo):
    """Gradient of ``convolve`` with respect to W.

    Args:
        x (numpy.ndarray): Images (N, C, H, W) float32.
        gy (numpy.ndarray): Gradient of the output (N, O, height, width).
        geo (~chainer_accel.columns.Geometry): The convolution.

    Returns:
        numpy.ndarray: (O, C, 3, 3).
    """
    x, gy = pixels(x), pixels(gy)
    n, height, width, o = gy.shape
    c = x.shape[3]
    rows, cols = points.patches((height, width))
    inputs = points.input_points(x, (geo.ph, geo.pw), rows, cols)
    grads = points.Points(transform_gradient, Geometry(4, 4, 4, 4, 0, 0, 1, 1), gy, rows, cols)
    each_row = 36 * cols * (c + o)
    both = (inputs, grads)
    if 36 * c * o < points.LARGE:
        gu = _sum_alone(both, points.own_ranges(n * rows, cols, each_row))
    else:
        gu = _sum_together(both, points.ranges(n * rows, max(1, points.SHARED // each_row)))
    gW = numpy.empty((o * c, 9), numpy.float32)
    gu = gu.reshape(36, -1).T
    each(
        lambda part: numpy.matmul(gu[slice(*part)], FILTER, out=gW[slice(*part)]),
        points.ranges(o * c, 1 << 14),
    )
    return gW.reshape(o, c, 3, 3)


def _memory(both, patches):
    """Arrays for the values at the points of inputs and of gradients."""
    return [
        scratch.array(use, (36, patches, p.x.shape[3]), numpy.float32) for use, p in zip('vm', both)
    ]


def _sum_alone(both, todo):
    """Products of inputs and gradients at the points, a thread for each range of rows."""
    # The same parts whatever the number of threads: so is the result then.
    parts = [todo[i::PARTS] for i in range(min(PARTS, len(todo)))]
    sums = [None] * len(parts)

    def add(i):
        for first, last in parts[i]:
            arrays = _memory(both, (last - first) * both[0].cols)
            for p, array in zip(both, arrays):
                p.fill(array, first, first, last)
            v, m = arrays
            product = numpy.matmul(m.transpose(0, 2, 1), v)
            sums[i] = product if sums[i] is None else numpy.add(sums[i], product, out=product)

    each(add, range(len(parts)))
    return sum(sums)


def _sum_together(both, todo):
    """The same, with the threads sharing out the products."""
    c, o = [p.x.shape[3] for p in both]
    gu = scratch.array('u', (36, o, c), numpy.float32)
    gu[...] = 0

    def add(start, stop):
        v, m = arrays = _memory(both, (stop - start) * both[0].cols)
        for p, array in zip(both, arrays):
            each(lambda part, p=p, a=array: p.fill(a, start, *part), points.shares(start, stop))

        def multiply(k):
            gu[k] += numpy.matmul(m[k].T, v[k])

        each(multiply, range(36))

    for start, stop in todo:
        add(start, stop)
    return gu
