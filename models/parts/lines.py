"""Maps made larger by straight lines between their cells, or smaller by means, to any size.

Both are products with two small matrices, one for the rows and one for the columns.
"""

import chainer
import chainer.functions as F
import numpy


def enlarged_by(x, factor, size):
    """Maps whose cells lie on every ``factor``-th pixel, the first on the first, enlarged.

    That is where a convolution with a stride and a padding of half its filter leaves them.
    DeepLab's authors enlarge bilinearly with aligned corners, which is the same for their pictures
    of 16 x 32 + 1 pixels; of other sizes some pixels lie past the last cell, and get its value.

    Args:
        x: (N, C, ceil(H / factor), ceil(W / factor)).
        factor (int): Pixels from a cell to the next.
        size (tuple): (H, W).

    Returns:
        ~chainer.Variable: (N, C, H, W).
    """
    return _between(
        x, [lines(numpy.arange(n) / float(factor), c) for n, c in zip(size, x.shape[2:])]
    )


def enlarged(x, size):
    """(N, C, h, w) enlarged bilinearly to (N, C) + ``size``, corners upon corners."""
    if x.shape[2:] == (1, 1):
        return F.broadcast_to(x, x.shape[:2] + tuple(size))
    return _between(x, [lines(numpy.linspace(0, c - 1, n), c) for n, c in zip(size, x.shape[2:])])


def means(x, n):
    """Means of n x n parts, (N, C, n, n); where ``n`` does not divide a side, they overlap."""
    if n == 1:
        return F.mean(x, axis=(2, 3), keepdims=True)
    return _between(x, [parts(n, side) for side in x.shape[2:]])


def lines(places, n):
    """float32 (places, n): what each place, in cells, takes of its neighbours among ``n`` cells."""
    places = numpy.minimum(places, n - 1)[:, None]
    return numpy.maximum(0, 1 - abs(places - numpy.arange(n))).astype(numpy.float32)


def parts(n, side):
    """float32 (n, side): row i takes the mean from floor(i side / n) to ceil((i + 1) side / n)."""
    weights = numpy.zeros((n, side), numpy.float32)
    for i in range(n):
        first, end = i * side // n, -(-(i + 1) * side // n)
        weights[i, first:end] = 1.0 / (end - first)
    return weights


def _between(x, weights):
    down, along = [chainer.backend.get_array_module(x).asarray(w) for w in weights]
    h = F.tensordot(x, along, axes=(3, 1))  # (N, C, h, W)
    return F.transpose(F.tensordot(h, down, axes=(2, 1)), (0, 1, 3, 2))
