"""Prediction from several views of a picture: the mean of their probabilities.

Several sizes, each mirrored besides: Chen et al., "Rethinking Atrous Convolution for Semantic Image
Segmentation" (2017), section 4 ("MS" and "Flip" of its tables). Turned: Ronneberger, Fischer and
Brox, "U-Net" (2015), section 4, whose figures are the mean of seven turned versions.
"""

import chainer
import chainer.functions as F
import numpy

from cli import kinds
from data.pictures.picture import shrunk, to_input, to_picture

AS_IT_IS, MIRRORED = (0, 1), (0, -1)
EIGHT = [(quarters, step) for quarters in range(4) for step in (1, -1)]
"""The ways that a square can lie: quarter turns, and the step by which columns are read."""


def add_turns(p):
    """Add ``--turns``; :func:`seen` takes what it holds."""
    p.add_argument(
        '--turns', action='store_true',
        help='show a picture in all eight ways that it can lie, turned and mirrored, and take the '
        'mean of the probabilities',
    )  # fmt: skip


def add_scales(p):
    """Add ``--scales``; :func:`seen` takes what it holds."""
    p.add_argument(
        '--scales', type=kinds.scale, nargs='+', metavar='SCALE',
        help='show a whole picture shrunk by each of them, as it is and mirrored, and take the '
        "mean of the probabilities (default: once, at the run's --scale)",
    )  # fmt: skip


def seen(model, scales, turns=False):
    """``model``, or with scales or turns what looks at pictures in all of them."""
    if not (scales or turns):
        return model
    return SeveralViews(model, scales or [1], EIGHT if turns else [AS_IT_IS, MIRRORED])


class SeveralViews(object):
    """Predicts as a segmentation network does, from several views.

    Args:
        model (~models.parts.segmentation.Segmentation): A trained network.
        scales (list): Factors of a picture's sides, above 0 and at most 1.
        lies (list): Of :data:`EIGHT`, those that it is shown in.
    """

    def __init__(self, model, scales, lies):
        self._model = model
        self._scales = scales
        self._lies = lies

    def predict(self, x):
        """Classes of the pixels of pictures.

        Args:
            x: float32 (N, 3, H, W), BGR minus the mean, on the CPU; with scales not shrunk yet.

        Returns:
            numpy.ndarray: int32 (N, H, W).
        """
        return numpy.stack([self._predict(to_picture(one)) for one in x])

    def _predict(self, picture):
        size = picture.shape[:2]
        xp = self._model.xp
        total = 0
        for scale in self._scales:
            # As in training: resized as a picture, not as numbers.
            small, _ = shrunk(picture, numpy.zeros(size, numpy.uint8), scale)
            for quarters, step in self._lies:
                lying = numpy.rot90(small[:, ::step], quarters)
                found = xp.rot90(self._probabilities(to_input(lying)[None]), -quarters, (1, 2))
                total = total + F.resize_images(found[None, :, :, ::step], size).array[0]
        return chainer.backend.CpuDevice().send(total.argmax(axis=0).astype('i'))

    def _probabilities(self, x):
        """Of the classes, float32 (n_class, H, W), on the network's device."""
        with chainer.using_config('train', False), chainer.no_backprop_mode():
            h = self._model.score(self._model.device.send(x), x.shape[2:])
            return F.softmax(h).array[0]
