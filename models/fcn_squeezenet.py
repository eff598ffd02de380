"""FCNSqueezeNet: post 001's FCN with the layers of SqueezeNet v1.0, for its ImageNet weights.

The post's network (:mod:`models.fcn_squeeze`) is not quite SqueezeNet: its fire4 squeezes to 16
channels in place of 32, it has ELU in place of ReLU, and no third pooling. This one is, so that
``copy_model`` carries the weights of all its layers and they see what they were trained on:

- the third pooling stays, but takes every pixel, and the last module then every second one: at
  1/8 what SqueezeNet computes at 1/16 (Yu and Koltun, "Multi-Scale Context Aggregation by
  Dilated Convolutions", ICLR 2016; the post's ``FireDilated``);
- pictures are BGR minus the mean, as SqueezeNet's authors had them, without the post's contrast;
- what is scored is standardized first (:mod:`models.parts.standardized`);
- to the scores of the last module those of its mean over the picture are added: whether an animal's
  leg is a cow's or a dog's, the rest of the picture knows (global context of Liu, Rabinovich and
  Berg, "ParseNet", 2015).

The three scores, ``add_layer`` and the deconvolutions are the post's. ``conv1``'s padding of 3 is
the post's too: without it sizes don't meet, and only the picture's edge sees it.

With 21 classes it has 892,819 parameters.
"""

import chainer.functions as F
import chainer.links as L

from models.fcn_squeeze import deconvolution
from models.parts.any_size import AnySize
from models.parts.standardized import Standardized
from models.squeezenet import SqueezeNetLayers

N_CONVOLUTIONS = 30  # conv1, eight times three, three scores and the picture's, add_layer


class FCNSqueezeNet(AnySize, SqueezeNetLayers):
    """Scores at 1/4 and twice at 1/8, enlarged by learnt deconvolutions.

    Args:
        n_class (int): Number of classes.
        width (int): Channels of ``conv1``, 96 in SqueezeNet; the others in proportion.
    """

    dropout = 0.0
    """Share of ``fire9``'s outputs dropped in training; SqueezeNet drops half."""

    def __init__(self, n_class=21, width=96):
        super(FCNSqueezeNet, self).__init__(width, pad=3, dilate=2)
        with self.init_scope():
            self.standard_pool1 = Standardized(self.channels[0])
            self.standard_pool4 = Standardized(self.channels[1])
            self.standard_pool9 = Standardized(self.channels[2])
            self.score_pool1 = L.Convolution2D(self.channels[0], n_class, 1)
            self.score_pool4 = L.Convolution2D(self.channels[1], n_class, 1)
            self.score_pool9 = L.Convolution2D(self.channels[2], n_class, 1)
            self.score_picture = L.Convolution2D(self.channels[2], n_class, 1)
            self.add_layer = L.Convolution2D(n_class * 3, n_class, 1)
            self.upsample_pool4 = deconvolution(n_class, 4, stride=2, pad=1)
            self.upsample_pool9 = deconvolution(n_class, 4, stride=2, pad=1)
            self.upsample_final = deconvolution(n_class, 16, stride=4, pad=6)

    def scores(self, x):
        """Class scores (N, n_class, H, W) of pictures (N, 3, H, W)."""
        h = F.relu(self.conv1(x))  # 1/2
        h = F.max_pooling_2d(h, 3, stride=2)  # 1/4
        p1 = self.score_pool1(self.standard_pool1(h))
        h = self.fire4(self.fire3(self.fire2(h)))
        h = F.max_pooling_2d(h, 3, stride=2)  # 1/8
        u4 = self.upsample_pool4(self.score_pool4(self.standard_pool4(h)))  # 1/4
        h = self.fire8(self.fire7(self.fire6(self.fire5(h))))
        h = self.fire9(F.max_pooling_2d(h, 3, stride=1, pad=1))
        h = F.dropout(self.standard_pool9(h), self.dropout)
        picture = self.score_picture(F.mean(h, axis=(2, 3), keepdims=True))  # one cell
        s9 = self.score_pool9(h)
        u9 = self.upsample_pool9(s9 + F.broadcast_to(picture, s9.shape))  # 1/4
        h = self.add_layer(F.concat((p1, u4, u9), axis=1))
        return self.upsample_final(h)  # 1/1
