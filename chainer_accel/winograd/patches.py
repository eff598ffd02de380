"""A patch of a picture with the zeros around it, for Winograd's transforms."""

import numpy

from chainer_accel.base.compiled import inner
from chainer_accel.base.lanes import LANES, address, load, spread, store


@inner
def inside(place, y, x, size):
    """Whether the patch of ``size`` x ``size`` pixels lies in the picture, from (y, x) on."""
    return y >= 0 and x >= 0 and y + size <= place[0] and x + size <= place[1]


@inner
def find(picture, first, place, y, x, size, c, patch):
    """Where a patch can be read: in the picture, or in ``patch``, to which it is copied.

    Arguments are those of ``border``.

    Returns:
        tuple: Address; element of the patch's first pixel; elements from a row to the next, from a
        pixel to the next.
    """
    if inside(place, y, x, size):
        return address(picture), first + y * place[3] + x * place[4], place[3], place[4]
    border(picture, first, place, y, x, size, c, patch)
    return address(patch), 0, size * c, c


@inner
def border(picture, first, place, y, x, size, c, patch):
    """Copy a patch into ``patch`` (size, size, c), zeros where there is no picture.

    Args:
        picture (numpy.ndarray): Pictures (``strided.picture``).
        first (int): Element of the image's first pixel.
        place (tuple): What ``strided.picture`` tells.
        y, x (int): The patch's first row and column.
        size (int): Its rows and columns.
        c (int): Channels.
        patch (numpy.ndarray): Result.
    """
    zero = spread(numpy.float32(0))
    for j in range(size):
        for i in range(size):
            to = (j * size + i) * c
            if 0 <= y + j < place[0] and 0 <= x + i < place[1]:
                at = first + (y + j) * place[3] + (x + i) * place[4]
                for k in range(0, c, LANES):
                    store(patch, to + k, load(picture, at + k))
            else:
                for k in range(0, c, LANES):
                    store(patch, to + k, zero)
