"""Overlaps of boxes, and of several boxes around one object the surest."""

import chainer
import numpy


def overlap(a, b):
    """Intersection over union of boxes, 0 where both are empty.

    Args:
        a, b: float arrays (..., 4) that broadcast: y_min, x_min, y_max, x_max, half-open.

    Returns:
        float array (...).
    """
    xp = chainer.backend.get_array_module(a)
    low, high = xp.maximum(a[..., :2], b[..., :2]), xp.minimum(a[..., 2:], b[..., 2:])
    both = xp.maximum(high - low, 0).prod(axis=-1)
    either = _area(a) + _area(b) - both
    return both / xp.where(either > 0, either, 1)


def _area(boxes):
    return (boxes[..., 2:] - boxes[..., :2]).prod(axis=-1)


def non_maximum_suppression(boxes, scores, threshold, overlapping):
    """Objects, each with its surest box: what YOLO says of a picture.

    Class by class as post 003 and the paper (section 2.3) have it: the box with the highest score
    stays, those that overlap it too much go, and so on with the rest.

    Args:
        boxes: float array (K, 4): y_min, x_min, y_max, x_max.
        scores: float array (K, n_class).
        threshold (float): Boxes are left out whose score is not above it.
        overlapping (float): Intersection over union above which two boxes are of one object.

    Returns:
        tuple: Boxes (R, 4), classes int32 (R,) and scores (R,), the surest first. A box may be
        there for several classes.
    """
    ious = overlap(boxes[:, None], boxes)
    kept = []
    for label in numpy.flatnonzero((scores > threshold).any(axis=0)):
        column = scores[:, label]
        order = numpy.argsort(-column, kind='mergesort')
        left = order[column[order] > threshold]
        while len(left):
            kept.append((left[0], label))
            left = left[1:][ious[left[0], left[1:]] <= overlapping]
    places, labels = numpy.array(kept, dtype=numpy.int32).reshape(-1, 2).T
    order = numpy.argsort(-scores[places, labels], kind='mergesort')
    places, labels = places[order], labels[order]
    return boxes[places], labels, scores[places, labels]
