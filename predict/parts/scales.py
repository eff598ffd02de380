"""Prediction from several sizes of a picture: multi-scale inputs, and each mirrored.

Chen et al., "Rethinking Atrous Convolution for Semantic Image Segmentation" (2017), section 4
("MS" and "Flip" of its tables): the mean of the probabilities.
"""

import chainer
import chainer.functions as F
import numpy

from cli import kinds
from data.pictures.picture import shrunk, to_input, to_picture


def add_option(p):
    """Add ``--scales``; :func:`seen` takes what it holds."""
    p.add_argument(
        '--scales', type=kinds.scale, nargs='+', metavar='SCALE',
        help='show a whole picture shrunk by each of them, as it is and mirrored, and take the '
        "mean of the probabilities (default: once, at the run's --scale)",
    )  # fmt: skip


def seen(model, scales):
    """``model``, or with scales what looks at pictures in all of them."""
    return SeveralScales(model, scales) if scales else model


class SeveralScales(object):
    """Predicts as a segmentation network does, from several sizes.

    Args:
        model (~models.parts.segmentation.Segmentation): A trained network.
        scales (list): Factors of a picture's sides, above 0 and at most 1.
    """

    def __init__(self, model, scales):
        self._model = model
        self._scales = scales

    def predict(self, x):
        """Classes of the pixels of pictures.

        Args:
            x: float32 (N, 3, H, W), BGR minus the mean, not shrunk, on the CPU.

        Returns:
            numpy.ndarray: int32 (N, H, W).
        """
        return numpy.stack([self._predict(to_picture(one)) for one in x])

    def _predict(self, picture):
        size = picture.shape[:2]
        total = 0
        for scale in self._scales:
            # As in training: resized as a picture, not as numbers.
            small, _ = shrunk(picture, numpy.zeros(size, numpy.uint8), scale)
            for turn in (1, -1):  # as it is, and mirrored
                x = to_input(small[:, ::turn])[None]
                total = total + self._probabilities(x, size)[:, :, ::turn]
        return chainer.backend.CpuDevice().send(total.argmax(axis=0).astype('i'))

    def _probabilities(self, x, size):
        """Of the classes, float32 (n_class,) + ``size``, on the network's device."""
        with chainer.using_config('train', False), chainer.no_backprop_mode():
            h = self._model.score(self._model.device.send(x), x.shape[2:])
            return F.resize_images(F.softmax(h), size).array[0]
