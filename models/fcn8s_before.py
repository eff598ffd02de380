"""MyFcn8s: the network of the post before "revisit 1", from whose side its five points are told.

Post: "Fully Convolutional Networks by Chainer - revisit 1" (2016-07-16) lists what it changed; a
public copy of the earlier code (2016) has the sizes: pictures made 224 x 224, VGG-16's thirteen
convolutions, ``score_pool3``, ``score_pool4`` and ``score_pool5``, learnt deconvolutions (kernel,
stride, padding) 4/2/1 of p4, 8/4/2 of p5 and 16/8/4 of their sum. The post's own had batch
normalization besides.

With 21 classes and width 64 it has 14,898,318 parameters.
"""

import chainer
import chainer.functions as F
import chainer.links as L

from models.parts.segmentation import Segmentation
from models.parts.upsampling import enlarge
from models.parts.vgg_blocks import VGGBlocks

SIDE = 224
"""Of the pictures, once they were made square."""

_BLOCKS = ((1, 2), (2, 2), (3, 3), (4, 3), (5, 3))  # VGG's blocks and their convolutions


class Learnt(L.Deconvolution2D):
    """Enlarges ``factor`` times by a learnt filter of every class for every class.

    As ``chainer.links.Deconvolution2D`` of the post, but of any size: as in
    :func:`models.parts.upsampling.enlarge`, what lies past the border is dropped.
    """

    def __init__(self, n_class, factor):
        super(Learnt, self).__init__(n_class, n_class, 2 * factor, factor, factor // 2)

    def forward(self, x, size):
        """Maps (N, n_class) + ``size`` of maps at 1 / factor of it, rounded up."""
        return F.deconvolution_2d(x, self.W, self.b, self.stride, self.pad, outsize=size)


class Bilinear(chainer.Link):
    """The same by the fixed interpolation of "revisit 1"."""

    def __init__(self, n_class, factor):
        super(Bilinear, self).__init__()
        self._factor = factor

    def forward(self, x, size):
        return enlarge(x, self._factor, size, self.xp)


class MyFcn8s(Segmentation, VGGBlocks):
    """Scores at 1/8, 1/16 and 1/32, added up at 1/8 and enlarged.

    Args:
        n_class (int): Number of classes, background included.
        width (int): Channels of VGG's first block, 64 in the posts.
        side (int): Pictures are made squares of so many pixels, and what is scored is brought back
            to their size; None: any size (the post's first point).
        skips (bool): All three scores, or only that of pool5, enlarged 32 times (its third).
        normalization (bool): Batch normalization after each convolution (its fourth).
        learnt (bool): Deconvolutions are learnt, or bilinear (its fifth).
    """

    def __init__(
        self, n_class=21, width=64, side=SIDE, skips=True, normalization=True, learnt=True
    ):
        super(MyFcn8s, self).__init__(width)
        self.side = side
        self._skips = skips
        self._normalization = normalization
        grow = Learnt if learnt else Bilinear
        with self.init_scope():
            if normalization:
                for name in _convolutions():
                    channels = self['conv' + name].out_channels
                    setattr(self, 'bn' + name, L.BatchNormalization(channels))
            self.score_pool5 = L.Convolution2D(8 * width, n_class, 1)
            if skips:
                self.score_pool3 = L.Convolution2D(4 * width, n_class, 1)
                self.score_pool4 = L.Convolution2D(8 * width, n_class, 1)
                self.upsample_pool4 = grow(n_class, 2)
                self.upsample_pool5 = grow(n_class, 4)
            self.upsample_final = grow(n_class, 8 if skips else 32)

    def pools(self, x):
        """Outputs of pool3, pool4 and pool5, as :meth:`VGGBlocks.pools`, normalized if asked."""
        if not self._normalization:
            return super(MyFcn8s, self).pools(x)
        found = []
        for block, number in _BLOCKS:
            for name in _names(block, number):
                x = F.relu(self['bn' + name](self['conv' + name](x)))
            x = F.max_pooling_2d(x, 2, stride=2)
            found.append(x)
        return found[2:]

    def score(self, x, size):
        """Class scores (N, n_class) + ``size`` of pictures (N, 3, H, W)."""
        if self.side is None:
            return self._scores(x, size)
        square = self.side, self.side
        if x.shape[2:] != square:
            x = F.resize_images(x, square)
        h = self._scores(x, square)
        return h if size == square else F.resize_images(h, size)

    def _scores(self, x, size):
        pool3, pool4, pool5 = self.pools(x)
        p5 = self.score_pool5(pool5)  # 1/32
        if not self._skips:
            return self.upsample_final(p5, size)
        p3 = self.score_pool3(pool3)  # 1/8
        eighth = p3.shape[2:]
        p4 = self.upsample_pool4(self.score_pool4(pool4), eighth)
        return self.upsample_final(p3 + p4 + self.upsample_pool5(p5, eighth), size)  # 1/1


def _convolutions():
    return [name for block, number in _BLOCKS for name in _names(block, number)]


def _names(block, number):
    return ['{}_{}'.format(block, i) for i in range(1, number + 1)]
