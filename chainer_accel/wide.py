"""Convolutions of stride 1 with filters of 6x6 to 8x8 taps by Winograd's algorithm.

The filter is four of 4x4 taps, filled up with zeros. At the distance of 4 that they have from each
other lie the patches of 4x4 outputs too, so what one of them needs of a patch, another one needs
of the patch beside or below: the patches go to the 49 points once. For each point one matrix
product then sums over the channels of four patches. In memory each stands with the one below it,
and beside the next pair: two pairs are a row of the matrix, which is why there are two products,
for the even patches and for the odd ones. SegNet-Basic's 7x7 filters take a quarter of the
products.
"""

import numpy
from numpy.lib.stride_tricks import as_strided

from chainer_accel import scratch
from chainer_accel.columns import Block, Geometry, padded, pixels
from chainer_accel.lanes import LANES
from chainer_accel.parallel import each
from chainer_accel.wide_kernels import (
    FILTER,
    transform_gradient,
    transform_input,
    transform_output,
)

# Elements of the values at the points that a thread works on at a time.
OWN = 1 << 22
# Patches that make a product worth while, and as many parts as threads can share.
LEAST = 64
SHARES = 12
# Parts of the gradient's sum over pixels.
PARTS = 8


def serves(geo, c, o, size, n):
    """Whether this is such a convolution, and large enough to be faster."""
    if geo[2:4] + geo[6:] != (1, 1, 1, 1) or not (6 <= min(geo[:2]) and max(geo[:2]) <= 8):
        return False
    if c % LANES or o % LANES or min(c, o) < 16:
        return False
    rows, cols = _patches(size)
    # Products taken, of those that the plain convolution takes.
    taken = 4 * 49 * rows * (cols + 1)
    return rows * cols >= 16 and taken <= 0.6 * geo.kh * geo.kw * size[0] * size[1]


