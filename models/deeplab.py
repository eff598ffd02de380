"""DeepLabV3Plus: modified Xception, ASPP and a decoder, of post 003.

Post: 003 ("DeepLabv3+の論文まとめた") lists what is new against DeepLabv3: the modified Xception in
place of ResNet, a decoder for sharper borders, depthwise separable convolutions in ASPP and
decoder. Papers: Chen, Zhu, Papandreou, Schroff and Adam, "Encoder-Decoder with Atrous Separable
Convolution for Semantic Image Segmentation" (ECCV 2018), section 3; Chen, Papandreou, Schroff and
Adam, "Rethinking Atrous Convolution for Semantic Image Segmentation" (2017) for ASPP.

With 21 classes and width 32 there are 41,055,157 parameters; 2,688,431 with 11 at width 8.
"""

import chainer
import chainer.functions as F
import chainer.links as L
from chainer.initializers import HeNormal

from models.parts.aspp import ASPP
from models.parts.lines import enlarged_by
from models.parts.segmentation import Segmentation
from models.parts.separable import Convolution, SeparableConvolution
from models.parts.xception import Xception65


class Decoder(chainer.Chain):
    """Sharpens what ASPP found by features at 1/4 (section 3.1).

    Args:
        low_channels (int): Channels of these.
        reduced (int): What they are reduced to, 48 in the paper, so that they don't outweigh ...
        channels (int): ... those that ASPP gives, 256, as many as come out.
    """

    def __init__(self, low_channels, reduced, channels):
        super(Decoder, self).__init__()
        with self.init_scope():
            self.low = Convolution(low_channels, reduced, 1)
            self.conv1 = SeparableConvolution(reduced + channels, channels)
            self.conv2 = SeparableConvolution(channels, channels)

    def forward(self, h, low):
        """(N, channels) and (N, low_channels) + a size to (N, channels) + that size."""
        h = F.concat((F.relu(self.low(low)), h), axis=1)
        h = F.relu(self.conv1(h))
        return F.relu(self.conv2(h))


class DeepLabV3Plus(Segmentation):
    """The whole network.

    Args:
        n_class (int): Number of classes.
        width (int): Channels of Xception's first convolution, 32 in the paper; the others in
            proportion.
        output_stride (int): 16 or 8: how many pixels a step on ASPP's map is. The weights are the
            same; at 8 there are four times as many cells to compute.
        aspp (str): Kind of ASPP, of :data:`models.parts.aspp.KINDS`.
        decoder (bool): False: what ASPP found is scored and enlarged as it is, as in DeepLabv3.
    """

    def __init__(self, n_class=21, width=32, output_stride=16, aspp='all', decoder=True):
        super(DeepLabV3Plus, self).__init__()
        self.width = width
        self.output_stride = output_stride

        def n(channels):
            return max(1, channels * width // 32)

        with self.init_scope():
            self.xception = Xception65(n)
            self.aspp = ASPP(self.xception.channels, n(256), aspp)
            if decoder:
                self.decoder = Decoder(self.xception.low_channels, n(48), n(256))
            self.logits = L.Convolution2D(n(256), n_class, 1, initialW=HeNormal())

    def score(self, x, size):
        """Class scores (N, n_class) + ``size`` of pictures (N, 3) + ``size``."""
        low, h = self.xception(x, self.output_stride)  # 1/4, 1/output_stride
        h = self.aspp(h, self.output_stride)
        if not hasattr(self, 'decoder'):
            return enlarged_by(self.logits(h), self.output_stride, size)  # 1/1
        h = enlarged_by(h, self.output_stride // 4, low.shape[2:])  # 1/4
        return enlarged_by(self.logits(self.decoder(h, low)), 4, size)  # 1/1
