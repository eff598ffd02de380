"""UNet: a contracting path, an expansive path, and what was seen on the way down beside it.

Posts: 000 ("Deep learning segmentation methods", 2017-04-30, section U-net) and 003 explain it.
Paper: Ronneberger, Fischer and Brox, "U-Net: Convolutional Networks for Biomedical Image
Segmentation" (MICCAI 2015). Its convolutions are not padded: 572 x 572 pixels give the scores of
the 388 x 388 in the middle. With 2 classes and width 64 there are 31,030,658 parameters.

Layers are called as in the authors' release (u-net-release-2015-10-02, phseg_v5): d0 to d4 are the
levels down, u3 to u0 those up, a to d the maps within a level. Where the release differs, this is
the paper: no ReLU after an up-convolution, and half as many channels at each, the last one too.
The paper says where the drop-out is, "at the end of the contracting path"; the release, that it is
at d3 and d4, by a half.
"""

import chainer
import chainer.functions as F
import chainer.links as L
import numpy
from chainer.initializers import HeNormal, Normal

from models.parts.segmentation import Segmentation

AROUND = 92
"""Pixels on each side of a tile that are seen, but not scored."""

# Scored at once, in pixels of a side. It bounds the memory, as the paper's 388 does; a slice of
# ISBI 2012 (512) is one tile. Of no influence on the scores.
TILE = 516

# Pictures minus their mean spread by about this; the initial weights expect 1.
_SPREAD = 60.0


class UNet(Segmentation):
    """Two 3x3 convolutions a level, at 1/1 to 1/16 and up again; sees pictures in grey.

    Args:
        n_class (int): Number of classes.
        width (int): Channels of the first level, 64 in the paper; each level down has twice as
            many.
    """

    def __init__(self, n_class=2, width=64):
        super(UNet, self).__init__()
        self.width = width
        c0, c1, c2, c3, c4 = [width * 2**level for level in range(5)]
        with self.init_scope():
            self.conv_d0a_b = convolution(1, c0)
            self.conv_d0b_c = convolution(c0, c0)
            self.conv_d1a_b = convolution(c0, c1)
            self.conv_d1b_c = convolution(c1, c1)
            self.conv_d2a_b = convolution(c1, c2)
            self.conv_d2b_c = convolution(c2, c2)
            self.conv_d3a_b = convolution(c2, c3)
            self.conv_d3b_c = convolution(c3, c3)
            self.conv_d4a_b = convolution(c3, c4)
            self.conv_d4b_c = convolution(c4, c4)

            self.upconv_d4c_u3a = up_convolution(c4, c3)
            self.conv_u3b_c = convolution(c4, c3)
            self.conv_u3c_d = convolution(c3, c3)
            self.upconv_u3d_u2a = up_convolution(c3, c2)
            self.conv_u2b_c = convolution(c3, c2)
            self.conv_u2c_d = convolution(c2, c2)
            self.upconv_u2d_u1a = up_convolution(c2, c1)
            self.conv_u1b_c = convolution(c2, c1)
            self.conv_u1c_d = convolution(c1, c1)
            self.upconv_u1d_u0a = up_convolution(c1, c0)
            self.conv_u0b_c = convolution(c1, c0)
            self.conv_u0c_d = convolution(c0, c0)

            self.conv_u0d_score = L.Convolution2D(c0, n_class, 1, initialW=HeNormal())

    def __call__(self, x, t, border=None):
        """Loss of the paper: softmax cross entropy, weighted pixel by pixel.

        Args:
            x, t: As :class:`~models.parts.segmentation.Segmentation`'s; ``x`` may bring its
                surroundings (:meth:`score`).
            border: None, or float32 (N, H, W), added to the weight of each pixel: that of its
                class (``class_weight``, else 1). The loss is still divided by the number of
                pixels that count.
        """
        if border is None:
            return super(UNet, self).__call__(x, t)
        h = self.score(x, t.shape[1:])
        weight = 1 if self.class_weight is None else self.device.send(self.class_weight)[t]
        each = F.softmax_cross_entropy(h, t, reduce='no', ignore_label=-1)
        counted = int((t != -1).sum())
        self.loss = F.sum(each * (weight + border)) / max(1, counted)
        self.accuracy = F.accuracy(h, t, ignore_label=-1)
        if counted:
            chainer.report({'loss': self.loss, 'accuracy': self.accuracy}, self)
        return self.loss

    def score(self, x, size):
        """Class scores (N, n_class) + ``size`` of pictures (N, 3) + ``size``.

        The paper's overlap-tile strategy: what lies beyond the picture is the picture mirrored.
        A picture that brings its surroundings, :data:`AROUND` pixels more on each side, is not
        mirrored; its sides must be ones that :func:`surrounded` gives.
        """
        if x.shape[2:] != tuple(size):
            return self.tile(x)
        rows, columns = [list(tiles(side)) for side in size]
        scores = [
            F.concat([self._mirrored_tile(x, row, column) for column in columns], axis=3)
            for row in rows
        ]
        return F.concat(scores, axis=2)

    def _mirrored_tile(self, x, row, column):
        (top, height), (left, width) = row, column
        ys = mirrored(top - AROUND, surrounded(height), x.shape[2])
        xs = mirrored(left - AROUND, surrounded(width), x.shape[3])
        seen = self.xp.asarray(x)[:, :, ys[:, None], xs]
        return self.tile(seen)[:, :, :height, :width]

    def tile(self, x):
        """Scores of the middle of pictures, float32 (N, n_class, H - 184, W - 184).

        Args:
            x: float32 (N, 3, H, W), BGR minus the mean; H and W ones that :func:`surrounded`
                gives, such as 572.
        """
        h = F.mean(x, axis=1, keepdims=True) * (1 / _SPREAD)
        h = F.relu(self.conv_d0a_b(h))
        d0c = F.relu(self.conv_d0b_c(h))
        h = F.max_pooling_2d(d0c, 2)  # 1/2
        h = F.relu(self.conv_d1a_b(h))
        d1c = F.relu(self.conv_d1b_c(h))
        h = F.max_pooling_2d(d1c, 2)  # 1/4
        h = F.relu(self.conv_d2a_b(h))
        d2c = F.relu(self.conv_d2b_c(h))
        h = F.max_pooling_2d(d2c, 2)  # 1/8
        h = F.relu(self.conv_d3a_b(h))
        d3c = F.dropout(F.relu(self.conv_d3b_c(h)), 0.5)
        h = F.max_pooling_2d(d3c, 2)  # 1/16
        h = F.relu(self.conv_d4a_b(h))
        h = F.dropout(F.relu(self.conv_d4b_c(h)), 0.5)

        h = copy_and_crop(self.upconv_d4c_u3a(h), d3c, 4)  # 1/8
        h = F.relu(self.conv_u3b_c(h))
        h = F.relu(self.conv_u3c_d(h))
        h = copy_and_crop(self.upconv_u3d_u2a(h), d2c, 16)  # 1/4
        h = F.relu(self.conv_u2b_c(h))
        h = F.relu(self.conv_u2c_d(h))
        h = copy_and_crop(self.upconv_u2d_u1a(h), d1c, 40)  # 1/2
        h = F.relu(self.conv_u1b_c(h))
        h = F.relu(self.conv_u1c_d(h))
        h = copy_and_crop(self.upconv_u1d_u0a(h), d0c, 88)  # 1/1
        h = F.relu(self.conv_u0b_c(h))
        h = F.relu(self.conv_u0c_d(h))
        return self.conv_u0d_score(h)