def _patches(size):
    """Rows and columns of 4x4 patches that cover an output of ``size``."""
    return -(-size[0] // 4), -(-size[1] // 4)


class _Part:
    """Some rows of patches of one image, in memory that is used again."""

    def __init__(self, block, cols):
        self.block, self.cols = block, cols
        self.rows = block.r1 - block.r0
        # A row has one more patch than there are of outputs, its neighbour's.
        self.skip = cols + 1
        self.patches = self.rows * self.skip

    def inputs(self, x, pad):
        """Pairs of pairs of patches at the points: even and odd (49, patches / 2, 4 C)."""
        c = x.shape[3]
        geo = Geometry(11, 7, 4, 4, pad[0], pad[1], 1, 1)
        tile = numpy.ascontiguousarray(padded(x, geo, self.rows, self.skip, self.block))
        # Behind the last pair is what the last odd and even ones see beside them: not used, but
        # it must be a number.
        v = scratch.array('v', (49, self.patches + 2, 2 * c), numpy.float32)
        v[:, self.patches :] = 0
        plane = (self.patches + 2) * 2 * c
        row = tile.shape[2] * c
        transform_input(tile.reshape(-1), row, self.rows, self.skip, c, v.reshape(-1), plane)
        shapes = [(49, n // 2, 4 * c) for n in (self.patches + 1, self.patches)]
        strides = (4 * plane, 4 * 4 * c, 4)
        return [as_strided(v[:, i:], shape, strides) for i, shape in enumerate(shapes)]

    def even_and_odd(self, a):
        """Values at the points (49, patches, O), apart as the inputs are."""
        return a[:, 0::2], a[:, 1::2]

    def outputs(self, o):
        """Memory for the values of the outputs at the points."""
        return scratch.array('m', (49, self.patches, o), numpy.float32)

    def gradients(self, gy):
        """The gradients of the outputs at the points: (49, patches, O)."""
        o = gy.shape[3]
        geo = Geometry(4, 4, 4, 4, 0, 0, 1, 1)
        tile = numpy.ascontiguousarray(padded(gy, geo, self.rows, self.cols, self.block))
        m = self.outputs(o)
        # Beside the last patch of a row is none.
        m[:, self.cols :: self.skip] = 0
        row, plane = tile.shape[2] * o, self.patches * o
        args = self.rows, self.cols, self.skip, o
        transform_gradient(tile.reshape(-1), row, *(args + (m.reshape(-1), plane)))
        return m


def _parts(n, size, channels):
    """The images cut into parts of which the values at the points stay in the cache."""
    rows, cols = _patches(size)
    least = -(-LEAST // (cols + 1))
    step = max(1, min(OWN // (49 * (cols + 1) * channels), max(least, n * rows // SHARES)))
    return [
        _Part(Block(i, i + 1, r, min(rows, r + step)), cols)
        for i in range(n)
        for r in range(0, rows, step)
    ]


def _weights(W):
    """Weights (O, C, kh, kw) at the points: (49, 4 C, O)."""
    o, c, kh, kw = W.shape
    whole = numpy.zeros((o, c, 8, 8), numpy.float32)
    whole[:, :, :kh, :kw] = W
    # Which of the four: right or left, then lower or upper, as the patches lie in memory.
    taps = whole.reshape(o, c, 2, 4, 2, 4).transpose(3, 5, 4, 2, 1, 0)
    return numpy.matmul(FILTER, taps.reshape(16, -1)).reshape(49, 4 * c, o)


def convolve(x, W, b, geo, size):
    """Convolution.

    Args:
        x (numpy.ndarray): Images (N, C, H, W) float32.
        W (numpy.ndarray): Weights (O, C, kh, kw).
        b (numpy.ndarray or None): Bias (O,).
        geo (~chainer_accel.columns.Geometry): The convolution.
        size (tuple): Height and width of the output.

    Returns:
        numpy.ndarray: (N, O) + size, in memory (N,) + size + (O,).
    """
    n, o = len(x), len(W)
    x = pixels(x)
    weights = _weights(W)
    y = numpy.empty((n,) + size + (o,), numpy.float32)
    bias = numpy.zeros(o, numpy.float32) if b is None else b
    height, width = size
    pad = (geo.ph, geo.pw)

    def fill(part):
        m = part.outputs(o)
        for values, out in zip(part.inputs(x, pad), part.even_and_odd(m)):
            numpy.matmul(values, weights, out=out)
        top = 4 * part.block.r0
        transform_output(
            m.reshape(-1),
            part.patches * o,
            part.rows,
            part.cols,
            part.skip,
            o,
            bias,
            y.reshape(-1),
            (part.block.n0 * height + top) * width * o,
            height - top,
            width,
        )

    each(fill, _parts(n, size, 2 * x.shape[3] + o))
    return y.transpose(0, 3, 1, 2)


def gradient(x, gy, geo):
    """Gradient of ``convolve`` with respect to W.

    Args:
        x (numpy.ndarray): Images (N, C, H, W) float32.
        gy (numpy.ndarray): Gradient of the output (N, O, height, width).
        geo (~chainer_accel.columns.Geometry): The convolution.

    Returns:
        numpy.ndarray: (O, C, kh, kw).
    """
    x, gy = pixels(x), pixels(gy)
    n, height, width, o = gy.shape
    c = x.shape[3]
    pad = (geo.ph, geo.pw)
    todo = _parts(n, (height, width), 2 * c + o)
    # The same shares whatever the number of threads: so is the result then.
    shares = [todo[i::PARTS] for i in range(min(PARTS, len(todo)))]
    sums = [None] * len(shares)

    def add(i):
        total = sums[i] = numpy.zeros((49, 4 * c, o), numpy.float32)
        for part in shares[i]:
            grads = part.even_and_odd(part.gradients(gy))
            for values, grad in zip(part.inputs(x, pad), grads):
                total += numpy.matmul(values.transpose(0, 2, 1), grad)

    each(add, range(len(shares)))
    taps = numpy.matmul(FILTER.T, sum(sums).reshape(49, -1)).reshape(4, 4, 2, 2, c, o)
    whole = taps.transpose(5, 4, 3, 0, 2, 1).reshape(o, c, 8, 8)
    return numpy.ascontiguousarray(whole[:, :, : geo.kh, : geo.kw])
