"""3x3 convolutions of stride 1 by Winograd's algorithm, and their gradient with respect to W.

Three steps: patches at 36 points, for each point a matrix product over the channels, outputs from
the values at the points. With few channels a thread takes some rows of patches through all three
while they are in its cache; with many the weights are what is large, and the threads share out
the 36 products instead.
"""

import numpy

from chainer_accel import scratch
from chainer_accel.columns import Block, Geometry, padded, pixels
from chainer_accel.lanes import LANES
from chainer_accel.parallel import each
from chainer_accel.winograd_kernels import (
    FILTER,
    transform_gradient,
    transform_input,
    transform_output,
)

# Elements of the transformed weights from which on the products are shared out.
LARGE = 1 << 20
# Elements of the values at the points: in a thread's cache, or in memory for all of them.
OWN = 1 << 20
SHARED = 1 << 23
# Parts of the gradient's sum over pixels.
PARTS = 8


def serves(geo, c, o, size, n):
    """Whether this is such a convolution, and large enough to be faster."""
    if (geo.kh, geo.kw, geo.sy, geo.sx, geo.dy, geo.dx) != (3, 3, 1, 1, 1, 1):
        return False
    if c % LANES or o % LANES or min(c, o) < 16:
        return False
    patches = _patches(size)
    tiles = n * patches[0] * patches[1]
    # Products taken, of those that the plain convolution takes. It reads a quarter of the weights.
    return tiles >= 16 and 36 * tiles <= 0.5 * 9 * n * size[0] * size[1]


