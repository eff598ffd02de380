"""Batches of pictures of any size: made square, or filled up to the largest of them."""

import chainer
import numpy
from PIL import Image

from cli.errors import UserError
from data.pictures.picture import IGNORE
from train.parts.batches import to_device


def squares(side):
    """Converter of batches of (picture, label): resized as before "revisit 1" (2016-07-16).

    Args:
        side (int): Pixels of a side; pictures are interpolated, labels picked.
    """

    def resized(x, t):
        channels = [_resized(channel, side, Image.BILINEAR) for channel in x]
        return numpy.stack(channels), _resized(t, side, Image.NEAREST)

    return _of_batch(lambda examples: [resized(*example) for example in examples])


def filled_up():
    """Converter of batches of (picture, label): filled up by 0, which is not counted."""

    def filled(examples):
        size = numpy.max([t.shape for _, t in examples], axis=0)
        for x, t in examples:
            below, right = size - t.shape
            yield (
                numpy.pad(x, ((0, 0), (0, below), (0, right)), 'constant'),
                numpy.pad(t, ((0, below), (0, right)), 'constant', constant_values=IGNORE),
            )

    return _of_batch(lambda examples: list(filled(examples)))


def _resized(channel, side, how):
    return numpy.array(Image.fromarray(channel).resize((side, side), how))


def _of_batch(change):
    @chainer.dataset.converter()
    def convert(batch, device):
        # Of what could not be loaded, to_device tells.
        failed = any(isinstance(example, UserError) for example in batch)
        return to_device(batch if failed else change(batch), device)

    return convert
