"""Pictures of any size for networks whose strides divide only some."""

import chainer.functions as F

from models.parts.segmentation import Segmentation


class AnySize(Segmentation):
    """A segmentation network that fills pictures up below and at the right.

    A network derives from it and defines ``scores``: pictures (N, channels, H, W), whose sides are
    multiples of ``stride`` plus ``rest``, to class scores (N, n_class, H, W).
    """

    stride = 8
    """Product of the strides: other sizes are filled up to a multiple of it."""

    rest = 0
    """And so many pixels more: 1 where the last cell of a map lies on the last pixel."""

    contrast = None
    """Function applied to a batch of pictures before all else (data.pictures.preprocess)."""

    def score(self, x, size):
        """Class scores (N, n_class) + ``size`` of pictures (N, channels) + ``size``."""
        if self.contrast:
            x = self.contrast(x)
        below, right = [(self.rest - side) % self.stride for side in size]
        if not (below or right):
            return self.scores(x)
        # By zeros: where contrast is normalized, or the mean subtracted, the mean of the picture.
        x = F.pad(x, ((0, 0), (0, 0), (0, below), (0, right)), 'constant')
        return self.scores(x)[:, :, : size[0], : size[1]]
