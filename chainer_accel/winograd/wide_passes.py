"""The steps of ``wide`` as loops over what the threads claim.

A row has one more patch than there are of outputs, its last one's neighbour: ``skip`` of them. In
memory each stands with the one below it, and beside the next pair: two pairs are a row of the
matrix, which is why there are two products, for the even patches and for the odd ones.
"""

import numpy

from chainer_accel.base.claims import claim
from chainer_accel.base.compiled import inner, outer
from chainer_accel.base.together import lead, outline
from chainer_accel.base.vectors import add_product, fill
from chainer_accel.winograd.patches import find
from chainer_accel.winograd.wide_kernels import (
    transform_gradient,
    transform_input,
    transform_output,
)


@inner
def _inputs(picture, place, skip, part, c, v):
    """Fill ``v`` (49, (patches + 2) 2 C or more) with a part's pairs of patches at the points."""
    image, first, last = part
    at = image * place[2]
    patch = numpy.empty(49 * c, numpy.float32)
    # Behind the last pair is what the last odd and even ones see beside them: not used, but it
    # must be a number.
    for k in range(49):
        fill(v[k], (last - first) * skip * 2 * c, v.shape[1], 0)
    for r in range(first, last + 1):
        y = 4 * r - place[5]
        for q in range(skip):
            x = 4 * q - place[6]
            to = ((r - first) * skip + q) * 2 * c
            own = to if r < last else -1
            above = to + c - skip * 2 * c if r > first else -1
            plane = v.shape[1]
            source, i, row, pixel = find(picture, at, place, y, x, 7, c, patch)
            transform_input(source, i, row, pixel, c, v, plane, own, above)


@inner
def _at(p, m):
    """Element of patch ``p`` in values (49, 2, patches / 2, O): even ones, then odd ones."""
    return (p % 2 * m.shape[2] + p // 2) * m.shape[3]


@inner
def _gradients(picture, place, skip, part, m):
    """Fill ``m`` with a part's gradients of outputs at the points."""
    image, first, last = part
    o, plane = m.shape[3], m.shape[1] * m.shape[2] * m.shape[3]
    at = image * place[2]
    patch = numpy.empty(16 * o, numpy.float32)
    for r in range(first, last):
        for q in range(skip):
            to = _at((r - first) * skip + q, m)
            # Beside the last patch of a row is none: zeros.
            source, i, row, pixel = find(picture, at, place, 4 * r, 4 * q, 4, o, patch)
            transform_gradient(source, i, row, pixel, o, m, plane, to)


@inner
def _outputs(m, skip, part, bias, y):
    """Outputs of a part's values at the points."""
    image, first, last = part
    height, width, o = y.shape[1:]
    plane = m.shape[1] * m.shape[2] * o
    for r in range(first, last):
        for q in range(skip - 1):
            at = _at((r - first) * skip + q, m)
            to = ((image * height + 4 * r) * width + 4 * q) * o
            high, wide = height - 4 * r, width - 4 * q
            transform_output(m, at, plane, o, bias, y, to, high, wide, width * o)


@inner
def _pairs(v, k, odd, patches, c):
    """Pairs of pairs of patches at a point: a matrix (pairs, 4 C)."""
    count = (patches + 1 - odd) // 2
    return v[k, odd * 2 * c : odd * 2 * c + count * 4 * c].reshape(count, 4 * c)


@inner
def _convolve(me, counter, parts, picture, place, skip, weights, v, m, bias, y):
    """All steps for each of some parts.

    Args:
        counter (numpy.ndarray): Of the parts (``claims``).
        parts (numpy.ndarray): Image, first and last row of patches of each.
        picture (numpy.ndarray), place (tuple): The inputs (``strided.picture``).
        skip (int): Patches of a row.
        weights (numpy.ndarray): At the points (49, 4 C, O).
        v (numpy.ndarray): Memory for the inputs (threads, 49, (patches + 2) 2 C or more).
        m (numpy.ndarray): That for the outputs (threads, 49, 2, patches / 2 or more, O).
        bias (numpy.ndarray): (O,).
        y (numpy.ndarray): Result (N, height, width, O).
    """
    v, m = v[me], m[me]
    c = weights.shape[1] // 4
    i = claim(counter)
    while i < len(parts):
        part = (parts[i, 0], parts[i, 1], parts[i, 2])
        patches = (part[2] - part[1]) * skip
        _inputs(picture, place, skip, part, c, v)
        for k in range(49):
            for odd in range(2):
                pairs = _pairs(v, k, odd, patches, c)
                numpy.dot(pairs, weights[k], m[k, odd, : len(pairs)])
        _outputs(m, skip, part, bias, y)
        i = claim(counter)


_convolve_work = outline(_convolve)


@outer
def convolve(team, helpers, *args):
    lead(team, helpers, _convolve_work(args))


@inner
def _sum_gradients(me, counter, parts, inputs, in_place, grads, grad_place, skip, v, m, sums):
    """Products of inputs and gradients at the points, every so many parts into one of ``sums``.

    Args:
        sums (numpy.ndarray): Results (N, 49, 4 C, O).

    The others as above.
    """
    v, m = v[me], m[me]
    product = numpy.empty(sums.shape[2:], numpy.float32)
    c = sums.shape[2] // 4
    s = claim(counter)
    while s < len(sums):
        for i in range(s, len(parts), len(sums)):
            part = (parts[i, 0], parts[i, 1], parts[i, 2])
            patches = (part[2] - part[1]) * skip
            _inputs(inputs, in_place, skip, part, c, v)
            _gradients(grads, grad_place, skip, part, m)
            for k in range(49):
                for odd in range(2):
                    pairs = _pairs(v, k, odd, patches, c)
                    fresh = i == s and odd == 0
                    add_product(pairs, m[k, odd, : len(pairs)], fresh, product, sums[s, k])
        s = claim(counter)


_sum_gradients_work = outline(_sum_gradients)


@outer
def sum_gradients(team, helpers, *args):
    lead(team, helpers, _sum_gradients_work(args))
