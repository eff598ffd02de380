"""2D max pooling and un-pooling of flat float32 arrays, channels last.

The channels of a pixel are taken as slices of their own, and taps as int32: only so does the
compiler take eight of them at once.
"""

import numpy

from chainer_accel.base.claims import claim
from chainer_accel.base.compiled import inner, outer
from chainer_accel.base.together import lead, outline
from chainer_accel.base.vectors import fill


@inner
def _forward(me, counter, x, in_size, c, window, y, indexes, out_size, count):
    """Fill the output.

    Args:
        counter (numpy.ndarray): Of its rows, through all images (``claims``).
        x (numpy.ndarray): Images (N, height, width, c).
        in_size (tuple): (height, width).
        c (int): Channels.
        window (tuple): (kh, kw, sy, sx, ph, pw).
        y (numpy.ndarray): Result (N, rows, columns, c).
        indexes (numpy.ndarray): int32, as large: which tap of the window it was.
        out_size (tuple): (rows, columns).
        count (int): Rows of all images.
    """
    height, width = in_size
    kh, kw, sy, sx, ph, pw = window
    rows, columns = out_size
    row = claim(counter)
    while row < count:
        image = row // rows
        top = (row - image * rows) * sy - ph
        for column in range(columns):
            o = (row * columns + column) * c
            y_pixel, indexes_pixel = y[o : o + c], indexes[o : o + c]
            fill(y_pixel, 0, c, -numpy.inf)
            fill(indexes_pixel, 0, c, 0)
            left = column * sx - pw
            for j in range(max(0, -top), min(kh, height - top)):
                for i in range(max(0, -left), min(kw, width - left)):
                    at = ((image * height + top + j) * width + left + i) * c
                    x_pixel = x[at : at + c]
                    tap = numpy.int32(j * kw + i)
                    for k in range(c):
                        value, best = x_pixel[k], y_pixel[k]
                        larger = (value > best) | (value != value)
                        y_pixel[k] = value if larger else best
                        indexes_pixel[k] = tap if larger else indexes_pixel[k]
        row = claim(counter)


_forward_work = outline(_forward)


@outer
def forward(team, helpers, *args):
    lead(team, helpers, _forward_work(args))


@inner
def _backward(me, counter, gy, indexes, out_size, c, window, gx, in_size, count):
    """Fill the gradient for the input; arguments as above.

    Each pixel asks the windows that see it: no two threads write to one place.
    """
    height, width = in_size
    kh, kw, sy, sx, ph, pw = window
    rows, columns = out_size
    row = claim(counter)
    while row < count:
        image = row // height
        y = row - image * height + ph
        for column in range(width):
            x = column + pw
            at = (row * width + column) * c
            gx_pixel = gx[at : at + c]
            fill(gx_pixel, 0, c, 0)
            for r in range(max(0, (y - kh) // sy + 1), min(rows, y // sy + 1)):
                for q in range(max(0, (x - kw) // sx + 1), min(columns, x // sx + 1)):
                    tap = numpy.int32((y - r * sy) * kw + x - q * sx)
                    o = ((image * rows + r) * columns + q) * c
                    gy_pixel, indexes_pixel = gy[o : o + c], indexes[o : o + c]
                    for k in range(c):
                        gx_pixel[k] += gy_pixel[k] if indexes_pixel[k] == tap else numpy.float32(0)
        row = claim(counter)


_backward_work = outline(_backward)


@outer
def backward(team, helpers, *args):
    lead(team, helpers, _backward_work(args))


@inner
def _pick(me, counter, gy, in_size, c, window, gx, indexes, out_size, count):
    """Fill ``gx`` with the pixel of ``gy`` that each window's index names.

    Arguments as those of ``forward``, ``gy`` being the pictures; 0 for a pixel in the padding.
    """
    height, width = in_size
    kh, kw, sy, sx, ph, pw = window
    rows, columns = out_size
    row = claim(counter)
    while row < count:
        image = row // rows
        top = (row - image * rows) * sy - ph
        for column in range(columns):
            o = (row * columns + column) * c
            gx_pixel, indexes_pixel = gx[o : o + c], indexes[o : o + c]
            fill(gx_pixel, 0, c, 0)
            left = column * sx - pw
            for j in range(max(0, -top), min(kh, height - top)):
                for i in range(max(0, -left), min(kw, width - left)):
                    tap = numpy.int32(j * kw + i)
                    at = ((image * height + top + j) * width + left + i) * c
                    gy_pixel = gy[at : at + c]
                    for k in range(c):
                        gx_pixel[k] = gy_pixel[k] if indexes_pixel[k] == tap else gx_pixel[k]
        row = claim(counter)


_pick_work = outline(_pick)


@outer
def pick(team, helpers, *args):
    lead(team, helpers, _pick_work(args))