def convolution(in_channels, out_channels):
    """An unpadded 3x3 convolution; weights from N(0, sqrt(2 / N)), N the values it sums."""
    return L.Convolution2D(in_channels, out_channels, 3, initialW=HeNormal())


def up_convolution(in_channels, out_channels):
    """The paper's 2x2 up-convolution, which is learnt: each pixel becomes four."""
    # Each of the four sums one value a channel. HeNormal would count otherwise.
    initial = Normal((2.0 / in_channels) ** 0.5)
    return L.Deconvolution2D(in_channels, out_channels, 2, stride=2, initialW=initial)


def copy_and_crop(up, down, border):
    """The map from below, and beside it the one of the same level on the way down, cropped."""
    return F.concat([up, down[:, :, border:-border, border:-border]], axis=1)


def surrounded(length):
    """The least side of a picture that gives scores for ``length`` pixels: 388 -> 572.

    They are 188, 204, 220, ...: each pooling must meet an even side. The scores are those of
    ``surrounded(length) - 184`` pixels, ``length`` or more.
    """
    lowest = max(8, -(-(length + 124) // 16))  # the side at 1/16
    return 16 * lowest + 60


def tiles(length):
    """Beginnings and lengths of the tiles that cover a side."""
    # At multiples of 16, each pixel meets the poolings as in one large picture.
    step = TILE - TILE % 16
    return [(start, min(step, length - start)) for start in range(0, length, step)]


def mirrored(start, number, length):
    """Places in a side of ``length`` pixels that ``number`` places from ``start`` on mirror.

    Returns:
        numpy.ndarray: int64 (number,), 0 to ``length - 1``. The outermost pixel occurs once.
    """
    period = max(1, 2 * (length - 1))
    places = numpy.arange(start, start + number) % period
    return numpy.minimum(places, period - places) if length > 1 else 0 * places
