"""Batch normalization of float32 matrices (pixels, channels), each read once a step.

Some pixels at a time, which the threads claim: ``counter`` is of pieces of ``step`` pixels
(``claims``), and a sum has a row of its result for each piece.
"""

import numpy

from chainer_accel.base.claims import claim
from chainer_accel.base.compiled import inner_fused, outer
from chainer_accel.base.together import lead, outline
from chainer_accel.base.vectors import fill


@inner_fused
def _moments(me, counter, step, x, means, squares):
    """Fill a piece's row with means, and with sums of squares around them, of each channel."""
    piece = claim(counter)
    while piece * step < len(x):
        mean, square = means[piece], squares[piece]
        first, last = piece * step, min(len(x), (piece + 1) * step)
        fill(mean, 0, len(mean), 0)
        fill(square, 0, len(mean), 0)
        for p in range(first, last):
            row = x[p]
            for k in range(len(mean)):
                mean[k] += row[k]
        for k in range(len(mean)):
            mean[k] /= numpy.float32(last - first)
        for p in range(first, last):
            row = x[p]
            for k in range(len(mean)):
                off = row[k] - mean[k]
                square[k] += off * off
        piece = claim(counter)


_moments_work = outline(_moments)


@outer
def moments(team, helpers, *args):
    lead(team, helpers, _moments_work(args))


@inner_fused
def _normalize(me, counter, step, x, mean, scale, beta, y):
    """Fill ``y`` with (x - mean) scale + beta."""
    first = step * claim(counter)
    while first < len(x):
        for p in range(first, min(len(x), first + step)):
            row, out = x[p], y[p]
            for k in range(len(mean)):
                out[k] = (row[k] - mean[k]) * scale[k] + beta[k]
        first = step * claim(counter)


_normalize_work = outline(_normalize)


@outer
def normalize(team, helpers, *args):
    lead(team, helpers, _normalize_work(args))


@inner_fused
def _sums(me, counter, step, x, mean, gy, products, totals):
    """Fill a piece's row with sums of (x - mean) gy and with those of gy, of each channel."""
    piece = claim(counter)
    while piece * step < len(x):
        product, total = products[piece], totals[piece]
        fill(product, 0, len(mean), 0)
        fill(total, 0, len(mean), 0)
        for p in range(piece * step, min(len(x), (piece + 1) * step)):
            row, grad = x[p], gy[p]
            for k in range(len(mean)):
                product[k] += (row[k] - mean[k]) * grad[k]
                total[k] += grad[k]
        piece = claim(counter)


_sums_work = outline(_sums)


@outer
def sums(team, helpers, *args):
    lead(team, helpers, _sums_work(args))


@inner_fused
def _gradient(me, counter, step, x, mean, gy, scale, slope, shift, gx):
    """Fill ``gx`` with gy scale + (x - mean) slope + shift."""
    first = step * claim(counter)
    while first < len(x):
        for p in range(first, min(len(x), first + step)):
            row, grad, out = x[p], gy[p], gx[p]
            for k in range(len(mean)):
                out[k] = grad[k] * scale[k] + ((row[k] - mean[k]) * slope[k] + shift[k])
        first = step * claim(counter)


_gradient_work = outline(_gradient)


@outer
def gradient(team, helpers, *args):
    lead(team, helpers, _gradient_work(args))


@inner_fused
def _totals(me, counter, step, x, sums):
    """Fill a piece's row with the sums of each channel."""
    piece = claim(counter)
    while piece * step < len(x):
        total = sums[piece]
        fill(total, 0, len(total), 0)
        for p in range(piece * step, min(len(x), (piece + 1) * step)):
            row = x[p]
            for k in range(len(total)):
                total[k] += row[k]
        piece = claim(counter)


_totals_work = outline(_totals)


@outer
def totals(team, helpers, *args):
    lead(team, helpers, _totals_work(args))
