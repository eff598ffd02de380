"""ASPP: atrous spatial pyramid pooling, as in DeepLabv3+ and as what it is compared with.

Chen et al., "Rethinking Atrous Convolution for Semantic Image Segmentation" (2017), section 3.3:
side by side a 1x1, three 3x3 that look at every 6th, 12th and 18th pixel, and the mean of the
picture; DeepLabv3+ (section 3.1) makes the 3x3 separable. Zhao et al., "Pyramid Scene Parsing
Network" (CVPR 2017), section 3.2: means of 1, 2x2, 3x3 and 6x6 parts of the picture.

Papers put a batch normalization behind the 1x1 of the picture's mean, too. That is one value a
picture: of batches as small as a CPU's it would leave the difference of two pictures, of one
picture nothing. There a bias stands here, and so behind the other means.
"""

import chainer
import chainer.functions as F
import chainer.links as L
from chainer.initializers import HeNormal

from models.parts.lines import enlarged, means
from models.parts.separable import Convolution, SeparableConvolution

# By output stride of the features.
RATES = {16: (6, 12, 18), 8: (12, 24, 36)}

# By name: how many of the rates, sides of the parts that means are taken of.
KINDS = {
    'all': (3, (1,)),
    'no-picture': (3, ()),
    'one': (1, (1,)),
    'pooling': (0, (1, 2, 3, 6)),
}


class ASPP(chainer.Chain):
    """Branches side by side, and a 1x1 of them all.

    Args:
        in_channels (int): Channels of the features.
        channels (int): Channels of each branch and of the result, 256 in the papers.
        kind (str): Of ``KINDS``: ``all`` is DeepLabv3+'s; ``no-picture`` is that without the mean
            of the picture, ``one`` with the first of the rates alone, ``pooling`` with PSPNet's
            means in place of all rates. The 1x1 is in each.
    """

    def __init__(self, in_channels, channels, kind='all'):
        super(ASPP, self).__init__()
        n_rates, self._parts = KINDS[kind]
        branches = 1 + n_rates + len(self._parts)
        with self.init_scope():
            self.conv = Convolution(in_channels, channels, 1)
            self.dilated = chainer.ChainList(
                *[SeparableConvolution(in_channels, channels) for _ in range(n_rates)]
            )
            self.pooled = chainer.ChainList(
                *[
                    L.Convolution2D(in_channels, channels, 1, initialW=HeNormal())
                    for _ in self._parts
                ]
            )
            self.project = Convolution(branches * channels, channels, 1)

    def forward(self, x, output_stride=16):
        """(N, in_channels, h, w), at 1/``output_stride``, to (N, channels, h, w)."""
        branches = [F.relu(self.conv(x))]
        for separable, rate in zip(self.dilated, RATES[output_stride]):
            branches.append(F.relu(separable(x, rate=rate)))
        for n, conv in zip(self._parts, self.pooled):
            branches.append(enlarged(F.relu(conv(means(x, n))), x.shape[2:]))
        return F.relu(self.project(F.concat(branches, axis=1)))
