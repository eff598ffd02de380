"""2D average pooling of flat float32 arrays, channels last; arguments are those of ``kernels``."""

import numpy

from chainer_accel.base.claims import claim
from chainer_accel.base.compiled import inner, outer
from chainer_accel.base.together import lead, outline
from chainer_accel.base.vectors import fill


@inner
def _add(total, a, at):
    """Add the pixel at ``a[at]`` to ``total``."""
    pixel = a[at : at + len(total)]
    for k in range(len(total)):
        total[k] += pixel[k]


@inner
def _divide(total, taps):
    share = numpy.float32(1) / numpy.float32(taps)
    for k in range(len(total)):
        total[k] *= share


@inner
def _means(me, counter, x, in_size, c, window, y, out_size, count):
    """Fill ``y`` with what each window has of the picture, over all its taps."""
    height, width = in_size
    kh, kw, sy, sx, ph, pw = window
    rows, columns = out_size
    row = claim(counter)
    while row < count:
        image = row // rows
        top = (row - image * rows) * sy - ph
        for column in range(columns):
            o = (row * columns + column) * c
            total = y[o : o + c]
            fill(total, 0, c, 0)
            left = column * sx - pw
            for j in range(max(0, -top), min(kh, height - top)):
                for i in range(max(0, -left), min(kw, width - left)):
                    _add(total, x, ((image * height + top + j) * width + left + i) * c)
            _divide(total, kh * kw)
        row = claim(counter)


_means_work = outline(_means)


@outer
def means(team, helpers, *args):
    lead(team, helpers, _means_work(args))


@inner
def _gradient(me, counter, gy, out_size, c, window, gx, in_size, count):
    """Fill ``gx``: each pixel asks the windows that see it."""
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
            total = gx[at : at + c]
            fill(total, 0, c, 0)
            for r in range(max(0, (y - kh) // sy + 1), min(rows, y // sy + 1)):
                for q in range(max(0, (x - kw) // sx + 1), min(columns, x // sx + 1)):
                    _add(total, gy, ((image * rows + r) * columns + q) * c)
            _divide(total, kh * kw)
        row = claim(counter)


_gradient_work = outline(_gradient)


@outer
def gradient(team, helpers, *args):
    lead(team, helpers, _gradient_work(args))
