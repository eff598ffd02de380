"""MyFcn16sWithAnySize: FCN-16s, which continues a trained FCN-32s.

Post: "Fully Convolutional Networks - revisit 2" (2016-07-18; its code is the tag
2016-07-17). Paper: Long, Shelhamer and Darrell, CVPR 2015. p5 is enlarged twice by
bilinear interpolation and added to p4; the sum is enlarged sixteen times. With
21 classes and width 64 it has 14,725,461 + 10,773 = 14,736,234 parameters.
"""

import chainer.links as L

from models.parts.segmentation import Segmentation
from models.parts.upsampling import enlarge
from models.parts.vgg_blocks import VGGBlocks


class MyFcn16sWithAnySize(Segmentation, VGGBlocks):
    """Scores at 1/32 and 1/16, enlarged 16 times.

    Args:
        n_class (int): Number of classes, background included.
        width (int): Channels of VGG's first block, 64 in the post.
    """

    def __init__(self, n_class=21, width=64):
        super(MyFcn16sWithAnySize, self).__init__(width)
        with self.init_scope():
            # Zero: at first the network is the FCN-32s that it continues.
            self.score_pool4 = L.Convolution2D(8 * width, n_class, 1, initialW=0)
            self.score_pool5 = L.Convolution2D(8 * width, n_class, 1, initialW=0)

    def score(self, x, size):
        """Class scores (N, n_class) + ``size`` of pictures (N, 3, H, W)."""
        _, pool4, pool5 = self.pools(x)
        p4 = self.score_pool4(pool4)  # 1/16
        p5 = self.score_pool5(pool5)  # 1/32
        p4 += enlarge(p5, 2, p4.shape[2:], self.xp)  # 1/16
        return enlarge(p4, 16, size, self.xp)  # 1/1
