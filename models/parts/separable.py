"""Convolutions with batch normalization: plain, and depthwise separable.

Chollet, "Xception" (CVPR 2017): a 3x3 convolution of each channel by itself, then a 1x1 of all of
them, in place of one 3x3 of all. Chen et al., "Encoder-Decoder with Atrous Separable Convolution"
(ECCV 2018), section 3.2: the first of the two may look at every rate-th pixel (atrous separable
convolution), and is followed by a batch normalization and a ReLU of its own.
"""

import chainer
import chainer.functions as F
import chainer.links as L
from chainer.initializers import HeNormal

# Of the authors' code for Xception (deeplab/core/xception.py). Chainer's own, 2e-5, lets a channel
# that is dead in training pictures, and wakes in one that is tested, grow 200 times at each of 65
# layers: the test loss came to 1e13.
EPSILON = 1e-3


class Convolution(chainer.Chain):
    """A convolution that keeps the size, but for its stride, and batch normalization.

    Args:
        in_channels (int): Channels that come in.
        out_channels (int): Channels that go out.
        ksize (int): Side of the filter, odd.
    """

    def __init__(self, in_channels, out_channels, ksize):
        super(Convolution, self).__init__()
        with self.init_scope():
            self.conv = unbiased(in_channels, out_channels, ksize)
            self.bn = L.BatchNormalization(out_channels, eps=EPSILON)

    def forward(self, x, stride=1):
        """(N, in_channels, H, W) to (N, out_channels, ceil(H / stride), ceil(W / stride))."""
        return self.bn(F.convolution_2d(x, self.conv.W, None, stride, self.conv.pad))


class SeparableConvolution(chainer.Chain):
    """3x3 of each channel, batch normalization, ReLU, 1x1 of all of them, batch normalization.

    Args:
        in_channels (int): Channels that come in.
        out_channels (int): Channels that go out.
    """

    def __init__(self, in_channels, out_channels):
        super(SeparableConvolution, self).__init__()
        with self.init_scope():
            self.depthwise = unbiased(in_channels, in_channels, 3, in_channels)
            self.depthwise_bn = L.BatchNormalization(in_channels, eps=EPSILON)
            self.pointwise = unbiased(in_channels, out_channels, 1)
            self.pointwise_bn = L.BatchNormalization(out_channels, eps=EPSILON)

    def forward(self, x, stride=1, rate=1):
        """As :class:`Convolution`; the 3x3 looks at every ``rate``-th pixel."""
        W = self.depthwise.W
        h = F.convolution_2d(x, W, None, stride, rate, dilate=rate, groups=len(W))
        h = F.relu(self.depthwise_bn(h))
        return self.pointwise_bn(self.pointwise(h))


def unbiased(in_channels, out_channels, ksize, groups=1):
    """A convolution for a batch normalization to follow, which would take its bias out again."""
    return L.Convolution2D(
        in_channels, out_channels, ksize, pad=ksize // 2, nobias=True, initialW=HeNormal(),
        groups=groups,
    )  # fmt: skip
