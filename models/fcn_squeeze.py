"""FCN: the SqueezeNet FCN of the segmentation study (post 001), for pictures of any size.

Post: "機械学習のお勉強(セグメンテーション)"; its code is chapter 6 of the book
https://github.com/ghmagazine/chainerbook. Eight fire modules, scores at three depths put
side by side by ``concat``, and three deconvolutions that are learnt. Papers: Iandola et
al., "SqueezeNet" (2016), for the fire module; Yu and Koltun, "Multi-Scale Context
Aggregation by Dilated Convolutions" (ICLR 2016), for the last one.

``FCN`` is what the post prints: its last module takes every second pixel, in place of a
third pooling. ``FCNPooled`` is the book's other file, with the pooling that the post
commented out. With 11 classes they have 757,672 and 763,480 parameters: the same
layers but for ``upsample_pool9``, which enlarges twice or four times.
"""

import chainer
import chainer.functions as F
import chainer.links as L
import numpy

from models.parts.any_size import AnySize
from models.parts.upsampling import bilinear_filter

N_CONVOLUTIONS = 29  # conv1, eight times three, three scores, add_layer


class Fire(chainer.Chain):
    """Squeeze to ``s1`` channels, then expand by 1x1 and by 3x3; the size stays.

    Args:
        in_size (int): Channels that come in.
        s1, e1, e3 (int): Channels squeezed to, and of each expansion.
    """

    def __init__(self, in_size, s1, e1, e3):
        super(Fire, self).__init__()
        with self.init_scope():
            self.conv1 = L.Convolution2D(in_size, s1, 1)
            self.conv2 = L.Convolution2D(s1, e1, 1)
            self.conv3 = L.Convolution2D(s1, e3, 3, pad=1)

    def __call__(self, x):
        h = F.elu(self.conv1(x))
        h_1 = self.conv2(h)
        h_3 = self.conv3(h)
        return F.elu(F.concat([h_1, h_3], axis=1))


class FireDilated(Fire):
    """Fire whose 3x3 takes every second pixel of 5x5."""

    def __init__(self, in_size, s1, e1, e3):
        super(Fire, self).__init__()
        with self.init_scope():
            self.conv1 = L.DilatedConvolution2D(in_size, s1, 1)
            self.conv2 = L.DilatedConvolution2D(s1, e1, 1)
            self.conv3 = L.DilatedConvolution2D(s1, e3, 3, pad=2, dilate=2)


def deconvolution(n_class, ksize, stride, pad):
    """A deconvolution that is learnt and starts as bilinear enlargement of every class's map.

    As the upsampling of Long et al. (CVPR 2015, section 4.3) starts; the post leaves it to chance.
    """
    rest = (ksize - 2 * stride) // 2
    w = numpy.zeros((n_class, n_class, ksize, ksize), numpy.float32)
    w[range(n_class), range(n_class)] = numpy.pad(bilinear_filter(stride), rest, 'constant')
    return L.Deconvolution2D(n_class, n_class, ksize, stride=stride, pad=pad, initialW=w)


class FCN(AnySize):
    """Scores at 1/4 and twice at 1/8, enlarged by learnt deconvolutions.

    Args:
        n_class (int): Number of classes.
        width (int): Channels of ``conv1``, 96 in the post; the others in proportion.
        in_ch (int): Channels of the pictures.
    """

    last_fire = FireDilated

    def __init__(self, n_class=21, width=96, in_ch=3):
        super(FCN, self).__init__()
        self.width = width

        def n(channels):
            return max(1, channels * width // 96)

        with self.init_scope():
            self.conv1 = L.Convolution2D(in_ch, width, 7, stride=2, pad=3)
            self.fire2 = Fire(width, n(16), n(64), n(64))
            self.fire3 = Fire(2 * n(64), n(16), n(64), n(64))
            self.fire4 = Fire(2 * n(64), n(16), n(128), n(128))
            self.fire5 = Fire(2 * n(128), n(32), n(128), n(128))
            self.fire6 = Fire(2 * n(128), n(48), n(192), n(192))
            self.fire7 = Fire(2 * n(192), n(48), n(192), n(192))
            self.fire8 = Fire(2 * n(192), n(64), n(256), n(256))
            self.fire9 = self.last_fire(2 * n(256), n(64), n(256), n(256))
            self.score_pool1 = L.Convolution2D(width, n_class, 1)
            self.score_pool4 = L.Convolution2D(2 * n(128), n_class, 1)
            self.score_pool9 = L.Convolution2D(2 * n(256), n_class, 1)
            self.add_layer = L.Convolution2D(n_class * 3, n_class, 1)
            # The padding takes away pixels in a deconvolution.
            self.upsample_pool4 = deconvolution(n_class, 4, stride=2, pad=1)
            self.upsample_pool9 = self.enlargement_of_pool9(n_class)
            self.upsample_final = deconvolution(n_class, 16, stride=4, pad=6)

    def enlargement_of_pool9(self, n_class):
        return deconvolution(n_class, 4, stride=2, pad=1)

    def scores(self, x):
        """Class scores (N, n_class, H, W) of pictures (N, in_ch, H, W)."""
        h = F.elu(self.conv1(x))  # 1/2
        h = F.max_pooling_2d(h, 3, stride=2)  # 1/4
        p1 = self.score_pool1(h)
        h = self.fire4(self.fire3(self.fire2(h)))
        h = F.max_pooling_2d(h, 3, stride=2)  # 1/8
        u4 = self.upsample_pool4(self.score_pool4(h))  # 1/4
        h = self.fire8(self.fire7(self.fire6(self.fire5(h))))
        h = self.fire9(self.before_fire9(h))
        u9 = self.upsample_pool9(self.score_pool9(h))  # 1/4
        h = self.add_layer(F.concat((p1, u4, u9), axis=1))
        return self.upsample_final(h)  # 1/1

    def before_fire9(self, h):
        return h


class FCNPooled(FCN):
    """The third pooling before the last module, which is then plain."""

    stride = 16
    last_fire = Fire

    def enlargement_of_pool9(self, n_class):
        return deconvolution(n_class, 8, stride=4, pad=2)

    def before_fire9(self, h):
        return F.max_pooling_2d(h, 3, stride=2)  # 1/16
