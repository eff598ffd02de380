"""From pictures with boxes to what YOLO's cells are to say of them."""

import chainer
import numpy

from cli.errors import UserError
from data.pictures import boxed
from data.pictures.picture import MEAN
from models.parts import grid
from train.parts.batches import to_device


def converter(size, moves=0, light=1, flips=False):
    """Converter of batches of a :class:`~data.detection.DetectionDataset`, for the network.

    Difficult objects are left out, as by the authors' script (darknet, scripts/voc_label.py). What
    changes at random is drawn from NumPy's generator, whose state is in the snapshots, in the
    process that trains: a resumed run sees what the uninterrupted one would have.

    Args:
        size (int): Side that pictures are warped to.
        moves (float): As ``amount`` of :func:`data.pictures.boxed.moved`; 0 as they are.
        light (float): As ``factor`` of :func:`data.pictures.boxed.lit`; 1 as they are.
        flips (bool): Flip half of the pictures, left to right.
    """

    def shown(x, boxes, labels, difficult):
        boxes, labels = boxes[~difficult], labels[~difficult]
        if moves:
            x, boxes, seen = boxed.moved(x, boxes, moves, numpy.random)
            boxes, labels = boxes[seen], labels[seen]
        x, boxes = boxed.resized(x, boxes, size)
        if flips and numpy.random.randint(2):
            x, boxes = boxed.flipped(x, boxes)
        if light > 1:
            x = boxed.lit(x, MEAN, light, numpy.random)
        return (x,) + grid.encode(boxes, labels, (size, size))

    @chainer.dataset.converter()
    def convert(batch, device):
        # Of what could not be loaded, to_device tells.
        return to_device([e if isinstance(e, UserError) else shown(*e) for e in batch], device)

    return convert
