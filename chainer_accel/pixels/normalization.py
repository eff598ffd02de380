"""Chainer's batch normalization of pictures on NumPy arrays, some pixels at a time."""

import numpy
from chainer.functions.normalization import batch_normalization

from chainer_accel.base import optional
from chainer_accel.base.memory import is_channels_last
from chainer_accel.pixels.sums import AXIS, each_piece, lengths, matrix, number, share_pieces, total
from chainer_accel.served import serves

KERNELS = 'pixels.normalization_kernels'


def _serves(axis, x, gamma):
    """Whether these are pictures, channels last in memory, with a gamma for each channel."""
    if x.ndim != 4 or tuple(axis) != AXIS or gamma.size != x.shape[1]:
        return False
    return serves(x, gamma) and is_channels_last(x)


def mean_and_var(own, axis, gamma, x, xp, dtype):
    """In place of ``GeneralBatchNormalizationImpl.get_mean_and_var``."""
    if not _serves(axis, x, gamma) or x.dtype != dtype:
        return NotImplemented

    x = matrix(x)
    counts, means, squares = _compiled_moments(x) or _moments(x)
    # Of each piece around its own mean, brought together as Chan et al. do.
    counts = numpy.array(counts, float)[:, None]
    means = numpy.array(means, float)
    count = counts.sum()
    mean = (counts * means).sum(axis=0) / count
    squares = numpy.array(squares, float).sum(axis=0)
    var = (squares + (counts * (means - mean) ** 2).sum(axis=0)) / count
    return mean.astype(dtype), var.astype(dtype)


def _moments(x):
    """Pixels, means and sums of squares around them, of each piece."""

    def moments(x):
        mean = total(x) / len(x)
        off = x - mean
        off *= off
        return len(x), mean, total(off)

    return zip(*each_piece(moments, x))


def _compiled_moments(x):
    compiled = optional.module_for(x, KERNELS)
    if compiled is None:
        return None
    means, squares = numpy.empty((2, number(x), x.shape[1]), x.dtype)
    share_pieces(compiled.moments, x, means, squares)
    return lengths(x), means, squares


def normalize(xp, x, mean, inv_std, gamma, beta):
    """In place of ``_apply_bn_fwd``."""
    statistics = (mean, inv_std, gamma, beta)
    if xp is not numpy or any(a.shape != (1,) + x.shape[1:2] + (1, 1) for a in statistics):
        return NotImplemented
    if not _serves(AXIS, x, gamma) or not serves(x, *statistics):
        return NotImplemented
    mean, inv_std, gamma, beta = [a.ravel() for a in statistics]
    scale = inv_std * gamma
    y = numpy.empty_like(x)

    def piece(x, y):
        numpy.subtract(x, mean, out=y)
        y *= scale
        y += beta

    rows, out = matrix(x), matrix(y)
    compiled = optional.module_for(x, KERNELS)
    if compiled:
        share_pieces(compiled.normalize, rows, mean, scale, beta, out)
    else:
        each_piece(piece, rows, out)
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
        return total(off), total(gy)

    result = numpy.empty_like(x)
    x, gy, gx = matrix(x), matrix(gy), matrix(result)
    compiled = optional.module_for(x, KERNELS)
    if compiled:
        both = numpy.empty((2, number(x), x.shape[1]), x.dtype)
        share_pieces(compiled.sums, x, mean, gy, *both)
        both = both.sum(axis=1, dtype=float)
    else:
        both = numpy.array(each_piece(sums, x, gy), float).sum(axis=0)
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

    if compiled:
        share_pieces(compiled.gradient, x, mean, gy, scale, slope, shift, gx)
    else:
        each_piece(piece, x, gy, gx)
    return result, None, ggamma, gbeta
