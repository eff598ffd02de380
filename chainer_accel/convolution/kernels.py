"""The three products of a float32 convolution by columns, as loops over what the threads claim."""

import numpy

from chainer_accel.base.claims import claim
from chainer_accel.base.compiled import inner, outer
from chainer_accel.base.lanes import copy
from chainer_accel.base.together import lead, outline
from chainer_accel.base.vectors import add_product, fill


@inner
def _columns(picture, place, geo, c, width, block, columns):
    """Fill the vector ``columns``, pixels times kh kw C, with what a block's outputs see.

    Args:
        picture (numpy.ndarray), place (tuple): Pictures (``strided.picture``).
        geo (tuple): kh, kw, sy, sx, dy, dx.
        c (int): Channels.
        width (int): Output columns.
        block (numpy.ndarray): n0, n1, r0, r1 (``columns.Block``).
    """
    height, wide, image, row, pixel, top, left = place
    kh, kw, sy, sx, dy, dx = geo
    # The taps of a row of the filter are side by side in the picture.
    dense = dx == 1 and pixel == c
    to = 0
    for n in range(block[0], block[1]):
        for r in range(block[2], block[3]):
            for q in range(width):
                x = q * sx - left
                for j in range(kh):
                    y = r * sy - top + j * dy
                    at = n * image + y * row + x * pixel
                    if dense and 0 <= y < height and x >= 0 and x + kw <= wide:
                        copy(picture, at, columns, to, kw * c)
                        to += kw * c
                        continue
                    for i in range(kw):
                        if 0 <= y < height and 0 <= x + i * dx < wide:
                            copy(picture, at + i * dx * pixel, columns, to, c)
                        else:
                            fill(columns, to, to + c, 0)
                        to += c


@inner
def _matrix(memory, rows, columns):
    return memory[: rows * columns].reshape(rows, columns)


@inner
def _product(a, weights, out):
    """``a`` times weights: the first of the two, or where it is empty the second one turned."""
    straight, turned = weights
    if len(straight):
        numpy.dot(a, straight, out)
    else:
        numpy.dot(a, turned.T, out)


@inner
def _convolve(me, counter, blocks, picture, place, geo, size, taps, weights, bias, columns, y):
    """Convolution of some blocks.

    Args:
        counter (numpy.ndarray): Of the blocks (``claims``).
        blocks (numpy.ndarray): (N, 4), as above.
        size (tuple): Output rows and columns.
        taps (int): kh kw C.
        weights (tuple): Matrix (taps, O) or empty, matrix (O, taps) or empty.
        bias (numpy.ndarray): (O,), or empty.
        columns (numpy.ndarray): Memory (threads, pixels kh kw C).
        y (numpy.ndarray): Result (N height width, O).

    The others as above.
    """
    columns = columns[me]
    c = taps // (geo[0] * geo[1])
    b = claim(counter)
    while b < len(blocks):
        block = blocks[b]
        first = (block[0] * size[0] + block[2]) * size[1]
        count = (block[1] - block[0]) * (block[3] - block[2]) * size[1]
        _columns(picture, place, geo, c, size[1], block, columns)
        out = y[first : first + count]
        _product(_matrix(columns, count, taps), weights, out)
        _add(out, bias)
        b = claim(counter)


_convolve_work = outline(_convolve)


@outer
def convolve(team, helpers, *args):
    lead(team, helpers, _convolve_work(args))


@inner
def _add(out, bias):
    if len(bias):
        for p in range(len(out)):
            row = out[p]
            for k in range(len(bias)):
                row[k] += bias[k]


@inner
def _multiply(me, counter, step, x, weights, bias, y):
    """``convolve`` for one tap: x (pixels, C) times weights, ``step`` pixels at a time."""
    first = step * claim(counter)
    while first < len(x):
        last = min(len(x), first + step)
        out = y[first:last]
        _product(x[first:last], weights, out)
        _add(out, bias)
        first = step * claim(counter)


_multiply_work = outline(_multiply)


@outer
def multiply(team, helpers, *args):
    lead(team, helpers, _multiply_work(args))


@inner
def _gradient(
    me, counter, blocks, picture, place, geo, grads, grad_place, size, columns, rows, sums
):
    """Gradient for the weights, every so many blocks into one of ``sums``.

    Args:
        grads (numpy.ndarray), grad_place (tuple): Gradients of the outputs, as the pictures.
        rows (numpy.ndarray): Memory for those of a block (threads, pixels O); empty where
            ``grads`` are in one piece.
        sums (numpy.ndarray): Results (N, O, kh kw C).

    The others as above; ``columns`` is empty where there is one tap and the picture in one piece.
    """
    columns, rows = columns[me], rows[me]
    o, taps = sums.shape[1:]
    c = taps // (geo[0] * geo[1])
    product = numpy.empty(sums.shape[1:], numpy.float32)
    s = claim(counter)
    while s < len(sums):
        for b in range(s, len(blocks), len(sums)):
            block = blocks[b]
            first = (block[0] * size[0] + block[2]) * size[1]
            count = (block[1] - block[0]) * (block[3] - block[2]) * size[1]
            if len(columns):
                _columns(picture, place, geo, c, size[1], block, columns)
                seen = _matrix(columns, count, taps)
            else:
                seen = _matrix(picture[first * taps :], count, taps)
            if len(rows):
                _columns(grads, grad_place, (1, 1, 1, 1, 1, 1), o, size[1], block, rows)
                outputs = _matrix(rows, count, o)
            else:
                outputs = _matrix(grads[first * o :], count, o)
            add_product(outputs, seen, b == s, product, sums[s])
        s = claim(counter)


_gradient_work = outline(_gradient)


@outer
def gradient(team, helpers, *args):
    lead(team, helpers, _gradient_work(args))


@inner
def _spread(me, counter, x, right, bias, geo, pad, step, columns, y):
    """Deconvolution of each image: its pixels' filters, added up where they overlap.

    Args:
        counter (numpy.ndarray): Of the images (``claims``).
        x (numpy.ndarray): Images (N, h w, C).
        right (numpy.ndarray): Weights (C, kh kw O).
        geo (tuple): kh, kw, sy, sx, dy, dx.
        pad (tuple): Above and on the left; pixels of a row of ``x``.
        step (int): Pixels to take at a time.
        columns (numpy.ndarray): Memory (threads, step, kh kw O).
        y (numpy.ndarray): Result (N, height, width, O).
    """
    columns = columns[me]
    kh, kw, sy, sx, dy, dx = geo
    top, left, w = pad
    height, width, o = y.shape[1:]
    n = claim(counter)
    while n < len(x):
        image = y[n]
        fill(image.reshape(-1), 0, image.size, 0)
        for first in range(0, x.shape[1], step):
            last = min(x.shape[1], first + step)
            numpy.dot(x[n, first:last], right, columns[: last - first])
            for p in range(first, last):
                for j in range(kh):
                    row = p // w * sy - top + j * dy
                    if row < 0 or row >= height:
                        continue
                    for i in range(kw):
                        column = p % w * sx - left + i * dx
                        if 0 <= column < width:
                            at = (j * kw + i) * o
                            pixel, more = image[row, column], columns[p - first, at : at + o]
                            for k in range(o):
                                pixel[k] += more[k]
        _add(image.reshape(height * width, o), bias)
        n = claim(counter)


_spread_work = outline(_spread)


@outer
def spread(team, helpers, *args):
    lead(team, helpers, _spread_work(args))
