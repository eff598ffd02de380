"""Winograd's transforms for 3x3 filters and 4x4 outputs, F(4x4, 3x3): Lavin and Gray, CVPR 2016.

A 3x3 convolution of a 6x6 patch gives 4x4 outputs with 144 products; between polynomials of
degree 5 at six points it takes 36. The points here are 0, +-1/sqrt(2), +-sqrt(2) and infinity: at
float32 the error is half that of the paper's 0, +-1, +-2 (docs/accel.md).

Arrays are flat; channels, of which there are a multiple of LANES, come last.
"""

import math

from chainer_accel.base.compiled import inner
from chainer_accel.base.lanes import LANES, load, spread, store

ROOT = math.sqrt(2)
_A1, _A3 = 1 / ROOT, ROOT / 4
_B1, _B3 = ROOT, 2 * ROOT


@inner
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


@inner
def _output(m0, m1, m2, m3, m4, m5):
    """The values at the six points as four outputs."""
    sum_a, difference_a, sum_b, difference_b = m1 + m2, m1 - m2, m3 + m4, m3 - m4
    return (
        m0 + sum_a + sum_b,
        spread(_A1) * difference_a + spread(_B1) * difference_b,
        spread(0.5) * sum_a + spread(2.0) * sum_b,
        spread(_A3) * difference_a + spread(_B3) * difference_b + m5,
    )


@inner
def _gradient(g0, g1, g2, g3):
    """Four gradients at the six points: the transpose of ``_output``."""
    even_a = g0 + spread(0.5) * g2
    odd_a = spread(_A1) * g1 + spread(_A3) * g3
    even_b = g0 + spread(2.0) * g2
    odd_b = spread(_B1) * g1 + spread(_B3) * g3
    return g0, even_a + odd_a, even_a - odd_a, even_b + odd_b, even_b - odd_b, g3


@inner
def load4(a, at, step):
    return load(a, at), load(a, at + step), load(a, at + 2 * step), load(a, at + 3 * step)


@inner
def load6(a, at, step):
    return (
        load(a, at),
        load(a, at + step),
        load(a, at + 2 * step),
        load(a, at + 3 * step),
        load(a, at + 4 * step),
        load(a, at + 5 * step),
    )


@inner
def store6(a, at, step, v):
    store(a, at, v[0])
    store(a, at + step, v[1])
    store(a, at + 2 * step, v[2])
    store(a, at + 3 * step, v[3])
    store(a, at + 4 * step, v[4])
    store(a, at + 5 * step, v[5])


@inner
def _store36(v, at, plane, t0, t1, t2, t3, t4, t5):
    """Six columns at the points, taken there along the rows too, as the 36 values."""
    down = 6 * plane
    store6(v, at, plane, _input(t0[0], t1[0], t2[0], t3[0], t4[0], t5[0]))
    store6(v, at + down, plane, _input(t0[1], t1[1], t2[1], t3[1], t4[1], t5[1]))
    store6(v, at + 2 * down, plane, _input(t0[2], t1[2], t2[2], t3[2], t4[2], t5[2]))
    store6(v, at + 3 * down, plane, _input(t0[3], t1[3], t2[3], t3[3], t4[3], t5[3]))
    store6(v, at + 4 * down, plane, _input(t0[4], t1[4], t2[4], t3[4], t4[4], t5[4]))
    store6(v, at + 5 * down, plane, _input(t0[5], t1[5], t2[5], t3[5], t4[5], t5[5]))


