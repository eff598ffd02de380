"""An object in a picture and its box: one convention, whatever a file counts from.

A box is ``(y_min, x_min, y_max, x_max)`` in pixels from the upper left corner of the picture,
half-open: pixels y_min to y_max - 1 lie in it, so that its height is y_max - y_min and the whole of
a picture is (0, 0, H, W). The order is ChainerCV's.

VOC's files count from 1 and mean both ends: their xmin becomes xmin - 1, their xmax stays.
(ChainerCV takes one from all four, and its boxes are a pixel less wide and high.) Areas and
overlaps are then those of VOC's development kit without its ``+ 1``.
"""

import collections
import math

from cli.errors import UserError

Object = collections.namedtuple('Object', 'name box difficult truncated where')
Object.__doc__ = """What a file says of one object.

Attributes:
    name (str): Its class.
    box (tuple): Four floats, see :mod:`data.folders.objects`.
    difficult (bool): VOC's mark of objects that measures leave out.
    truncated (bool): More of it lies outside of the picture.
    where (str): File and place in it, for messages.
"""

_OUT = 1  # pixels that a tool which counts otherwise than VOC may be beyond the picture


def number(text, where):
    """The number that a text of a file is.

    Raises:
        UserError: It is none, or NaN or infinity.
    """
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise UserError('{}: {!r} is no number'.format(where, text))
    return value


def half_open(x_min, y_min, x_max, y_max, where):
    """The box of VOC's four numbers, counted from 1 and both ends meant.

    Raises:
        UserError: An end lies before its beginning.
    """
    for low, high, axis in ((x_min, x_max, 'x'), (y_min, y_max, 'y')):
        if high < low:
            raise UserError(
                '{}: its box ends before it begins, at {} {:g} and {:g}: xmin ymin xmax ymax are '
                'wanted, not width and height'.format(where, axis, low, high)
            )
    return y_min - 1, x_min - 1, y_max, x_max


def inside(object_, size, picture):
    """The box of an object, cut at the edges of its picture.

    Tools that count from 0, or write fractions, are up to a pixel beyond them.

    Args:
        object_ (Object): The object.
        size (tuple): Height and width of the picture.
        picture (str): Its path, for the message.

    Raises:
        UserError: It is further out, or nothing is left of it.
    """
    y_min, x_min, y_max, x_max = object_.box
    height, width = size
    cut = max(y_min, 0.0), max(x_min, 0.0), min(y_max, float(height)), min(x_max, float(width))
    out = max(abs(a - b) for a, b in zip(cut, object_.box))
    if out > _OUT or cut[0] >= cut[2] or cut[1] >= cut[3]:
        raise UserError(
            '{}: its box, x {:g} to {:g} and y {:g} to {:g}, lies outside of {}, which is {} x {} '
            'pixels'.format(
                object_.where, x_min + 1, x_max, y_min + 1, y_max, picture, width, height
            )
        )
    return cut
