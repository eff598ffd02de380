"""Winograd's transforms for 4x4 filters and 4x4 outputs, F(4x4, 4x4), for parts of wider filters.

A 4x4 convolution of a 7x7 patch gives 4x4 outputs with 256 products; between polynomials of
degree 6 at seven points it takes 49. The points are 0, +-5/8, +-5/4 and +-7/2, found by trying: a
point at infinity in place of one of them makes the error larger.

Arrays are flat; channels, of which there are a multiple of LANES, come last.
"""

import numpy

from chainer_accel.base.compiled import inner
from chainer_accel.base.lanes import LANES, load, spread, store
from chainer_accel.winograd.kernels import load4, store4

A, B, C = 0.625, 1.25, 3.5
_POINTS = numpy.array([0, A, -A, B, -B, C, -C])


def _taps():
    """What turns 4 taps into 7 values at the points, divided by what Lagrange asks for."""
    g = _POINTS[:, None] ** numpy.arange(4)
    for i, p in enumerate(_POINTS):
        g[i] /= numpy.prod(p - numpy.delete(_POINTS, i))
    return g


# What turns 16 taps of a filter into 49: G (x) G.
FILTER = numpy.kron(_taps(), _taps()).astype(numpy.float32)

# Of (x^2 - a^2)(x^2 - b^2) for each two of the points, and of all three.
_BC1, _BC0 = B * B + C * C, B * B * C * C
_AC1, _AC0 = A * A + C * C, A * A * C * C
_AB1, _AB0 = A * A + B * B, A * A * B * B
_ALL2 = A * A + B * B + C * C
_ALL1 = A * A * B * B + A * A * C * C + B * B * C * C
_ALL0 = A * A * B * B * C * C
_A2, _B2, _C2 = A * A, B * B, C * C
_A3, _B3, _C3 = A**3, B**3, C**3


@inner
def _input(d0, d1, d2, d3, d4, d5, d6):
    """Seven pixels at the seven points."""
    even_a = d6 - spread(_BC1) * d4 + spread(_BC0) * d2
    odd_a = spread(A) * (d5 - spread(_BC1) * d3 + spread(_BC0) * d1)
    even_b = d6 - spread(_AC1) * d4 + spread(_AC0) * d2
    odd_b = spread(B) * (d5 - spread(_AC1) * d3 + spread(_AC0) * d1)
    even_c = d6 - spread(_AB1) * d4 + spread(_AB0) * d2
    odd_c = spread(C) * (d5 - spread(_AB1) * d3 + spread(_AB0) * d1)
    return (
        d6 - spread(_ALL2) * d4 + spread(_ALL1) * d2 - spread(_ALL0) * d0,
        even_a + odd_a,
        even_a - odd_a,
        even_b + odd_b,
        even_b - odd_b,
        even_c + odd_c,
        even_c - odd_c,
    )


@inner
def _output(m0, m1, m2, m3, m4, m5, m6):
    """The values at the seven points as four outputs."""
    sum_a, sum_b, sum_c = m1 + m2, m3 + m4, m5 + m6
    off_a, off_b, off_c = m1 - m2, m3 - m4, m5 - m6
    return (
        m0 + sum_a + sum_b + sum_c,
        spread(A) * off_a + spread(B) * off_b + spread(C) * off_c,
        spread(_A2) * sum_a + spread(_B2) * sum_b + spread(_C2) * sum_c,
        spread(_A3) * off_a + spread(_B3) * off_b + spread(_C3) * off_c,
    )


@inner
def _gradient(g0, g1, g2, g3):
    """Four gradients at the seven points: the transpose of ``_output``."""
    even_a, odd_a = g0 + spread(_A2) * g2, spread(A) * g1 + spread(_A3) * g3
    even_b, odd_b = g0 + spread(_B2) * g2, spread(B) * g1 + spread(_B3) * g3
    even_c, odd_c = g0 + spread(_C2) * g2, spread(C) * g1 + spread(_C3) * g3
    return (
        g0,
        even_a + odd_a,
        even_a - odd_a,
        even_b + odd_b,
        even_b - odd_b,
        even_c + odd_c,
        even_c - odd_c,
    )


@inner
def _load7(a, at, step):
    return (
        load(a, at),
        load(a, at + step),
        load(a, at + 2 * step),
        load(a, at + 3 * step),
        load(a, at + 4 * step),
        load(a, at + 5 * step),
        load(a, at + 6 * step),
    )


@inner
def _store7(a, at, step, v):
    store(a, at, v[0])
    store(a, at + step, v[1])
    store(a, at + 2 * step, v[2])
    store(a, at + 3 * step, v[3])
    store(a, at + 4 * step, v[4])
    store(a, at + 5 * step, v[5])
    store(a, at + 6 * step, v[6])


