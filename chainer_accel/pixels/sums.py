"""Sums over the pixels of pictures that lie channels last in memory, and what is done to each.

Some pixels at a time, which stay in the cache while all is done to them; their channels lie side
by side, so that a sum over pixels is a product with a row of ones. The pieces' sums are added up in
float64.
"""

import numpy

from chainer_accel.base import optional
from chainer_accel.base.memory import channels_last
from chainer_accel.base.parallel import each, share
from chainer_accel.served import serves

PIECE = 1 << 16
# Pixels that are added up in their own dtype.
PIXELS = 1 << 10
# So many take some 100 us.
FEW = 3

AXIS = (0, 2, 3)


def matrix(a):
    """Pictures (N, C, H, W) as (pixels, C)."""
    return numpy.ascontiguousarray(a.transpose(0, 2, 3, 1)).reshape(-1, a.shape[1])


def _step(c):
    """Pixels of a piece."""
    return max(1, min(PIXELS, PIECE // c))


def each_piece(function, *matrices):
    """Call ``function`` with each piece of all the matrices; its results in order."""
    count, c = matrices[0].shape
    step = _step(c)
    starts = range(0, count, step)
    results = [None] * len(starts)

    def call(i):
        results[i] = function(*[m[starts[i] : starts[i] + step] for m in matrices])

    each(call, range(len(starts)), FEW)
    return results


def share_pieces(loop, matrix, *args):
    """The same for a compiled loop, of a counter of pieces, the pixels that one has, and these."""
    count, step = number(matrix), _step(matrix.shape[1])
    share(loop, 1 if count <= FEW else count, step, matrix, *args)


def number(matrix):
    """How many pieces there are."""
    return -(-len(matrix) // _step(matrix.shape[1]))


def lengths(matrix):
    """How many pixels each of them has."""
    step = _step(matrix.shape[1])
    return [min(step, len(matrix) - i) for i in range(0, len(matrix), step)]


def total(rows):
    """Sum over the rows of a piece."""
    return numpy.matmul(numpy.ones(len(rows), rows.dtype), rows)


def channel_sums(function, inputs):
    """In place of ``Sum.forward``, for what a bias's gradient is: a sum for each channel."""
    (x,) = inputs
    if type(x) is not numpy.ndarray or x.ndim != 4 or function.axis != AXIS or function.keepdims:
        return NotImplemented
    return (of_channels(x),) if serves(x) else NotImplemented


def of_channels(x):
    """Sum for each channel (C,) of pictures (N, C, H, W)."""
    if x.strides[1] != x.itemsize or x.shape[1] == 1:
        return x.sum(axis=AXIS)
    rows = channels_last(x).reshape(-1, x.shape[1])
    compiled = optional.module_for(x, 'pixels.normalization_kernels')
    if compiled:
        found = numpy.empty((number(rows), x.shape[1]), x.dtype)
        share_pieces(compiled.totals, rows, found)
    else:
        found = each_piece(total, rows)
    return numpy.array(found, float).sum(axis=0).astype(x.dtype)
