"""Filters of 3x3 taps at the 36 points of ``kernels``, and their gradients back."""

import numpy

from chainer_accel.base.claims import claim
from chainer_accel.base.compiled import inner, outer
from chainer_accel.base.lanes import LANES, load, spread, store
from chainer_accel.base.together import lead, outline
from chainer_accel.winograd.kernels import ROOT, load6, store6

# Rows of weights that a thread takes at a time.
ROWS = 8

_A0, _A1, _A2 = -2 / 3, ROOT / 3, -1 / 3
_B0, _B1, _B2 = 1 / 6, ROOT / 6, 1 / 3


@inner
def _values(g0, g1, g2):
    """Three taps at the six points, divided by what Lagrange asks for."""
    even_a, odd_a = spread(_A0) * g0 + spread(_A2) * g2, spread(_A1) * g1
    even_b, odd_b = spread(_B0) * g0 + spread(_B2) * g2, spread(_B1) * g1
    return g0, even_a - odd_a, even_a + odd_a, even_b + odd_b, even_b - odd_b, g2


@inner
def _taps(u0, u1, u2, u3, u4, u5):
    """The transpose of ``_values``."""
    sum_a, sum_b = u1 + u2, u3 + u4
    return (
        u0 + spread(_A0) * sum_a + spread(_B0) * sum_b,
        spread(_A1) * (u2 - u1) + spread(_B1) * (u3 - u4),
        spread(_A2) * sum_a + spread(_B2) * sum_b + u5,
    )


@inner
def _at_points(me, counter, W, first, steps, o, u):
    """Fill ``u`` with weights at the points.

    Args:
        counter (numpy.ndarray): Of pieces of ROWS rows (``claims``).
        W (numpy.ndarray): Weights, flat, in any order.
        first (int): Element of the first of them.
        steps (tuple): Elements from an output channel to the next, an input channel, a row of
            taps, a tap.
        o (int): Output channels.
        u (numpy.ndarray): Result (36, O or more, C).
    """
    c = u.shape[2]
    plane = u.shape[1] * c
    taps = numpy.empty(9 * c, numpy.float32)
    start = ROWS * claim(counter)
    while start < o:
        for row in range(start, min(o, start + ROWS)):
            at = first + row * steps[0]
            for k in range(c):
                for j in range(3):
                    for i in range(3):
                        tap = W[at + k * steps[1] + j * steps[2] + i * steps[3]]
                        taps[(3 * j + i) * c + k] = tap
            for k in range(0, c, LANES):
                t0 = _values(load(taps, k), load(taps, k + 3 * c), load(taps, k + 6 * c))
                i = k + c
                t1 = _values(load(taps, i), load(taps, i + 3 * c), load(taps, i + 6 * c))
                i = k + 2 * c
                t2 = _values(load(taps, i), load(taps, i + 3 * c), load(taps, i + 6 * c))
                at, down = row * c + k, 6 * plane
                store6(u, at, plane, _values(t0[0], t1[0], t2[0]))
                store6(u, at + down, plane, _values(t0[1], t1[1], t2[1]))
                store6(u, at + 2 * down, plane, _values(t0[2], t1[2], t2[2]))
                store6(u, at + 3 * down, plane, _values(t0[3], t1[3], t2[3]))
                store6(u, at + 4 * down, plane, _values(t0[4], t1[4], t2[4]))
                store6(u, at + 5 * down, plane, _values(t0[5], t1[5], t2[5]))
        start = ROWS * claim(counter)


_at_points_work = outline(_at_points)


@outer
def at_points(team, helpers, *args):
    lead(team, helpers, _at_points_work(args))


@inner
def _add_up(parts, total, at, plane):
    """The sum of all parts' 36 values for LANES weights, into ``total``."""
    for p in range(36):
        value = load(parts, at + p * plane)
        for n in range(1, len(parts)):
            value = value + load(parts, at + (36 * n + p) * plane)
        store(total, p * LANES, value)


@inner
def _from_points(me, counter, parts, gW):
    """Fill ``gW`` with the gradient of weights.

    Args:
        counter (numpy.ndarray): Of pieces of ROWS rows (``claims``).
        parts (numpy.ndarray): Its value at the points is the sum of these (N, 36, O or more, C).
        gW (numpy.ndarray): Result (O, C, 9).
    """
    o, c = gW.shape[:2]
    total = numpy.empty(36 * LANES, numpy.float32)
    taps = numpy.empty(9 * LANES, numpy.float32)
    start = ROWS * claim(counter)
    while start < o:
        for row in range(start, min(o, start + ROWS)):
            for k in range(0, c, LANES):
                _add_up(parts, total, row * c + k, parts.shape[2] * c)
                down = 6 * LANES
                t0 = _taps(*load6(total, 0, down))
                t1 = _taps(*load6(total, LANES, down))
                t2 = _taps(*load6(total, 2 * LANES, down))
                t3 = _taps(*load6(total, 3 * LANES, down))
                t4 = _taps(*load6(total, 4 * LANES, down))
                t5 = _taps(*load6(total, 5 * LANES, down))
                _store3(taps, 0, _taps(t0[0], t1[0], t2[0], t3[0], t4[0], t5[0]))
                _store3(taps, 3 * LANES, _taps(t0[1], t1[1], t2[1], t3[1], t4[1], t5[1]))
                _store3(taps, 6 * LANES, _taps(t0[2], t1[2], t2[2], t3[2], t4[2], t5[2]))
                for i in range(LANES):
                    for t in range(9):
                        gW[row, k + i, t] = taps[t * LANES + i]
        start = ROWS * claim(counter)


_from_points_work = outline(_from_points)


@outer
def from_points(team, helpers, *args):
    lead(team, helpers, _from_points_work(args))


@inner
def _store3(a, at, v):
    store(a, at, v[0])
    store(a, at + LANES, v[1])
    store(a, at + 2 * LANES, v[2])
