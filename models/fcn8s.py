"""MyFcn8sWithAnySize: FCN-8s, which continues a trained FCN-16s.

The post "Fully Convolutional Networks - revisit 2" (2016-07-18) ends with "next
comes fcn8s". Paper: Long, Shelhamer and Darrell, CVPR 2015; "at once" is the
variant of the authors' Caffe repository (voc-fcn8s-atonce) that trains all three
scores from VGG's weights, pool4 scaled by .01 and pool3 by .0001. With 21 classes
and width 64 it has 14,736,234 + 5,397 = 14,741,631 parameters.
"""

import chainer.links as L

from models.parts.segmentation import Segmentation
from models.parts.upsampling import enlarge
from models.parts.vgg_blocks import VGGBlocks


class MyFcn8sWithAnySize(Segmentation, VGGBlocks):
    """Scores at 1/32, 1/16 and 1/8, enlarged 8 times.

    Args:
        n_class (int): Number of classes, background included.
        width (int): Channels of VGG's first block, 64 in the posts.
    """

    scale_pool3 = 1
    scale_pool4 = 1

    def __init__(self, n_class=21, width=64):
        super(MyFcn8sWithAnySize, self).__init__(width)
        with self.init_scope():
            self.score_pool3 = L.Convolution2D(4 * width, n_class, 1, initialW=0)
            self.score_pool4 = L.Convolution2D(8 * width, n_class, 1, initialW=0)
            self.score_pool5 = L.Convolution2D(8 * width, n_class, 1, initialW=0)

    def score(self, x, size):
        """Class scores (N, n_class) + ``size`` of pictures (N, 3, H, W)."""
        pool3, pool4, pool5 = self.pools(x)
        p3 = self.score_pool3(self.scale_pool3 * pool3)  # 1/8
        p4 = self.score_pool4(self.scale_pool4 * pool4)  # 1/16
        p5 = self.score_pool5(pool5)  # 1/32
        p4 += enlarge(p5, 2, p4.shape[2:], self.xp)  # 1/16
        p3 += enlarge(p4, 2, p3.shape[2:], self.xp)  # 1/8
        return enlarge(p3, 8, size, self.xp)  # 1/1


class MyFcn8sAtOnceWithAnySize(MyFcn8sWithAnySize):
    """FCN-8s whose three scores are trained together, from VGG's weights.

    The scales keep the gradients of the larger, finer maps from drowning pool5's.
    """

    scale_pool3 = 1e-4
    scale_pool4 = 1e-2
