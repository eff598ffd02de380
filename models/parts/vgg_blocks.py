"""VGG-16's thirteen convolutions, which every network of the FCN posts starts with.

Simonyan and Zisserman, "Very Deep Convolutional Networks for Large-Scale Image
Recognition" (ICLR 2015), table 1, column D: five blocks of 3x3 convolutions
with a padding of 1, each closed by a 2x2 max pooling of stride 2. At the
paper's width they hold 14,714,688 parameters.
"""

import chainer
import chainer.functions as F
import chainer.links as L

N_CONVOLUTIONS = 13


class VGGBlocks(chainer.Chain):
    """conv1_1 ... conv5_3.

    Args:
        width (int): Channels of the first block, 64 in the paper; the other
            blocks have 2, 4, 8 and 8 times as many.
    """

    def __init__(self, width=64):
        super(VGGBlocks, self).__init__()
        self.width = width
        c1, c2, c3, c4, c5 = width, 2 * width, 4 * width, 8 * width, 8 * width
        with self.init_scope():
            self.conv1_1 = L.Convolution2D(3, c1, 3, pad=1)
            self.conv1_2 = L.Convolution2D(c1, c1, 3, pad=1)

            self.conv2_1 = L.Convolution2D(c1, c2, 3, pad=1)
            self.conv2_2 = L.Convolution2D(c2, c2, 3, pad=1)

            self.conv3_1 = L.Convolution2D(c2, c3, 3, pad=1)
            self.conv3_2 = L.Convolution2D(c3, c3, 3, pad=1)
            self.conv3_3 = L.Convolution2D(c3, c3, 3, pad=1)

            self.conv4_1 = L.Convolution2D(c3, c4, 3, pad=1)
            self.conv4_2 = L.Convolution2D(c4, c4, 3, pad=1)
            self.conv4_3 = L.Convolution2D(c4, c4, 3, pad=1)

            self.conv5_1 = L.Convolution2D(c4, c5, 3, pad=1)
            self.conv5_2 = L.Convolution2D(c5, c5, 3, pad=1)
            self.conv5_3 = L.Convolution2D(c5, c5, 3, pad=1)

    def pools(self, x):
        """Outputs of pool3, pool4 and pool5 for ``x`` (N, 3, H, W) float32.

        Pooling rounds up (Chainer's ``cover_all``, as in Caffe): pool5 is
        ceil(H / 32) x ceil(W / 32), and its cell j covers the input pixels
        32 j ... 32 j + 31 whatever the size.
        """
        h = F.relu(self.conv1_1(x))
        h = F.relu(self.conv1_2(h))
        h = F.max_pooling_2d(h, 2, stride=2)  # 1/2

        h = F.relu(self.conv2_1(h))
        h = F.relu(self.conv2_2(h))
        h = F.max_pooling_2d(h, 2, stride=2)  # 1/4

        h = F.relu(self.conv3_1(h))
        h = F.relu(self.conv3_2(h))
        h = F.relu(self.conv3_3(h))
        pool3 = F.max_pooling_2d(h, 2, stride=2)  # 1/8

        h = F.relu(self.conv4_1(pool3))
        h = F.relu(self.conv4_2(h))
        h = F.relu(self.conv4_3(h))
        pool4 = F.max_pooling_2d(h, 2, stride=2)  # 1/16

        h = F.relu(self.conv5_1(pool4))
        h = F.relu(self.conv5_2(h))
        h = F.relu(self.conv5_3(h))
        pool5 = F.max_pooling_2d(h, 2, stride=2)  # 1/32
        return pool3, pool4, pool5
