"""SegNetBasic: the small SegNet, four encoders and four decoders.

Posts: 002 ("SegNet") and 000 ("Deep learning segmentation methods", 2017-04-30) explain SegNet.
Paper: Badrinarayanan, Kendall and Cipolla, "SegNet" (PAMI 2017), section 3.2; the details are
those of its authors' repository SegNet-Tutorial, Models/segnet_basic_train.prototxt. The paper
counts 1.425 M parameters, in steps of 0.025 M; with 11 classes and width 64 there are 1,416,075.

The convolutions have no bias, which the batch normalization after them would take out again.
"""

import chainer.functions as F
import chainer.links as L
from chainer.initializers import HeNormal

from models.parts.segmentation import Segmentation
from models.parts.unpooling import pool, unpool


class SegNetBasic(Segmentation):
    """7x7 convolutions of one width, at 1/1 to 1/8 on the way down and up again.

    Args:
        n_class (int): Number of classes.
        width (int): Channels of every layer, 64 in the paper.
        normalized (bool): False: without batch normalization; a bias stands in its place.
    """

    def __init__(self, n_class=11, width=64, normalized=True):
        super(SegNetBasic, self).__init__()
        self.width = width
        with self.init_scope():
            self.conv1 = convolution(3, width, 7, normalized)
            self.conv1_bn = normalization(width, normalized)
            self.conv2 = convolution(width, width, 7, normalized)
            self.conv2_bn = normalization(width, normalized)
            self.conv3 = convolution(width, width, 7, normalized)
            self.conv3_bn = normalization(width, normalized)
            self.conv4 = convolution(width, width, 7, normalized)
            self.conv4_bn = normalization(width, normalized)

            self.conv_decode4 = convolution(width, width, 7, normalized)
            self.conv_decode4_bn = normalization(width, normalized)
            self.conv_decode3 = convolution(width, width, 7, normalized)
            self.conv_decode3_bn = normalization(width, normalized)
            self.conv_decode2 = convolution(width, width, 7, normalized)
            self.conv_decode2_bn = normalization(width, normalized)
            self.conv_decode1 = convolution(width, width, 7, normalized)
            self.conv_decode1_bn = normalization(width, normalized)

            self.conv_classifier = L.Convolution2D(width, n_class, 1, initialW=HeNormal())

    def score(self, x, size):
        """Class scores (N, n_class) + ``size`` of pictures (N, 3) + ``size``."""
        # Caffe divides alpha by the number of channels it looks at, Chainer does not; and
        # Chainer's own k is 2.
        h = F.local_response_normalization(x, n=5, k=1, alpha=1e-4 / 5, beta=0.75)
        h, place1 = pool(F.relu(self.conv1_bn(self.conv1(h))))  # 1/2
        h, place2 = pool(F.relu(self.conv2_bn(self.conv2(h))))  # 1/4
        h, place3 = pool(F.relu(self.conv3_bn(self.conv3(h))))  # 1/8
        h, place4 = pool(F.relu(self.conv4_bn(self.conv4(h))))  # 1/16
        # As in the paper, no ReLU on the way up.
        h = self.conv_decode4_bn(self.conv_decode4(unpool(h, place4)))  # 1/8
        h = self.conv_decode3_bn(self.conv_decode3(unpool(h, place3)))  # 1/4
        h = self.conv_decode2_bn(self.conv_decode2(unpool(h, place2)))  # 1/2
        h = self.conv_decode1_bn(self.conv_decode1(unpool(h, place1)))  # 1/1
        return self.conv_classifier(h)


def convolution(in_channels, out_channels, ksize, normalized=True):
    """A convolution that keeps the size, He initialised; unless normalized, with a bias."""
    return L.Convolution2D(
        in_channels, out_channels, ksize, pad=ksize // 2, nobias=normalized, initialW=HeNormal()
    )


def normalization(channels, normalized=True):
    """Batch normalization, its shift started where SegNet-Tutorial starts it; or nothing."""
    return L.BatchNormalization(channels, initial_beta=0.001) if normalized else F.identity
