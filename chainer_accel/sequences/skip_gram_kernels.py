"""Negative sampling's loss and gradients, float32, a pair after the other."""

import numba
import numpy

f32 = numpy.float32


# Sums may be taken in another order, so that vector instructions can take them.
@numba.njit(nogil=True, cache=True, fastmath={'contract', 'reassoc'})
def _dot(a, b):
    total = f32(0)
    for i in range(a.shape[0]):
        total += a[i] * b[i]
    return total


@numba.njit(nogil=True, cache=True, fastmath={'contract'})
def _add(a, factor, b):
    """``a += factor * b``"""
    for i in range(a.shape[0]):
        a[i] += factor * b[i]


@numba.njit(nogil=True, cache=True)
def forward(x, W, samples, pairs, loss):
    """Loss of some pairs.

    Args:
        x (numpy.ndarray): Vectors (P, units).
        W (numpy.ndarray): Vectors of all words (V, units).
        samples (numpy.ndarray): int32 (P, K): the word itself and negative ones.
        pairs (numpy.ndarray): Which of the P are to be looked at.
        loss (numpy.ndarray): Result (P,); 0 before.
    """
    for p in pairs:
        for k in range(samples.shape[1]):
            f = _dot(x[p], W[samples[p, k]])
            if k == 0:
                f = -f
            loss[p] += max(f, f32(0)) + numpy.log1p(numpy.exp(-abs(f)))


@numba.njit(nogil=True, cache=True)
def backward(x, W, samples, pairs, gy, gx, gW):
    """Add the gradients to ``gx`` and ``gW``, given ``gy`` (P,); else as :func:`forward`."""
    one = f32(1)
    for p in pairs:
        for k in range(samples.shape[1]):
            w = samples[p, k]
            f = _dot(x[p], W[w])
            if k == 0:
                g = -gy[p] / (one + numpy.exp(f))
            else:
                g = gy[p] / (one + numpy.exp(-f))
            _add(gx[p], g, W[w])
            _add(gW[w], g, x[p])


@numba.njit(nogil=True, cache=True)
def add_rows(matrix, indexes, rows):
    """``numpy.add.at(matrix, indexes, rows)``"""
    for i in range(indexes.shape[0]):
        _add(matrix[indexes[i]], f32(1), rows[i])


@numba.njit(nogil=True, cache=True, fastmath={'reassoc'})
def _nothing(g):
    total = f32(0)
    for i in range(g.shape[0]):
        total += abs(g[i])
    return total == 0


@numba.njit(nogil=True, cache=True)
def descend(W, gW, lr, first, last):
    """``W -= lr * gW`` in some rows; those of words that were not looked up are left alone."""
    for row in range(first, last):
        if not _nothing(gW[row]):
            for i in range(W.shape[1]):
                W[row, i] -= lr * gW[row, i]
