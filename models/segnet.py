"""SegNet: VGG-16's thirteen convolutions as encoder, and their mirror image as decoder.

Posts: 002 ("SegNet") and 000 (2017-04-30). Paper: Badrinarayanan, Kendall and Cipolla,
"SegNet: A Deep Convolutional Encoder-Decoder Architecture for Image Segmentation" (PAMI 2017).
As in the posts, batch normalization stands between every convolution and its ReLU, and the
decoder puts each value where the encoder's pooling found its maximum.

The encoder's layers have VGGNet's names, so that ``copy_model`` fills them. They have no bias,
which the normalization would take out again: of VGGNet, the filters are copied. With 11 classes
and width 64 there are 29,441,419 parameters, 14,710,464 of them the encoder's filters (paper:
14.7 M).
"""

import chainer.functions as F
import chainer.links as L
from chainer.initializers import HeNormal

from models.parts.segmentation import Segmentation
from models.parts.unpooling import pool, unpool
from models.segnet_basic import convolution, normalization


class SegNet(Segmentation):
    """conv1_1 ... conv5_3 down to 1/32, conv5_3_D ... conv1_1_D up again.

    Args:
        n_class (int): Number of classes.
        width (int): Channels of the first block, 64 in the paper; the other blocks have 2, 4,
            8 and 8 times as many.
    """

    def __init__(self, n_class=11, width=64):
        super(SegNet, self).__init__()
        self.width = width
        down = 3
        with self.init_scope():
            for block in range(1, 6):
                up = width * min(2 ** (block - 1), 8)
                for name in names(block):
                    setattr(self, name, convolution(down, up, 3))
                    setattr(self, name + '_bn', normalization(up))
                    # The mirror image takes as many channels as this gives.
                    if name != 'conv1_1':
                        setattr(self, name + '_D', convolution(up, down, 3))
                        setattr(self, name + '_D_bn', normalization(down))
                    down = up
            self.conv1_1_D = L.Convolution2D(width, n_class, 3, pad=1, initialW=HeNormal())

    def score(self, x, size):
        """Class scores (N, n_class) + ``size`` of pictures (N, 3) + ``size``."""
        h, places = x, []
        for block in range(1, 6):
            for name in names(block):
                h = self._layer(name, h)
            h, place = pool(h)  # 1/2, 1/4, 1/8, 1/16, 1/32
            places.append(place)
        for block in range(5, 0, -1):
            h = unpool(h, places.pop())  # 1/16, 1/8, 1/4, 1/2, 1/1
            for name in reversed(names(block)):
                if name != 'conv1_1':
                    h = self._layer(name + '_D', h)
        return self.conv1_1_D(h)

    def _layer(self, name, h):
        return F.relu(self[name + '_bn'](self[name](h)))


def names(block):
    """VGGNet's names of the convolutions of block 1 to 5."""
    return ['conv{}_{}'.format(block, i) for i in range(1, 3 if block < 3 else 4)]
