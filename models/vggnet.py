"""VGGNet: VGG-16, the classifier whose weights the FCN posts copy.

Post: "Fully Convolutional Networks by Chainer - revisit 1" (2016-07-16), which
uses the VGGNet.py of the post before it. Paper: Simonyan and Zisserman, ICLR
2015, configuration D. With 1000 classes, 224x224 pictures and width 64 it has
138,357,544 parameters (the paper: 138 million).
"""

import math

import chainer.functions as F
import chainer.links as L

from models.parts.classification import Classification
from models.parts.vgg_blocks import VGGBlocks


class VGGNet(Classification, VGGBlocks):
    """Classifier over pictures of one size.

    Args:
        n_class (int): Number of classes.
        size (int): Side of the square pictures in pixels.
        width (int): Channels of the first block, 64 in the paper. fc6 and fc7
            have 64 times as many units (4096).
        dropout (float): Share of their units dropped in training.

    Attributes:
        cells (int): Side of the map that fc6 takes, 7 of pictures of 224 x 224.
    """

    def __init__(self, n_class=1000, size=224, width=64, dropout=0.5):
        super(VGGNet, self).__init__(width)
        self._dropout = dropout
        self.cells = math.ceil(size / 32)
        with self.init_scope():
            self.fc6 = L.Linear(8 * width * self.cells**2, 64 * width)
            self.fc7 = L.Linear(64 * width, 64 * width)
            self.fc8 = L.Linear(64 * width, n_class)

    def score(self, x):
        """Class scores (N, n_class) before the softmax, of pictures (N, 3, size, size)."""
        h = self.pools(x)[-1]
        h = F.dropout(F.relu(self.fc6(h)), self._dropout)
        h = F.dropout(F.relu(self.fc7(h)), self._dropout)
        return self.fc8(h)