def _patches(size):
    return -(-size[0] // 4), -(-size[1] // 4)


def _segments(first, last, rows):
    """Rows of patches, counted through all images, as blocks of one image."""
    while first < last:
        image, row = divmod(first, rows)
        stop = min(rows, row + last - first)
        yield Block(image, image + 1, row, stop)
        first += stop - row


def _weights(W):
    """Weights (O, C, 3, 3) at the points: (36, C, O), valid until the next call."""
    o, c = W.shape[:2]
    taps = W.reshape(-1, 9).T
    u = scratch.array('u', (36, o * c), numpy.float32)
    # A product with nine columns: what takes time is to write it.
    parts = _ranges(o * c, 1 << 14)
    each(lambda part: numpy.matmul(FILTER, taps[:, slice(*part)], out=u[:, slice(*part)]), parts)
    return u.reshape(36, o, c).transpose(0, 2, 1)


class _Points:
    """Fills an array (36, patches, channels) with pictures' values at the points."""

    def __init__(self, kernel, geo, x, rows, cols):
        self.kernel, self.geo, self.x, self.rows, self.cols = kernel, geo, x, rows, cols

    def fill(self, v, start, first, last):
        """Rows ``first`` to ``last`` of patches into ``v``, which begins with row ``start``."""
        c = self.x.shape[3]
        for block in _segments(first, last, self.rows):
            rows = block.r1 - block.r0
            tile = padded(self.x, self.geo, rows, self.cols, block)
            tile = numpy.ascontiguousarray(tile)
            at = (first - start) * self.cols * c
            self.kernel(
                tile.reshape(-1),
                tile.shape[2] * c,
                rows,
                self.cols,
                c,
                v.reshape(-1),
                at,
                v.shape[1] * c,
            )
            first += rows


def _input_points(x, pad, rows, cols):
    return _Points(transform_input, Geometry(6, 6, 4, 4, pad[0], pad[1], 1, 1), x, rows, cols)


def _ranges(total, step):
    return [(i, min(total, i + step)) for i in range(0, total, step)]


def convolve(x, W, b, pad, size):
    """Convolution.

    Args:
        x (numpy.ndarray): Images (N, C, H, W) float32.
        W (numpy.ndarray): Weights (O, C, 3, 3).
        b (numpy.ndarray or None): Bias (O,).
        pad (tuple): Padding.
        size (tuple): Height and width of the output.

    Returns:
        numpy.ndarray: (N, O) + size, in memory (N,) + size + (O,).
    """
    n, o = len(x), len(W)
    x = pixels(x)
    c = x.shape[3]
    rows, cols = _patches(size)
    points = _input_points(x, pad, rows, cols)
    u = _weights(W)
    bias = numpy.zeros(o, numpy.float32) if b is None else numpy.ascontiguousarray(b)
    y = numpy.empty((n,) + size + (o,), numpy.float32)
    flat = y.reshape(-1)

    def put(m, start, first, last):
        for block in _segments(first, last, rows):
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
        points.fill(v, first, first, last)
        numpy.matmul(v, u, out=m)
        put(m, first, first, last)

    def together(start, stop):
        v = scratch.array('v', (36, (stop - start) * cols, c), numpy.float32)
        m = scratch.array('m', (36, (stop - start) * cols, o), numpy.float32)
        parts = _shares(start, stop)
        each(lambda part: points.fill(v, start, *part), parts)
        each(lambda k: numpy.matmul(v[k], u[k], out=m[k]), range(36))
        each(lambda part: put(m, start, *part), parts)

    each_row = 36 * cols * (c + o)
    if u.size < LARGE:
        each(alone, _ranges(n * rows, max(1, OWN // each_row)))
    else:
        for start, stop in _ranges(n * rows, max(1, SHARED // each_row)):
            together(start, stop)
    return y.transpose(0, 3, 1, 2)


def _shares(start, stop):
    """Rows of patches, cut for threads to share."""
    step = max(1, (stop - start) // 16)
    return [(start + i, start + j) for i, j in _ranges(stop - start, step)]


def grad_w(x, gy, pad):
    """Gradient of ``convolve`` with respect to W.

    Args:
        x (numpy.ndarray): Images (N, C, H, W) float32.
        gy (numpy.ndarray): Gradient of the output (N, O, height, width).
        pad (tuple): Padding.

    Returns:
        numpy.ndarray: (O, C, 3, 3).
    """
    x, gy = pixels(x), pixels(gy)
    n, height, width, o = gy.shape
    c = x.shape[3]
    rows, cols = _patches((height, width))
    inputs = _input_points(x, pad, rows, cols)
    grads = _Points(transform_gradient, Geometry(4, 4, 4, 4, 0, 0, 1, 1), gy, rows, cols)
    each_row = 36 * cols * (c + o)
    points = (inputs, grads)
    if 36 * c * o < LARGE:
        gu = _sum_alone(points, _ranges(n * rows, max(1, OWN // each_row)))
    else:
        gu = _sum_together(points, _ranges(n * rows, max(1, SHARED // each_row)))
    gW = numpy.empty((o * c, 9), numpy.float32)
    gu = gu.reshape(36, -1).T
    each(
        lambda part: numpy.matmul(gu[slice(*part)], FILTER, out=gW[slice(*part)]),
        _ranges(o * c, 1 << 14),
    )
    return gW.reshape(o, c, 3, 3)


def _memory(points, patches):
    """Arrays for the values at the points of inputs and of gradients."""
    return [
        scratch.array(use, (36, patches, p.x.shape[3]), numpy.float32)
        for use, p in zip('vm', points)
    ]


def _sum_alone(points, todo):
    """Products of inputs and gradients at the points, a thread for each range of rows."""
    # The same parts whatever the number of threads: so is the result then.
    parts = [todo[i::PARTS] for i in range(min(PARTS, len(todo)))]
    sums = [None] * len(parts)

    def add(i):
        for first, last in parts[i]:
            arrays = _memory(points, (last - first) * points[0].cols)
            for p, array in zip(points, arrays):
                p.fill(array, first, first, last)
            v, m = arrays
            product = numpy.matmul(m.transpose(0, 2, 1), v)
            sums[i] = product if sums[i] is None else numpy.add(sums[i], product, out=product)

    each(add, range(len(parts)))
    return sum(sums)


def _sum_together(points, todo):
    """The same, with the threads sharing out the products."""
    c, o = [p.x.shape[3] for p in points]
    gu = scratch.array('u', (36, o, c), numpy.float32)
    gu[...] = 0

    def add(start, stop):
        v, m = arrays = _memory(points, (stop - start) * points[0].cols)
        for p, array in zip(points, arrays):
            each(lambda part, p=p, a=array: p.fill(a, start, *part), _shares(start, stop))

        def multiply(k):
            gu[k] += numpy.matmul(m[k].T, v[k])

        each(multiply, range(36))

    for start, stop in todo:
        add(start, stop)
    return gu
