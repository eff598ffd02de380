"""FCN-32s with VGG's fully connected layers as convolutions, as its paper has it.

Post 000 (2017-04-30) calls this the paper's most important proposal: a fully connected layer is a
convolution over the whole map that it takes, so that it takes larger maps too, and computes once
what windows share. The FCN posts leave fc6 and fc7 out (models/fcn32s.py). Paper: Long, Shelhamer
and Darrell, CVPR 2015, sections 3.1 and 4.1; layer names of its Caffe original. With 21 classes and
width 64 it has 14,714,688 + 102,764,544 (fc6) + 16,781,312 (fc7) + 86,037 = 134,346,581 parameters
(table 1: 134 million).

The original pads pictures by 100 so that fc6 finds its cells, and crops. Here pool5 is padded, as
much as fc6 takes away: a map stays at 1/32 of the picture, whatever its size.
"""

import chainer.functions as F
import chainer.links as L

from models.parts.segmentation import Segmentation
from models.parts.upsampling import enlarge
from models.parts.vgg_blocks import VGGBlocks


class FCN32s(Segmentation, VGGBlocks):
    """Scores at 1/32 of windows of ``cells`` x ``cells`` cells, enlarged 32 times.

    Args:
        n_class (int): Number of classes, background included.
        width (int): Channels of VGG's first block, 64 in the paper. fc6 and fc7 have 64 times as
            many (4096).
        cells (int): Side of fc6's filters: that of the map that the classifier's fc6 took, 7 of
            pictures of 224 x 224. An even one sees half a cell more below and at the right.
        dropout (float): Share of the units of fc6 and fc7 dropped in training.
    """

    def __init__(self, n_class=21, width=64, cells=7, dropout=0.5):
        super(FCN32s, self).__init__(width)
        self.cells = cells
        self._dropout = dropout
        with self.init_scope():
            self.fc6 = L.Convolution2D(8 * width, 64 * width, cells)
            self.fc7 = L.Convolution2D(64 * width, 64 * width, 1)
            # Zero, as in the original: every class starts equal.
            self.score_fr = L.Convolution2D(64 * width, n_class, 1, initialW=0)

    def score(self, x, size):
        """Class scores (N, n_class) + ``size`` of pictures (N, 3, H, W)."""
        pool5 = self.pools(x)[-1]  # 1/32
        around = (self.cells - 1) // 2, self.cells // 2
        pool5 = F.pad(pool5, ((0, 0), (0, 0), around, around), 'constant')
        return enlarge(self.windows(pool5), 32, size, self.xp)  # 1/1

    def windows(self, pool5):
        """What the classifier says of every window of ``cells`` x ``cells`` cells.

        Args:
            pool5: Maps (N, 8 width, h, w), ``cells`` or more on each side.

        Returns:
            ~chainer.Variable: (N, n_class, h - cells + 1, w - cells + 1).
        """
        h = F.dropout(F.relu(self.fc6(pool5)), self._dropout)
        h = F.dropout(F.relu(self.fc7(h)), self._dropout)
        return self.score_fr(h)
