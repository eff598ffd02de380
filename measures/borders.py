"""The pixels near borders between labels: what a decoder is for shows there alone.

Krähenbühl and Koltun, "Efficient Inference in Fully Connected CRFs" (NIPS 2011), section 5, count
right pixels in a narrow band around borders ("trimap"), and Chen et al. the mean IU there
(DeepLabv3+, ECCV 2018, section 4.3 and figure 5). Both take the void label along VOC's objects,
made wider. CamVid has no such line: here a border is where two neighbours' labels differ, -1 being
a label like any other, so that VOC's void lines are borders too.
"""

import numpy as np


def band(truth, width):
    """Which pixels lie within ``width`` pixels of a border.

    Args:
        truth: int array (H, W); below 0 where not to be counted.
        width (int): 1: the pixels on both sides of a border; and so on, along rows, columns or
            diagonals (a square of 2 width - 1 around each of these).

    Returns:
        bool array (H, W).
    """
    truth = np.asarray(truth)
    found = np.zeros(truth.shape, bool)
    below, right = truth[1:] != truth[:-1], truth[:, 1:] != truth[:, :-1]
    found[1:] |= below
    found[:-1] |= below
    found[:, 1:] |= right
    found[:, :-1] |= right
    for axis in 0, 1:
        found = _wider(found, width - 1, axis)
    return found


def within(truth, width):
    """``truth`` for ``confusion.count``, with -1 where a pixel is not in the :func:`band`."""
    return np.where(band(truth, width), truth, -1)


def _wider(found, reach, axis):
    """True up to ``reach`` before and behind what is true along an axis."""
    found = np.moveaxis(found, axis, 0)
    n = len(found)
    # How many are true before each place.
    before = np.zeros((n + 1,) + found.shape[1:], np.int64)
    before[1:] = np.cumsum(found, axis=0)
    places = np.arange(n)
    some = before[np.minimum(n, places + reach + 1)] > before[np.maximum(0, places - reach)]
    return np.moveaxis(some, 0, axis)
