"""A float32 picture as its phases and back, channels last: ``phases`` says what they are.

Row Y of the picture is row (Y + before) // stride of phase (Y + before) % stride, columns alike.
"""

from chainer_accel.base.claims import claim
from chainer_accel.base.compiled import inner, outer
from chainer_accel.base.lanes import copy
from chainer_accel.base.together import lead, outline
from chainer_accel.base.vectors import fill


@inner
def _split(me, counter, y, shape, before, z):
    """Fill the phases, 0 where the picture has no pixel.

    Args:
        counter (numpy.ndarray): Of rows of the phases, through all images (``claims``).
        y (numpy.ndarray): Pictures (N, H, W, C), flat.
        shape (tuple): H, W, C.
        before (tuple): Vertically, horizontally.
        z (numpy.ndarray): Result (N h, w, stride, stride, C).
    """
    height, width, c = shape
    rows = z.shape[0] // (len(y) // (height * width * c))
    sy, sx = z.shape[2:4]
    flat = z.reshape(-1)
    row = claim(counter)
    while row < len(z):
        first = row // rows * height
        top = row % rows * sy - before[0]
        to = row * z.shape[1] * sy * sx * c
        for q in range(z.shape[1]):
            for j in range(sy):
                for i in range(sx):
                    x = q * sx + i - before[1]
                    if 0 <= top + j < height and 0 <= x < width:
                        copy(y, ((first + top + j) * width + x) * c, flat, to, c)
                    else:
                        fill(flat, to, to + c, 0)
                    to += c
        row = claim(counter)


_split_work = outline(_split)


@outer
def split(team, helpers, *args):
    lead(team, helpers, _split_work(args))


@inner
def _merge(me, counter, z, before, bias, rows, y):
    """Fill the picture.

    Args:
        counter (numpy.ndarray): Of its rows, through all images.
        z (numpy.ndarray): Phases (N h, w, stride, stride, C).
        before (tuple): Vertically, horizontally.
        bias (numpy.ndarray): (C,).
        rows (tuple): H, h.
        y (numpy.ndarray): Result (N H, W, C).
    """
    sy, sx = z.shape[2:4]
    row = claim(counter)
    while row < len(y):
        image, at = row // rows[0], row % rows[0] + before[0]
        r, j = image * rows[1] + at // sy, at % sy
        for x in range(y.shape[1]):
            pixel, phase = y[row, x], z[r, (x + before[1]) // sx, j, (x + before[1]) % sx]
            for k in range(len(bias)):
                pixel[k] = phase[k] + bias[k]
        row = claim(counter)


_merge_work = outline(_merge)


@outer
def merge(team, helpers, *args):
    lead(team, helpers, _merge_work(args))
