"""SPPNet: a classifier of pictures of any size, and the same network for one size alone.

Post 003 ("Spatial Pyramid Pooling in Deep Convolutional Networks for Visual Recognition") puts
a spatial pyramid between the convolutions and the fully connected layers. Paper: He, Zhang, Ren
and Sun (TPAMI 2015; arXiv 1406.4729). The convolutions are its table 1's ZF-5, after Zeiler and
Fergus; paddings, the normalization and poolings that round up are those of the authors' release
(github ShaoqingRen/SPP_net, model-defs/Zeiler_conv5.prototxt). 224 x 224 pixels become 13 x 13
cells, 180 x 180 become 10 x 10.

With 1000 classes, the pyramid of the post's figure (1, 2, 4) and width 96 there are 46,628,968
parameters, with the paper's (1, 2, 3, 6) 77,037,672, and without a pyramid 62,357,608.
"""

import chainer.functions as F
import chainer.links as L

from models.parts import spatial_pyramid
from models.parts.classification import Classification

# The release's local_size, alpha and beta.
_NEIGHBOURHOOD, _ALPHA = 3, 5e-5

N_LAYERS = 8


class ZF5(Classification):
    """Five convolutions and three fully connected layers; what comes between is the subclasses'.

    Args:
        n_class (int): Number of classes.
        width (int): Channels of ``conv1``, 96 in the paper; those of the other convolutions, and
            the 4096 units of ``fc6`` and ``fc7``, in proportion.
        cells (int): How many values of each channel ``fc6`` takes.
        dropout (float): Share of ``fc6``'s and ``fc7``'s units dropped in training.
    """

    def __init__(self, n_class, width, cells, dropout):
        super(ZF5, self).__init__()
        self.width = width
        self._dropout = dropout

        def n(channels):
            return max(1, channels * width // 96)

        with self.init_scope():
            self.conv1 = L.Convolution2D(3, width, 7, stride=2, pad=1)
            self.conv2 = L.Convolution2D(width, n(256), 5, stride=2)
            self.conv3 = L.Convolution2D(n(256), n(384), 3, pad=1)
            self.conv4 = L.Convolution2D(n(384), n(384), 3, pad=1)
            self.conv5 = L.Convolution2D(n(384), n(256), 3, pad=1)
            self.fc6 = L.Linear(n(256) * cells, n(4096))
            self.fc7 = L.Linear(n(4096), n(4096))
            self.fc8 = L.Linear(n(4096), n_class)

    def features(self, x):
        """Outputs of ``conv5`` of pictures (N, 3, H, W), about 1/16: (N, 256, 13, 13) at 224."""
        h = F.relu(self.conv1(x))  # 1/2
        h = F.max_pooling_2d(normalized(h), 3, stride=2)  # 1/4
        h = F.relu(self.conv2(h))  # 1/8
        h = F.max_pooling_2d(normalized(h), 3, stride=2)  # 1/16
        h = F.relu(self.conv3(h))
        h = F.relu(self.conv4(h))
        return F.relu(self.conv5(h))

    def classified(self, h):
        """Class scores (N, n_class) before the softmax, of the vectors that ``fc6`` takes."""
        h = F.dropout(F.relu(self.fc6(h)), self._dropout)
        h = F.dropout(F.relu(self.fc7(h)), self._dropout)
        return self.fc8(h)


class SPPNet(ZF5):
    """With spatial pyramid pooling after ``conv5``.

    Args:
        n_class (int): Number of classes.
        width (int): As in :class:`ZF5`.
        bins: Sides of the pyramid's levels.
        dropout (float): As in :class:`ZF5`.
    """

    def __init__(self, n_class=1000, width=96, bins=spatial_pyramid.POST, dropout=0.5):
        super(SPPNet, self).__init__(n_class, width, spatial_pyramid.number(bins), dropout)
        self.bins = tuple(bins)

    def score(self, x):
        """Class scores (N, n_class) before the softmax.

        Args:
            x: float32 (N, 3, H, W), BGR minus the mean; or a list of N pictures (3, H, W), each of
                its own size.

        Raises:
            UserError: A picture is too small for the pyramid.
        """
        if isinstance(x, (list, tuple)):
            return self.classified(F.concat([self.pyramid(each[None]) for each in x], axis=0))
        return self.classified(self.pyramid(x))

    def pyramid(self, x):
        """The vectors (N, 256 * bins) of pictures (N, 3, H, W)."""
        return spatial_pyramid.spatial_pyramid_pooling(self.features(x), self.bins)


class ZF5OneSize(ZF5):
    """Without a pyramid: a 3x3/2 max pooling after ``conv5``, and pictures of one size.

    It is what the paper compares with. Its pooling rounds up: 6 x 6 cells are left of 224 x 224
    pixels.

    Args:
        n_class (int): Number of classes.
        width (int): As in :class:`ZF5`.
        size (int): Side of the square pictures in pixels.
        dropout (float): As in :class:`ZF5`.
    """

    def __init__(self, n_class=1000, width=96, size=224, dropout=0.5):
        super(ZF5OneSize, self).__init__(n_class, width, _after_pooling(cells(size)) ** 2, dropout)
        self.size = size

    def score(self, x):
        """Class scores (N, n_class) before the softmax of pictures float32 (N, 3, size, size)."""
        return self.classified(F.max_pooling_2d(self.features(x), 3, stride=2))


def normalized(x):
    """Local response normalization within each channel, over 3 x 3 cells, as the release has it."""
    around = F.average_pooling_2d(x * x, _NEIGHBOURHOOD, stride=1, pad=_NEIGHBOURHOOD // 2)
    root = F.sqrt(1 + _ALPHA * around)
    return x / (root * F.sqrt(root))  # to the power of its beta, .75


def cells(side):
    """How many cells ``conv5`` has along ``side`` pixels: 13 of 224, 10 of 180."""
    conv1 = (side + 2 - 7) // 2 + 1
    conv2 = (_after_pooling(conv1) - 5) // 2 + 1
    return _after_pooling(conv2)


def _after_pooling(side):
    # 3x3/2, rounded up.
    return max(1, -(-(side - 3) // 2) + 1)
