"""Winograd's transforms for 3x3 filters and 4x4 outputs, F(4x4, 3x3): Lavin and Gray, CVPR 2016.

A 3x3 convolution of a 6x6 patch gives 4x4 outputs with 144 products; between polynomials of
degree 5 at six points it takes 36. The points here are 0, +-1/sqrt(2), +-sqrt(2) and infinity: at
float32 the error is half that of the paper's 0, +-1, +-2 (docs/accel.md).

Arrays are flat; channels, of which there are a multiple of LANES, come last.
"""

import numba
import numpy

from chainer_accel.lanes import LANES, load, spread, store

ROOT = numpy.sqrt(2)
# What turns 9 taps of a filter into 36: G (x) G.
_G = numpy.array(
    [
        [1, 0, 0],
        [-2 / 3, -ROOT / 3, -1 / 3],
        [-2 / 3, ROOT / 3, -1 / 3],
        [1 / 6, ROOT / 6, 1 / 3],
        [1 / 6, -ROOT / 6, 1 / 3],
        [0, 0, 1],
    ]
)
FILTER = numpy.kron(_G, _G).astype(numpy.float32)

_A1, _A3 = float(1 / ROOT), float(ROOT / 4)
_B1, _B3 = float(ROOT), float(2 * ROOT)


@numba.njit(nogil=True, cache=True)
def _input(d0, d1, d2, d3, d4, d5):
    """Six pixels at the six points."""
    two, half, most = spread(2.0), spread(0.5), spread(2.5)
    a, b = spread(_A1), spread(_B1)
    even_a = d4 - two * d2
    odd_a = a * d3 - b * d1
    even_b = d4 - half * d2
    odd_b = b * d3 - a * d1
    return (
        d0 - most * d2 + d4,
        even_a + odd_a,
        even_a - odd_a,
        even_b + odd_b,
        even_b - odd_b,
        d1 - most * d3 + d5,
    )


@numba.njit(nogil=True, cache=True)
def _output(m0, m1, m2, m3, m4, m5):
    """The values at the six points as four outputs."""
    sum_a, difference_a, sum_b, difference_b = m1 + m2, m1 - m2, m3 + m4, m3 - m4
    return (
        m0 + sum_a + sum_b,
        spread(_A1) * difference_a + spread(_B1) * difference_b,
        spread(0.5) * sum_a + spread(2.0) * sum_b,
        spread(_A3) * difference_a + spread(_B3) * difference_b + m5,
    )


@numba.njit(nogil=True, cache=True)
def _gradient(g0, g1, g2, g3):
    """Four gradients at the six points: the transpose of ``_output``."""
    even_a = g0 + spread(0.5) * g2
    odd_a = spread(_A1) * g1 + spread(_A3) * g3
    even_b = g0 + spread(2.0) * g2
    odd_b = spread(_B1) * g1 + spread(_B3) * g3
    return g0, even_a + odd_a, even_a - odd_a, even_b + odd_b, even_b - odd_b, g3


@numba.njit(nogil=True, cache=True)
def _load6(a, at, step):
    return (
        load(a, at),
        load(a, at + step),
        load(a, at + 2 * step),
        load(a, at + 3 * step),
        load(a, at + 4 * step),
        load(a, at + 5 * step),
    )


@numba.njit(nogil=True, cache=True)
def _store6(a, at, step, v):
    store(a, at, v[0])
    store(a, at + step, v[1])
    store(a, at + 2 * step, v[2])
    store(a, at + 3 * step, v[3])
    store(a, at + 4 * step, v[4])
    store(a, at + 5 * step, v[5])


@numba.njit(nogil=True, cache=True)
def transform_input(tile, row, rows, cols, c, v, at, plane):
    """Patches at the 36 points.

    Args:
        tile (numpy.ndarray): Padded picture (4 rows + 2, 4 cols + 2, c).
        row (int): Elements of a row of it.
        rows, cols (int): Number of patches.
        c (int): Channels.
        v (numpy.ndarray): Result (36, patches, c).
        at (int): Element of the first of these patches in it.
        plane (int): Elements of each of the 36.
    """
    for r in range(rows):
        for q in range(cols):
            for k in range(0, c, LANES):
                i = 4 * r * row + 4 * q * c + k
                t0 = _input(*_load6(tile, i, row))
                t1 = _input(*_load6(tile, i + c, row))
                t2 = _input(*_load6(tile, i + 2 * c, row))
                t3 = _input(*_load6(tile, i + 3 * c, row))
                t4 = _input(*_load6(tile, i + 4 * c, row))
                t5 = _input(*_load6(tile, i + 5 * c, row))
                o = at + (r * cols + q) * c + k
                _store6(v, o, plane, _input(t0[0], t1[0], t2[0], t3[0], t4[0], t5[0]))
                o += 6 * plane
                _store6(v, o, plane, _input(t0[1], t1[1], t2[1], t3[1], t4[1], t5[1]))
                o += 6 * plane
                _store6(v, o, plane, _input(t0[2], t1[2], t2[2], t3[2], t4[2], t5[2]))
                o += 6 * plane
                _store6(v, o, plane, _input(t0[3], t1[3], t2[3], t3[3], t4[3], t5[3]))
                o += 6 * plane
                _store6(v, o, plane, _input(t0[4], t1[4], t2[4], t3[4], t4[4], t5[4]))
                o += 6 * plane
                _store6(v, o, plane, _input(t0[5], t1[5], t2[5], t3[5], t4[5], t5[5]))