@inner
def _store_columns(v, at, plane, t0, t1, t2, t3, t4, t5, t6):
    """Seven columns at the points, taken there along the rows too, as the 49 values."""
    down = 7 * plane
    _store7(v, at, plane, _input(t0[0], t1[0], t2[0], t3[0], t4[0], t5[0], t6[0]))
    _store7(v, at + down, plane, _input(t0[1], t1[1], t2[1], t3[1], t4[1], t5[1], t6[1]))
    _store7(v, at + 2 * down, plane, _input(t0[2], t1[2], t2[2], t3[2], t4[2], t5[2], t6[2]))
    _store7(v, at + 3 * down, plane, _input(t0[3], t1[3], t2[3], t3[3], t4[3], t5[3], t6[3]))
    _store7(v, at + 4 * down, plane, _input(t0[4], t1[4], t2[4], t3[4], t4[4], t5[4], t6[4]))
    _store7(v, at + 5 * down, plane, _input(t0[5], t1[5], t2[5], t3[5], t4[5], t5[5], t6[5]))
    _store7(v, at + 6 * down, plane, _input(t0[6], t1[6], t2[6], t3[6], t4[6], t5[6], t6[6]))


@inner
def transform_input(x, first, row, pixel, c, v, plane, at, above):
    """A patch at the 49 points, for itself and for the patch above it.

    Args:
        x (int): Address of pictures, or of a patch (``lanes.address``).
        first (int): Element of the patch's first pixel, of 7x7.
        row, pixel (int): Elements from a row to the next, from a pixel to the next.
        c (int): Channels.
        v (numpy.ndarray): Result.
        plane (int): Elements of each of the 49.
        at, above (int): Elements of it to write to, the same to both; none if below 0.
    """
    for k in range(0, c, LANES):
        i = first + k
        t0 = _input(*_load7(x, i, row))
        t1 = _input(*_load7(x, i + pixel, row))
        t2 = _input(*_load7(x, i + 2 * pixel, row))
        t3 = _input(*_load7(x, i + 3 * pixel, row))
        t4 = _input(*_load7(x, i + 4 * pixel, row))
        t5 = _input(*_load7(x, i + 5 * pixel, row))
        t6 = _input(*_load7(x, i + 6 * pixel, row))
        if at >= 0:
            _store_columns(v, at + k, plane, t0, t1, t2, t3, t4, t5, t6)
        if above >= 0:
            _store_columns(v, above + k, plane, t0, t1, t2, t3, t4, t5, t6)


@inner
def transform_gradient(x, first, row, pixel, c, v, plane, at):
    """Gradients of a patch of 4x4 outputs at the 49 points; arguments of ``transform_input``."""
    for k in range(0, c, LANES):
        i = first + k
        t0 = _gradient(*load4(x, i, row))
        t1 = _gradient(*load4(x, i + pixel, row))
        t2 = _gradient(*load4(x, i + 2 * pixel, row))
        t3 = _gradient(*load4(x, i + 3 * pixel, row))
        o, down = at + k, 7 * plane
        _store7(v, o, plane, _gradient(t0[0], t1[0], t2[0], t3[0]))
        _store7(v, o + down, plane, _gradient(t0[1], t1[1], t2[1], t3[1]))
        _store7(v, o + 2 * down, plane, _gradient(t0[2], t1[2], t2[2], t3[2]))
        _store7(v, o + 3 * down, plane, _gradient(t0[3], t1[3], t2[3], t3[3]))
        _store7(v, o + 4 * down, plane, _gradient(t0[4], t1[4], t2[4], t3[4]))
        _store7(v, o + 5 * down, plane, _gradient(t0[5], t1[5], t2[5], t3[5]))
        _store7(v, o + 6 * down, plane, _gradient(t0[6], t1[6], t2[6], t3[6]))


@inner
def transform_output(m, at, plane, c, bias, y, first, height, width, line):
    """Values at the 49 points as a patch of outputs.

    Args:
        m (numpy.ndarray): Products, those of the patch from ``m[at]`` on.
        plane (int): Elements of each of the 49.
        c (int): Channels.
        bias (numpy.ndarray): (c,).
        y (numpy.ndarray): Result, an image (rows, columns, c) somewhere in it.
        first (int): Element of the patch's first pixel in it.
        height, width (int): Rows and columns to fill, if there are not four.
        line (int): Elements of a row of the image.
    """
    for k in range(0, c, LANES):
        i, down = at + k, 7 * plane
        t0 = _output(*_load7(m, i, down))
        t1 = _output(*_load7(m, i + plane, down))
        t2 = _output(*_load7(m, i + 2 * plane, down))
        t3 = _output(*_load7(m, i + 3 * plane, down))
        t4 = _output(*_load7(m, i + 4 * plane, down))
        t5 = _output(*_load7(m, i + 5 * plane, down))
        t6 = _output(*_load7(m, i + 6 * plane, down))
        b, o = load(bias, k), first + k
        y0 = _output(t0[0], t1[0], t2[0], t3[0], t4[0], t5[0], t6[0])
        store4(y, o, c, width, b, y0)
        if height > 1:
            y1 = _output(t0[1], t1[1], t2[1], t3[1], t4[1], t5[1], t6[1])
            store4(y, o + line, c, width, b, y1)
        if height > 2:
            y2 = _output(t0[2], t1[2], t2[2], t3[2], t4[2], t5[2], t6[2])
            store4(y, o + 2 * line, c, width, b, y2)
        if height > 3:
            y3 = _output(t0[3], t1[3], t2[3], t3[3], t4[3], t5[3], t6[3])
            store4(y, o + 3 * line, c, width, b, y3)
