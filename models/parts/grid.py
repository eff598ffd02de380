"""YOLO's grid: objects to the cells that answer for them, and what cells say back to boxes.

Paper: Redmon et al., "You Only Look Once" (CVPR 2016), section 2. A picture is divided into
:data:`S` x :data:`S` cells. The one that an object's centre falls into is to detect it, by one of
its :data:`B` boxes, and it has one class, whatever the box.

A cell's 5 B + n_class numbers are x, y, sqrt(w), sqrt(h) and the confidence of each box, then a
number a class. x and y are the centre, from the cell's upper left corner, in cells; w and h are
shares of the picture's sides, whose square roots are predicted: an error of a small box weighs more
than the same of a large one.
"""

import chainer
import numpy

S, B = 7, 2

NO_OBJECT = -1


def numbers(n_class):
    """How many numbers a cell has: 30 for VOC's 20 classes."""
    return 5 * B + n_class


def classes(rows, cells=S * S):
    """The number of classes of a network whose last layer has so many rows, for so many cells."""
    return rows // cells - 5 * B


def encode(boxes, labels, size):
    """What the cells are to say of the objects of a picture.

    Args:
        boxes: float array (R, 4): y_min, x_min, y_max, x_max in pixels, half-open.
        labels: int array (R,).
        size (tuple): Height and width of the picture.

    Returns:
        tuple: x, y, sqrt(w), sqrt(h) of each cell's object, float32 (S, S, 4), rows first; and its
        class, int32 (S, S), :data:`NO_OBJECT` where there is none. Of two centres in a cell, of
        which YOLO can learn one, the larger object stays: the paper doesn't say which, and its
        authors' program takes one at random.
    """
    told = numpy.zeros((S, S, 4), numpy.float32)
    classes = numpy.full((S, S), NO_OBJECT, numpy.int32)
    boxes = numpy.asarray(boxes, numpy.float64).reshape(-1, 4) / (tuple(size) * 2)
    sides = boxes[:, 2:] - boxes[:, :2]
    for i in numpy.argsort(sides.prod(axis=1), kind='mergesort'):
        centre = S * (boxes[i, :2] + boxes[i, 2:]) / 2
        row, column = numpy.minimum(centre.astype(int), S - 1)
        (y, x), (h, w) = centre - (row, column), sides[i] ** 0.5
        told[row, column] = x, y, w, h
        classes[row, column] = labels[i]
    return told, classes


def decode(cells):
    """The boxes that cells speak of, and how sure they are of what is in them.

    Args:
        cells: float32 array (N, S, S, 5 B + n_class), on any device.

    Returns:
        tuple: Boxes (N, S S B, 4): y_min, x_min, y_max, x_max as shares of the picture's sides,
        which they may leave; and scores (N, S S B, n_class), equation 1 of the paper: the
        confidence of the box times the number of the class. Both are linear, and may be below 0: a
        score is then 0, also where both are, whose product would be sure of something.
    """
    xp = chainer.backend.get_array_module(cells)
    each = cells[..., : 5 * B].reshape(cells.shape[:3] + (B, 5))
    scores = xp.maximum(each[..., 4:], 0) * xp.maximum(cells[..., None, 5 * B :], 0)
    n = len(cells)
    return corners(each[..., :4]).reshape(n, S * S * B, 4), scores.reshape(n, S * S * B, -1)


def distances(a, b):
    """How far boxes are apart: the root of the sum of squares of x, y, w and h, all in shares.

    Of the authors' program (github pjreddie/darknet, src/detection_layer.c and box.c), which takes
    the centre in shares of the picture too, and the sides themselves, not their roots.

    Args:
        a, b: float arrays (..., 4) that broadcast: x, y, sqrt(w), sqrt(h) of boxes of one cell.

    Returns:
        float array (...).
    """
    centres = ((a[..., :2] - b[..., :2]) / S) ** 2
    sides = (a[..., 2:] ** 2 - b[..., 2:] ** 2) ** 2
    return (centres + sides).sum(axis=-1) ** 0.5


def corners(told):
    """Boxes as of :func:`decode`, float32 (N, S, S, K, 4), of x, y, sqrt(w), sqrt(h)."""
    xp = chainer.backend.get_array_module(told)
    place = xp.arange(S, dtype=told.dtype)
    x = (told[..., 0] + place[:, None]) / S
    y = (told[..., 1] + place[:, None, None]) / S
    w, h = told[..., 2] ** 2, told[..., 3] ** 2
    return xp.stack([y - h / 2, x - w / 2, y + h / 2, x + w / 2], axis=-1)