@numba.njit(nogil=True, cache=True)
def store4(a, at, step, count, bias, v):
    """The first ``count`` of four outputs, with their bias."""
    store(a, at, v[0] + bias)
    if count > 1:
        store(a, at + step, v[1] + bias)
    if count > 2:
        store(a, at + 2 * step, v[2] + bias)
    if count > 3:
        store(a, at + 3 * step, v[3] + bias)


@numba.njit(nogil=True, cache=True)
def transform_output(m, at, plane, rows, cols, c, bias, y, first, height, width):
    """Values at the 36 points as outputs.

    Args:
        m (numpy.ndarray): Products (36, patches, c).
        at (int): Element of the first of these patches in it.
        plane (int): Elements of each of the 36.
        rows, cols (int): Number of patches.
        c (int): Channels.
        bias (numpy.ndarray): (c,).
        y (numpy.ndarray): Result, an image (height, width, c) somewhere in it.
        first (int): Element of its first pixel to be filled, at the left border.
        height, width (int): Rows to fill, and columns.
    """
    for r in range(rows):
        for q in range(cols):
            for k in range(0, c, LANES):
                i = at + (r * cols + q) * c + k
                down = 6 * plane
                t0 = _output(*_load6(m, i, down))
                t1 = _output(*_load6(m, i + plane, down))
                t2 = _output(*_load6(m, i + 2 * plane, down))
                t3 = _output(*_load6(m, i + 3 * plane, down))
                t4 = _output(*_load6(m, i + 4 * plane, down))
                t5 = _output(*_load6(m, i + 5 * plane, down))
                b = load(bias, k)
                o = first + (4 * r * width + 4 * q) * c + k
                high = height - 4 * r
                wide = width - 4 * q
                store4(y, o, c, wide, b, _output(t0[0], t1[0], t2[0], t3[0], t4[0], t5[0]))
                if high > 1:
                    o += width * c
                    store4(y, o, c, wide, b, _output(t0[1], t1[1], t2[1], t3[1], t4[1], t5[1]))
                if high > 2:
                    o += width * c
                    store4(y, o, c, wide, b, _output(t0[2], t1[2], t2[2], t3[2], t4[2], t5[2]))
                if high > 3:
                    o += width * c
                    store4(y, o, c, wide, b, _output(t0[3], t1[3], t2[3], t3[3], t4[3], t5[3]))


@numba.njit(nogil=True, cache=True)
def _column4(a, at, step):
    return _gradient(
        load(a, at), load(a, at + step), load(a, at + 2 * step), load(a, at + 3 * step)
    )


@numba.njit(nogil=True, cache=True)
def transform_gradient(tile, row, rows, cols, c, v, at, plane):
    """Gradients of the outputs at the 36 points: ``transform_input`` for (4 rows, 4 cols, c)."""
    for r in range(rows):
        for q in range(cols):
            for k in range(0, c, LANES):
                i = 4 * r * row + 4 * q * c + k
                t0 = _column4(tile, i, row)
                t1 = _column4(tile, i + c, row)
                t2 = _column4(tile, i + 2 * c, row)
                t3 = _column4(tile, i + 3 * c, row)
                o = at + (r * cols + q) * c + k
                _store6(v, o, plane, _gradient(t0[0], t1[0], t2[0], t3[0]))
                o += 6 * plane
                _store6(v, o, plane, _gradient(t0[1], t1[1], t2[1], t3[1]))
                o += 6 * plane
                _store6(v, o, plane, _gradient(t0[2], t1[2], t2[2], t3[2]))
                o += 6 * plane
                _store6(v, o, plane, _gradient(t0[3], t1[3], t2[3], t3[3]))
                o += 6 * plane
                _store6(v, o, plane, _gradient(t0[4], t1[4], t2[4], t3[4]))
                o += 6 * plane
                _store6(v, o, plane, _gradient(t0[5], t1[5], t2[5], t3[5]))
