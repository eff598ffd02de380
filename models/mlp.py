"""MLP2 and MLP3: the small networks of Chainer's beginner's course, on Fashion-MNIST.

Post 003 tells of the course (2018-12-01, "Chainer Beginner's Hands-on Course #01"); its notebook is
hands_on_ja/chainer/begginers_hands_on/00_How_to_use_chainer_on_colaboratory.ipynb of
chainer-community/chainer-colab-notebook. Two layers have 159,010 parameters, three 199,210.
"""

import chainer
import chainer.functions as F
import chainer.links as L

_PIXELS, _UNITS, _CLASSES = 28 * 28, 200, 10


class MLP2(chainer.Chain):
    """784 pixels, 200 units of tanh, scores of 10 classes."""

    def __init__(self):
        super(MLP2, self).__init__()
        with self.init_scope():
            self.l1 = L.Linear(_PIXELS, _UNITS)
            self.l2 = L.Linear(_UNITS, _CLASSES)

    def forward(self, x):
        """Class scores (N, 10) before the softmax, of pictures float32 (N, 784)."""
        h1 = F.tanh(self.l1(x))
        return self.l2(h1)


class MLP3(chainer.Chain):
    """The same with 200 units of tanh more in between."""

    def __init__(self):
        super(MLP3, self).__init__()
        with self.init_scope():
            self.l1 = L.Linear(_PIXELS, _UNITS)
            self.l2 = L.Linear(_UNITS, _UNITS)
            self.l3 = L.Linear(_UNITS, _CLASSES)

    def forward(self, x):
        """As of :class:`MLP2`."""
        h1 = F.tanh(self.l1(x))
        h2 = F.tanh(self.l2(h1))
        return self.l3(h2)


# What train.fashion_mnist writes into args.json as "model".
NETWORKS = {'mlp2': MLP2, 'mlp3': MLP3}
