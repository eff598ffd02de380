"""What of its pictures a classifier is shown, and how large."""

import chainer
import numpy
from chainer.training import extension

from cli.errors import UserError
from data.pictures.views import VIEWS


class Shown(chainer.dataset.Converter):
    """Converter of batches of (picture, class), pictures of all sizes.

    In training it draws from NumPy's generator, whose state is in the snapshots, in the process
    that trains: a resumed run cuts and flips as the uninterrupted one.

    Args:
        view (str): A name in :data:`data.pictures.views.VIEWS`. Squares are one array (N, 3, size,
            size); whole pictures a list of (3, H, W), each of its own proportions.
        size (int): Side in pixels: an attribute that may change between batches.
        training (bool): Squares from anywhere, half of the pictures mirrored left to right; else
            the middle, as it is.
    """

    def __init__(self, view, size, training):
        self._view, self.size, self._training = view, size, training

    def __call__(self, batch, device=None):
        for example in batch:
            if isinstance(example, UserError):
                raise example
        x = [self._seen(picture) for picture, _ in batch]
        t = numpy.array([label for _, label in batch], numpy.int32)
        # Devices send a list of arrays as they send one.
        return device.send(x if self._view == 'whole' else numpy.stack(x)), device.send(t)

    def _seen(self, picture):
        if not self._training:
            return VIEWS[self._view](picture, self.size)
        x = VIEWS[self._view](picture, self.size, numpy.random)
        return numpy.ascontiguousarray(x[:, :, ::-1]) if numpy.random.randint(2) else x


class SizeByEpoch(extension.Extension):
    """Show the pictures of each epoch in the next of some sizes, and then from the first again.

    Paper: He et al. (arXiv 1406.4729), section 2.3, multi-size training: one network, a full epoch
    with each size. The size follows from the number of the epoch alone, so that a resumed run
    needs no other memory of it.

    Args:
        shown (Shown): Converter of the training batches.
        sizes: Sides in pixels.
    """

    trigger = 1, 'epoch'

    def __init__(self, shown, sizes):
        self._shown, self._sizes = shown, tuple(sizes)

    def initialize(self, trainer):
        self(trainer)

    def __call__(self, trainer):
        self._shown.size = self._sizes[trainer.updater.epoch % len(self._sizes)]
