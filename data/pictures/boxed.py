"""A picture with boxes as YOLO is shown it: brought to one size, moved, in another light.

Redmon et al., "You Only Look Once" (CVPR 2016), section 2.2: scaled and moved at random by up to
20 % of the picture's size, exposure and saturation changed by a factor of up to 1.5 in HSV. What
that means exactly is the authors' program's (github pjreddie/darknet, src/data.c and image.c): each
edge of the picture moves by up to so much, on its own, and half of the pictures are flipped.
"""

import numpy as np
from PIL import Image

# Of the sides of what is shown, as in the authors' program: of less nothing can be learnt.
_LEAST = 0.005


def resized(x, boxes, size):
    """A picture warped to a square, and its boxes.

    Args:
        x: float32 (channels, H, W).
        boxes: float32 (R, 4): y_min, x_min, y_max, x_max in pixels.
        size (int): Side of the square.
    """
    factors = size / np.array(x.shape[1:] * 2, np.float32)
    channels = [Image.fromarray(c).resize((size, size), Image.BILINEAR) for c in x]
    return np.stack([np.asarray(c) for c in channels]), boxes * factors


def moved(x, boxes, amount, random):
    """A window of a picture, each edge moved at random, and the boxes in it.

    Args:
        x, boxes: As of :func:`resized`.
        amount (float): Share of the sides that an edge moves inwards or outwards at most.
        random (numpy.random.RandomState): Says where; or the module ``numpy.random``.

    Returns:
        tuple: The window, 0 (the mean of the pictures) where it reaches beyond the picture; the
        boxes, cut at its edges, float32 (R, 4); and bool (R,), which of them are still to be seen.
    """
    height, width = x.shape[1:]
    top, bottom = np.round(height * random.uniform(-amount, amount, 2)).astype(int)
    left, right = np.round(width * random.uniform(-amount, amount, 2)).astype(int)
    size = max(1, height - top - bottom), max(1, width - left - right)
    window = np.zeros(x.shape[:1] + size, x.dtype)
    rows, columns = [_shared(*edge) for edge in ((top, size[0], height), (left, size[1], width))]
    window[:, rows[0], columns[0]] = x[:, rows[1], columns[1]]
    boxes = boxes - np.array([top, left] * 2, np.float32)
    boxes = boxes.clip(0, np.array(size * 2, np.float32))
    seen = (boxes[:, 2:] - boxes[:, :2] >= _LEAST * np.array(size)).all(axis=1)
    return window, boxes, seen


def _shared(start, length, of_picture):
    """The places that a window and a picture share, in the window and in the picture."""
    first, last = max(start, 0), max(min(start + length, of_picture), max(start, 0))
    return slice(first - start, last - start), slice(first, last)


def flipped(x, boxes):
    """Both, left to right."""
    width = x.shape[2]
    y_min, x_min, y_max, x_max = boxes.T
    return x[:, :, ::-1], np.stack([y_min, width - x_max, y_max, width - x_min], axis=1)


def lit(x, mean, factor, random):
    """A picture as under another light: its exposure and saturation in HSV changed.

    Args:
        x: float32 (3, H, W), BGR minus ``mean``.
        mean: What was subtracted from blue, green and red.
        factor (float): Each is multiplied by up to so much, or divided.
        random: As of :func:`moved`.
    """
    exposure, saturation = _scale(factor, random), _scale(factor, random)
    mean = np.array(mean, x.dtype)[:, None, None]
    x = x + mean
    value = x.max(axis=0)
    reach = value - x.min(axis=0)
    # No saturation goes beyond 1, where the least of the colours is 0.
    saturation = np.minimum(saturation, value / np.maximum(reach, 1e-3)).astype(x.dtype)
    return np.minimum(exposure * (value - saturation * (value - x)), 255) - mean


def _scale(factor, random):
    # As often smaller as larger, as the authors draw it.
    scale = np.float32(random.uniform(1, factor))
    return scale if random.randint(2) else 1 / scale
