"""Xception65: the modified Xception that DeepLabv3+ takes its features from.

Chen et al., "Encoder-Decoder with Atrous Separable Convolution" (ECCV 2018), section 3.2 and figure
4; what post 003 lists against Chollet's Xception: more layers (the middle flow is repeated 16
times instead of 8), every max pooling replaced by a separable convolution with a stride, batch
normalization and ReLU after each 3x3 of one channel.

65 convolutions with a separable one counted once, and without those of the skip connections (2 +
3 x 3 in the entry flow, 16 x 3 in the middle flow, 3 + 3 in the exit flow); 37,867,312
parameters, with a layer for ImageNet's classes 39.9 M, which timm's model card of the authors'
weights (xception65.tf_in1k) has too. As in Xception, a ReLU stands
before each separable convolution of a unit with a skip connection and behind those of the last.
"""

import chainer
import chainer.functions as F

from models.parts.separable import Convolution, SeparableConvolution

MIDDLE = 16


class Unit(chainer.Chain):
    """Three separable convolutions, and around them a skip connection: a 1x1, or the sum alone.

    Args:
        in_channels (int): Channels that come in.
        channels (tuple): Channels that each of the three gives.
        convolved (bool): Whether a 1x1 convolution is on the skip connection; without, the last
            of ``channels`` is ``in_channels``, and the stride 1.
    """

    def __init__(self, in_channels, channels, convolved=True):
        super(Unit, self).__init__()
        with self.init_scope():
            self.conv1 = SeparableConvolution(in_channels, channels[0])
            self.conv2 = SeparableConvolution(channels[0], channels[1])
            self.conv3 = SeparableConvolution(channels[1], channels[2])
            if convolved:
                self.skip = Convolution(in_channels, channels[2], 1)

    def first_two(self, x, rate=1):
        """What the first two convolutions make of ``x``, not made smaller yet."""
        h = self.conv1(F.relu(x), rate=rate)
        return self.conv2(F.relu(h), rate=rate)

    def last(self, x, h, stride=1, rate=1):
        """The unit's output from its input and ``first_two`` of that."""
        h = self.conv3(F.relu(h), stride, rate)
        return h + (self.skip(x, stride) if hasattr(self, 'skip') else x)

    def forward(self, x, stride=1, rate=1):
        return self.last(x, self.first_two(x, rate), stride, rate)


class Xception65(chainer.Chain):
    """Features at 1/16 or 1/8 with the same weights, and some at 1/4.

    Args:
        n (function): Channels of a layer from those of the paper.

    Attributes:
        low_channels, channels (int): What the features at 1/4 and the others have.
    """

    def __init__(self, n):
        super(Xception65, self).__init__()
        self.low_channels, self.channels = n(256), n(2048)
        with self.init_scope():
            self.entry_conv1 = Convolution(3, n(32), 3)
            self.entry_conv2 = Convolution(n(32), n(64), 3)
            self.entry1 = Unit(n(64), (n(128),) * 3)
            self.entry2 = Unit(n(128), (n(256),) * 3)
            self.entry3 = Unit(n(256), (n(728),) * 3)
            self.middle = chainer.ChainList(
                *[Unit(n(728), (n(728),) * 3, convolved=False) for _ in range(MIDDLE)]
            )
            self.exit1 = Unit(n(728), (n(728), n(1024), n(1024)))
            self.exit2 = chainer.ChainList(
                SeparableConvolution(n(1024), n(1536)),
                SeparableConvolution(n(1536), n(1536)),
                SeparableConvolution(n(1536), n(2048)),
            )

    def forward(self, x, output_stride=16):
        """Features of pictures.

        At 8, the last stride is left out and all behind it sees every second pixel: at every
        second pixel of the result stands what 16 gives (Chen et al. 2017, "Rethinking Atrous
        Convolution", section 3.1).

        Args:
            x: float32 (N, 3, H, W).
            output_stride (int): 16 or 8.

        Returns:
            tuple: Variables (N, low_channels, H / 4, W / 4) and (N, channels, H / output_stride, W
            / output_stride), rounded up: what the second separable convolution of ``entry2`` gives
            (for the decoder), and what the last one does.
        """
        rate = 16 // output_stride
        h = F.relu(self.entry_conv1(x, 2))  # 1/2
        h = F.relu(self.entry_conv2(h))
        h = self.entry1(h, 2)  # 1/4
        low = self.entry2.first_two(h)
        h = self.entry2.last(h, low, 2)  # 1/8
        h = self.entry3(h, 2 // rate)  # 1/16, or still 1/8
        for unit in self.middle:
            h = unit(h, rate=rate)
        # In ImageNet's network with a stride of 2, which is taken from the pixels of what follows.
        h = self.exit1(h, rate=rate)
        for separable in self.exit2:
            h = F.relu(separable(h, rate=2 * rate))
        return low, h