@inner
def transform_input(x, first, row, pixel, c, v, at, plane):
    """A patch at the 36 points.

    Args:
        x (int): Address of pictures, or of a patch (``lanes.address``).
        first (int): Element of the patch's first pixel, of 6x6.
        row, pixel (int): Elements from a row to the next, from a pixel to the next.
        c (int): Channels.
        v (numpy.ndarray): Result (36, patches, c).
        at (int): Element of this patch in it.
        plane (int): Elements of each of the 36.
    """
    for k in range(0, c, LANES):
        i = first + k
        t0 = _input(*load6(x, i, row))
        t1 = _input(*load6(x, i + pixel, row))
        t2 = _input(*load6(x, i + 2 * pixel, row))
        t3 = _input(*load6(x, i + 3 * pixel, row))
        t4 = _input(*load6(x, i + 4 * pixel, row))
        t5 = _input(*load6(x, i + 5 * pixel, row))
        _store36(v, at + k, plane, t0, t1, t2, t3, t4, t5)


@inner
def store4(a, at, step, count, bias, v):
    """The first ``count`` of four outputs, with their bias."""
    store(a, at, v[0] + bias)
    if count > 1:
        store(a, at + step, v[1] + bias)
    if count > 2:
        store(a, at + 2 * step, v[2] + bias)
    if count > 3:
        store(a, at + 3 * step, v[3] + bias)


@inner
def transform_output(m, at, plane, cols, c, bias, y, first, height, width):
    """Values at the 36 points as outputs, of a row of patches.

    Args:
        m (numpy.ndarray): Products (36, patches, c).
        at (int): Element of the first of these patches in it.
        plane (int): Elements of each of the 36.
        cols (int): Number of patches.
        c (int): Channels.
        bias (numpy.ndarray): (c,).
        y (numpy.ndarray): Result, an image (height, width, c) somewhere in it.
        first (int): Element of its first pixel to be filled, at the left border.
        height, width (int): Rows to fill, if there are not four, and columns.
    """
    for q in range(cols):
        for k in range(0, c, LANES):
            i = at + q * c + k
            down = 6 * plane
            t0 = _output(*load6(m, i, down))
            t1 = _output(*load6(m, i + plane, down))
            t2 = _output(*load6(m, i + 2 * plane, down))
            t3 = _output(*load6(m, i + 3 * plane, down))
            t4 = _output(*load6(m, i + 4 * plane, down))
            t5 = _output(*load6(m, i + 5 * plane, down))
            b = load(bias, k)
            o = first + 4 * q * c + k
            wide = width - 4 * q
            store4(y, o, c, wide, b, _output(t0[0], t1[0], t2[0], t3[0], t4[0], t5[0]))
            if height > 1:
                o += width * c
                store4(y, o, c, wide, b, _output(t0[1], t1[1], t2[1], t3[1], t4[1], t5[1]))
            if height > 2:
                o += width * c
                store4(y, o, c, wide, b, _output(t0[2], t1[2], t2[2], t3[2], t4[2], t5[2]))
            if height > 3:
                o += width * c
                store4(y, o, c, wide, b, _output(t0[3], t1[3], t2[3], t3[3], t4[3], t5[3]))


@inner
def transform_gradient(x, first, row, pixel, c, v, at, plane):
    """Gradients of a patch of 4x4 outputs at the 36 points; arguments of ``transform_input``."""
    for k in range(0, c, LANES):
        i = first + k
        t0 = _gradient(*load4(x, i, row))
        t1 = _gradient(*load4(x, i + pixel, row))
        t2 = _gradient(*load4(x, i + 2 * pixel, row))
        t3 = _gradient(*load4(x, i + 3 * pixel, row))
        o, down = at + k, 6 * plane
        store6(v, o, plane, _gradient(t0[0], t1[0], t2[0], t3[0]))
        store6(v, o + down, plane, _gradient(t0[1], t1[1], t2[1], t3[1]))
        store6(v, o + 2 * down, plane, _gradient(t0[2], t1[2], t2[2], t3[2]))
        store6(v, o + 3 * down, plane, _gradient(t0[3], t1[3], t2[3], t3[3]))
        store6(v, o + 4 * down, plane, _gradient(t0[4], t1[4], t2[4], t3[4]))
        store6(v, o + 5 * down, plane, _gradient(t0[5], t1[5], t2[5], t3[5]))
