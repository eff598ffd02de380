"""Batch normalization of float32 matrices (pixels, channels), each read once a step."""

import numba
import numpy

# Products may be added unrounded, as fused instructions do; all else is IEEE's.
_OPTIONS = {'nogil': True, 'cache': True, 'fastmath': {'contract'}}


@numba.njit(**_OPTIONS)
def moments(x, mean, squares):
    """Fill ``mean`` and the sums of squares around it, for each channel of some pixels."""
    mean[:] = 0
    squares[:] = 0
    for p in range(len(x)):
        row = x[p]
        for k in range(len(mean)):
            mean[k] += row[k]
    mean /= numpy.float32(len(x))
    for p in range(len(x)):
        row = x[p]
        for k in range(len(mean)):
            off = row[k] - mean[k]
            squares[k] += off * off


@numba.njit(**_OPTIONS)
def normalize(x, mean, scale, beta, y):
    """Fill ``y`` with (x - mean) scale + beta."""
    for p in range(len(x)):
        row, out = x[p], y[p]
        for k in range(len(mean)):
            out[k] = (row[k] - mean[k]) * scale[k] + beta[k]


@numba.njit(**_OPTIONS)
def sums(x, mean, gy, product, total):
    """Fill ``product`` with sums of (x - mean) gy, ``total`` with those of gy."""
    product[:] = 0
    total[:] = 0
    for p in range(len(x)):
        row, grad = x[p], gy[p]
        for k in range(len(mean)):
            product[k] += (row[k] - mean[k]) * grad[k]
            total[k] += grad[k]


@numba.njit(**_OPTIONS)
def gradient(x, mean, gy, scale, slope, shift, gx):
    """Fill ``gx`` with gy scale + (x - mean) slope + shift."""
    for p in range(len(x)):
        row, grad, out = x[p], gy[p], gx[p]
        for k in range(len(mean)):
            out[k] = grad[k] * scale[k] + ((row[k] - mean[k]) * slope[k] + shift[k])
