"""Convolutions of one channel each whose filter is a column times a row.

FCN's bilinear enlargement is one: a filter of 64x64 taps with a stride of 32. Done as 4096
slices it takes longer than VGG's last block; as two small matrices a channel, one for rows and
one for columns, next to nothing.
"""

import numpy

from chainer_accel.base.parallel import one_blas_thread

# Below this many taps the columns are cheap enough.
TAPS = 16


def vectors(W, groups):
    """The two factors of each channel's filter.

    Args:
        W (numpy.ndarray): Weights (C, 1, kh, kw).
        groups (int): Groups of channels.

    Returns:
        tuple or None: Arrays (C, kh) and (C, kw) whose outer products are the filters to
        rounding; None where there are none, or where it would not pay.
    """
    c, one, kh, kw = W.shape
    if one != 1 or groups != c or kh * kw < TAPS:
        return None
    W = W[:, 0]
    flat = abs(W).reshape(c, -1)
    at = flat.argmax(axis=1)
    channel = numpy.arange(c)
    largest = flat[channel, at]
    if not (numpy.isfinite(largest).all() and largest.all()):
        return None
    i, j = at // kw, at % kw
    row = W[channel, i]
    column = W[channel, :, j] / row[channel, j][:, None]
    error = abs(column[:, :, None] * row[:, None, :] - W).reshape(c, -1).max(axis=1)
    if (error > 4 * numpy.finfo(W.dtype).eps * largest).any():
        return None
    return column, row


def _matrix(vector, stride, pad, dilate, fine, coarse):
    """Filter ``vector`` (C, k) as matrices (C, fine, coarse): what each coarse pixel spreads."""
    c, k = vector.shape
    at = numpy.arange(coarse)[:, None] * stride - pad + numpy.arange(k) * dilate
    inside = (at >= 0) & (at < fine)
    pixel, tap = inside.nonzero()
    matrix = numpy.zeros((c, fine, coarse), vector.dtype)
    matrix[:, at[inside], pixel] = vector[:, tap]
    return matrix


def _matrices(pair, geo, fine, coarse):
    column, row = pair
    return (
        _matrix(column, geo.sy, geo.ph, geo.dy, fine[0], coarse[0]),
        _matrix(row, geo.sx, geo.pw, geo.dx, fine[1], coarse[1]),
    )


def _between(down, x, along, b):
    """``down`` times pictures times ``along``, with bias ``b`` or None."""
    with one_blas_thread():
        y = numpy.matmul(numpy.matmul(down, x), along)
    if b is not None:
        y += b.reshape(-1, 1, 1)
    return y


def enlarge(x, pair, b, geo, size):
    """The deconvolution of ``x`` (N, C, h, w) with bias ``b`` or None: (N, C) + size."""
    down, along = _matrices(pair, geo, size, x.shape[2:])
    return _between(down, x, along.transpose(0, 2, 1), b)


def reduce(x, pair, b, geo, size):
    """The convolution of ``x`` (N, C, H, W) with bias ``b`` or None: (N, C) + size."""
    down, along = _matrices(pair, geo, x.shape[2:], size)
    return _between(down.transpose(0, 2, 1), x, along, b)
