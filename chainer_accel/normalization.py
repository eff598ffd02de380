"""Chainer's batch normalization of pictures on NumPy arrays, some pixels at a time.

Pixels that stay in the cache while all is done to them; their channels lie side by side, so that a
sum over pixels is a product with a row of ones. Sums of pieces are added up in float64.
"""

import numpy
from chainer.functions.normalization import batch_normalization

from chainer_accel.memory import is_channels_last
from chainer_accel.parallel import each
from chainer_accel.served import serves

PIECE = 1 << 16

_AXIS = (0, 2, 3)


def _serves(axis, x, gamma):
    """Whether these are pictures, channels last in memory, with a gamma for each channel."""
    if x.ndim != 4 or tuple(axis) != _AXIS or gamma.size != x.shape[1]:
        return False
    return serves(x, gamma) and is_channels_last(x)


def _matrix(a):
    """Pictures (N, C, H, W) as (pixels, C)."""
    return numpy.ascontiguousarray(a.transpose(0, 2, 3, 1)).reshape(-1, a.shape[1])


def _each_piece(function, *matrices):
    """Call ``function`` with each piece of all the matrices; its results in order."""
    pixels, c = matrices[0].shape
    step = max(1, PIECE // c)
    starts = range(0, pixels, step)
    results = [None] * len(starts)

    def call(i):
        results[i] = function(*[m[starts[i] : starts[i] + step] for m in matrices])

    each(call, range(len(starts)))
    return results


def _sum(matrix):
    """Sum over the rows of a matrix."""
    return numpy.matmul(numpy.ones(len(matrix), matrix.dtype), matrix)


def mean_and_var(own, axis, gamma, x, xp, dtype):
    """In place of ``GeneralBatchNormalizationImpl.get_mean_and_var``."""
    if not _serves(axis, x, gamma) or x.dtype != dtype:
        return NotImplemented

    def moments(x):
        mean = _sum(x) / len(x)
        off = x - mean
        off *= off
        return len(x), mean, _sum(off)

    # Of each piece around its own mean, brought together as Chan et al. do.
    counts, means, squares = zip(*_each_piece(moments, _matrix(x)))
    counts = numpy.array(counts, float)[:, None]
    means = numpy.array(means, float)
    total = counts.sum()
    mean = (counts * means).sum(axis=0) / total
    squares = numpy.array(squares, float).sum(axis=0)
    var = (squares + (counts * (means - mean) ** 2).sum(axis=0)) / total
    return mean.astype(dtype), var.astype(dtype)


def normalize(xp, x, mean, inv_std, gamma, beta):
    """In place of ``_apply_bn_fwd``."""
    statistics = (mean, inv_std, gamma, beta)
    if xp is not numpy or any(a.shape != (1,) + x.shape[1:2] + (1, 1) for a in statistics):
        return NotImplemented
    if not _serves(_AXIS, x, gamma) or not serves(x, *statistics):
        return NotImplemented
    mean, inv_std, gamma, beta = [a.ravel() for a in statistics]
    scale = inv_std * gamma
    y = numpy.empty_like(x)

    def piece(x, y):
        numpy.subtract(x, mean, out=y)
        y *= scale
        y += beta

    _each_piece(piece, _matrix(x), _matrix(y))
    return y


def backward(own, axis, gamma, gy, x, x_layout, xp, expander, mean, inv_std, eps, var, data):
    """In place of ``GeneralBatchNormalizationImpl.backward``."""
    if type(own) is not batch_normalization.GeneralBatchNormalizationImpl:
        return NotImplemented  # ChainerMN's, which sums over processes too.
    if not _serves(axis, x, gamma) or not serves(x, gy, gamma, mean, inv_std):
        return NotImplemented

    def sums(x, gy):
        off = x - mean
        off *= gy
        return _sum(off), _sum(gy)

    result = numpy.empty_like(x)
    x, gy, gx = _matrix(x), _matrix(gy), _matrix(result)
    both = numpy.array(_each_piece(sums, x, gy), float).sum(axis=0)
    ggamma = (both[0] * inv_std).astype(gamma.dtype)
    gbeta = both[1].astype(gamma.dtype)
    scale = gamma * inv_std
    slope = scale * inv_std * ggamma / -len(x)
    shift = scale * gbeta / -len(x)

    def piece(x, gy, gx):
        off = x - mean
        off *= slope
        off += shift
        numpy.multiply(gy, scale, out=gx)
        gx += off

    _each_piece(piece, x, gy, gx)
    return result, None, ggamma, gbeta
