"""Convolutions of stride 1 with filters of 6x6 to 8x8 taps by Winograd's algorithm.

The filter is four of 4x4 taps, filled up with zeros. At the distance of 4 that they have from each
other lie the patches of 4x4 outputs too, so what one of them needs of a patch, another one needs
of the patch beside or below: the patches go to the 49 points once. For each point one matrix
product then sums over the channels of four patches. SegNet-Basic's 7x7 filters take a quarter of
the products.
"""

import numpy

from chainer_accel.base.lanes import LANES
from chainer_accel.base.memory import bias_vector, channels_last
from chainer_accel.base.parallel import PARTS, one_blas_thread, share_products
from chainer_accel.base.strided import picture
from chainer_accel.winograd import wide_passes as passes
from chainer_accel.winograd.points import fit, memory, patches, rows_apart, rows_at_once
from chainer_accel.winograd.wide_kernels import FILTER

# Elements of the values at the points that a thread works on at a time.
OWN = 1 << 22
# Patches that make a product worth while, and as many parts as threads can share.
LEAST = 64
SHARES = 12


def serves(geo, c, o, size, n):
    """Whether this is such a convolution, and large enough to be faster."""
    if geo[2:4] + geo[6:] != (1, 1, 1, 1) or not (6 <= min(geo[:2]) and max(geo[:2]) <= 8):
        return False
    if not fit(c, o):
        return False
    rows, cols = patches(size)
    # Products taken, of those that the plain convolution takes.
    taken = 4 * 49 * rows * (cols + 1)
    return rows * cols >= 16 and taken <= 0.6 * geo.kh * geo.kw * size[0] * size[1]


def _parts(n, size, channels):
    """The images cut into parts of which the values at the points stay in the cache.

    Returns:
        numpy.ndarray: Image, first and last row of patches of each (N, 3), the largest one first.
    """
    rows, cols = patches(size)
    each_row = 49 * (cols + 1) * channels
    count = rows_at_once(n * rows, cols + 1, each_row, OWN, LEAST, SHARES)
    return numpy.array(
        [(i, r, min(rows, r + count)) for i in range(n) for r in range(0, rows, count)]
    )


def _values(parts, skip, c, o):
    """Memory for the values at the 49 points of the largest part, of inputs and of outputs."""
    count = int(parts[0, 2] - parts[0, 1]) * skip
    # Planes well apart: an odd number of vectors, and of rows.
    inputs = (count + 2) * 2 * c + LANES
    return memory(parts, (49, inputs), (49, 2, rows_apart((count + 1) // 2), o))


def _weights(W):
    """Weights (O, C, kh, kw) at the points: (49, 4 C, O)."""
    o, c, kh, kw = W.shape
    whole = numpy.zeros((o, c, 8, 8), numpy.float32)
    whole[:, :, :kh, :kw] = W
    # Which of the four: right or left, then lower or upper, as the patches lie in memory.
    taps = whole.reshape(o, c, 2, 4, 2, 4).transpose(3, 5, 4, 2, 1, 0)
    with one_blas_thread():
        return numpy.matmul(FILTER, taps.reshape(16, -1)).reshape(49, 4 * c, o)


def convolve(x, W, b, geo, size):
    """``narrow.convolve`` with such weights."""
    n, o = len(x), len(W)
    x = channels_last(x)
    c, skip = x.shape[3], patches(size)[1] + 1
    weights = _weights(W)
    y = numpy.empty((n,) + size + (o,), numpy.float32)
    bias = bias_vector(b, o)
    parts = _parts(n, size, 2 * c + o)
    v, m = _values(parts, skip, c, o)
    args = picture(x, (geo.ph, geo.pw)) + (skip, weights, v, m, bias, y)
    share_products(passes.convolve, len(v), parts, *args)
    return y.transpose(0, 3, 1, 2)


def gradient(x, gy, geo):
    """``narrow.gradient`` with respect to such weights."""
    x, gy = channels_last(x), channels_last(gy)
    n, height, width, o = gy.shape
    c, skip = x.shape[3], patches((height, width))[1] + 1
    parts = _parts(n, (height, width), 2 * c + o)
    sums = numpy.empty((min(PARTS, len(parts)), 49, 4 * c, o), numpy.float32)
    v, m = _values(parts, skip, c, o)
    args = picture(x, (geo.ph, geo.pw)) + picture(gy, (0, 0)) + (skip, v, m, sums)
    share_products(passes.sum_gradients, min(len(sums), len(v)), parts, *args)
    with one_blas_thread():
        taps = numpy.matmul(FILTER.T, sums.sum(axis=0).reshape(49, -1)).reshape(4, 4, 2, 2, c, o)
    whole = taps.transpose(5, 4, 3, 0, 2, 1).reshape(o, c, 8, 8)
    return numpy.ascontiguousarray(whole[:, :, : geo.kh, : geo.kw])
