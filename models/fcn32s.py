"""MyFcn32sWithAnySize: FCN-32s for pictures of any size.

Post: "Fully Convolutional Networks by Chainer - revisit 1" (2016-07-16;
in Japanese 2016-07-11; its code is the tag 2016-07-09).
Paper: Long, Shelhamer and Darrell, "Fully Convolutional Networks for Semantic
Segmentation" (CVPR 2015). As in the post, fc6 and fc7 of the paper are left
out: ``score_pool5`` follows pool5 directly. With 21 classes and width 64 it has
14,714,688 + 10,773 = 14,725,461 parameters, and none in the enlargement, which
is fixed.
"""

import chainer.links as L

from models.parts.segmentation import Segmentation
from models.parts.upsampling import enlarge
from models.parts.vgg_blocks import VGGBlocks


class MyFcn32sWithAnySize(Segmentation, VGGBlocks):
    """Scores at 1/32, enlarged 32 times.

    Args:
        n_class (int): Number of classes, background included.
        width (int): Channels of VGG's first block, 64 in the post.
    """

    def __init__(self, n_class=21, width=64):
        super(MyFcn32sWithAnySize, self).__init__(width)
        with self.init_scope():
            # Zero, as in the Caffe original: every class starts equal.
            self.score_pool5 = L.Convolution2D(8 * width, n_class, 1, initialW=0)

    def score(self, x, size):
        """Class scores (N, n_class) + ``size`` of pictures (N, 3, H, W)."""
        _, _, pool5 = self.pools(x)
        p5 = self.score_pool5(pool5)  # 1/32
        return enlarge(p5, 32, size, self.xp)  # 1/1
