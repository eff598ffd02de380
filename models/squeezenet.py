"""SqueezeNet v1.0: the classifier of ImageNet that post 001's FCN is built on.

Post: "機械学習のお勉強(セグメンテーション)" stacks its eight fire modules. Paper: Iandola
et al., "SqueezeNet: AlexNet-level accuracy with 50x fewer parameters and <0.5MB model size" (2016),
table 1 and figure 2; the authors' Caffe files (github DeepScale/SqueezeNet, SqueezeNet_v1.0) for
the paddings and for poolings that round up. With 1000 classes it has the paper's 1,248,424
parameters.

The layers have the post's names, so that ``copy_model`` carries them into its network: of each
module ``conv1`` is squeeze1x1, ``conv2`` expand1x1 and ``conv3`` expand3x3.
"""

import chainer
import chainer.functions as F
import chainer.links as L

from models.parts.classification import Classification


class Fire(chainer.Chain):
    """Squeeze to ``s1`` channels, then expand by 1x1 and by 3x3; the size stays.

    Args:
        in_size (int): Channels that come in.
        s1, e1, e3 (int): Channels squeezed to, and of each expansion.
        dilate (int): Distance in pixels between the taps of the 3x3.
    """

    def __init__(self, in_size, s1, e1, e3, dilate=1):
        super(Fire, self).__init__()
        with self.init_scope():
            self.conv1 = L.Convolution2D(in_size, s1, 1)
            self.conv2 = L.Convolution2D(s1, e1, 1)
            self.conv3 = L.Convolution2D(s1, e3, 3, pad=dilate, dilate=dilate)

    def forward(self, x):
        h = F.relu(self.conv1(x))
        return F.relu(F.concat((self.conv2(h), self.conv3(h)), axis=1))


class SqueezeNetLayers(chainer.Chain):
    """``conv1`` and the eight fire modules.

    Args:
        width (int): Channels of ``conv1``, 96 in the paper; the others in proportion.
        pad (int): Zeros around the picture: none in the paper; 3, and every size meets its half.
        dilate (int): Of the last module (1 in the paper).
    """

    def __init__(self, width=96, pad=0, dilate=1):
        super(SqueezeNetLayers, self).__init__()
        self.width = width

        def n(channels):
            return max(1, channels * width // 96)

        self.channels = width, 2 * n(128), 2 * n(256)
        """Channels after ``conv1``, ``fire4`` and ``fire9``."""
        with self.init_scope():
            self.conv1 = L.Convolution2D(3, width, 7, stride=2, pad=pad)
            self.fire2 = Fire(width, n(16), n(64), n(64))
            self.fire3 = Fire(2 * n(64), n(16), n(64), n(64))
            self.fire4 = Fire(2 * n(64), n(32), n(128), n(128))
            self.fire5 = Fire(2 * n(128), n(32), n(128), n(128))
            self.fire6 = Fire(2 * n(128), n(48), n(192), n(192))
            self.fire7 = Fire(2 * n(192), n(48), n(192), n(192))
            self.fire8 = Fire(2 * n(192), n(64), n(256), n(256))
            self.fire9 = Fire(2 * n(256), n(64), n(256), n(256), dilate)

    def features(self, x):
        """Outputs of ``fire9`` as in the paper, (N, 512, H / 16, W / 16), before the dropout."""
        h = F.relu(self.conv1(x))  # 1/2
        h = F.max_pooling_2d(h, 3, stride=2)  # 1/4
        h = self.fire4(self.fire3(self.fire2(h)))
        h = F.max_pooling_2d(h, 3, stride=2)  # 1/8
        h = self.fire8(self.fire7(self.fire6(self.fire5(h))))
        h = F.max_pooling_2d(h, 3, stride=2)  # 1/16
        return self.fire9(h)


class SqueezeNet(Classification, SqueezeNetLayers):
    """The classifier.

    Args:
        n_class (int): Number of classes.
        width (int): As in :class:`SqueezeNetLayers`.
        dropout (float): Share of ``fire9``'s outputs dropped in training.
    """

    def __init__(self, n_class=1000, width=96, dropout=0.5):
        super(SqueezeNet, self).__init__(width)
        self._dropout = dropout
        with self.init_scope():
            # The padding is the authors': a border of what the biases alone say.
            self.conv10 = L.Convolution2D(self.channels[-1], n_class, 1, pad=1)

    def score(self, x):
        """Class scores (N, n_class) before the softmax."""
        h = F.dropout(self.features(x), self._dropout)
        return F.mean(F.relu(self.conv10(h)), axis=(2, 3))
