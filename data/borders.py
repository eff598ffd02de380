"""Weights that make a network learn the thin borders between cells that touch.

Ronneberger, Fischer and Brox, "U-Net" (MICCAI 2015), section 3, equation 2:

    w(x) = w_c(x) + w0 exp(-(d1(x) + d2(x))^2 / (2 sigma^2))

with d1 and d2 the distances to the nearest and to the second nearest cell, w0 10 and sigma 5
pixels. w_c, which balances the classes, is the network's ``class_weight``; here is the rest. It is
zero within cells: what is to be learnt is the membrane between them, on which the second term lies
in the paper's figure 3.
"""

import chainer
import numpy as np

from measures.cells import CELL
from measures.components import components
from measures.nearest import two_nearest

W0 = 10.0
SIGMA = 5.0

# Beyond this many sigmas the weight is below w0 / 250,000.
_REACH = 5


def border_weight(label, w0=W0, sigma=SIGMA):
    """The second term of the weight, for each pixel of a label.

    Args:
        label: int array (H, W), 0 membrane, 1 cell, -1 not counted. Cells are 4-connected.
        w0 (float): The weight where two cells would meet.
        sigma (float): How far it reaches, in pixels.

    Returns:
        float32 array (H, W), 0 to ``w0``.
    """
    label = np.asarray(label)
    _, distances = two_nearest(components(label == CELL), int(np.ceil(_REACH * sigma)))
    total = distances.sum(axis=0)
    weight = w0 * np.exp(-(total**2) / (2 * sigma**2))
    return np.where(label == 0, weight, 0).astype(np.float32)


class BorderWeighted(chainer.dataset.DatasetMixin):
    """A data set of (picture, label), and :func:`border_weight` of each label as the third.

    It is computed once for each picture, and kept.

    Args:
        dataset (~data.voc.SegmentationDataset): With 0 for membranes and 1 for cells.
        w0 (float): As of :func:`border_weight`.
    """

    pixel_bytes = 20
    """Of an example, for each of its pixels: float32 of three channels and a weight, int32."""

    def __init__(self, dataset, w0=W0):
        self._dataset = dataset
        self._w0 = w0
        self._kept = {}
        # What train.parts.batches asks for, to know how large an example may be.
        self.pair, self.scale = dataset.pair, dataset.scale

    def __len__(self):
        return len(self._dataset)

    def get_example(self, i):
        picture, label = self._dataset[i]
        if i not in self._kept:
            self._kept[i] = border_weight(label, self._w0)
        return picture, label, self._kept[i]
