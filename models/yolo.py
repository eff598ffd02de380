"""YOLO and FastYOLO: boxes and classes of a picture at one look, of post 003.

Post: 003 ("You Only Look Once: Unified, Real-Time Object Detection(CVPR2016)"). Paper: Redmon,
Divvala, Girshick and Farhadi, figure 3 and section 2: 24 convolutions and two fully connected
layers, leaky ReLUs of .1, the last layer linear; drop-out of .5 after the first fully connected
one. At 448 x 448 and 20 classes 7 x 7 x 30 numbers come out, of 271,703,550 parameters.

Of Fast YOLO the paper says no more than 9 convolutions instead of 24, of fewer filters. Which ones,
the authors' program of that time does (github pjreddie/darknet, commit eaf033c of 2015-11-09,
cfg/yolo-tiny.cfg): 16 to 1024 filters, and a linear layer of 256 units before the 4096. It has
45,089,374 parameters. Today's cfg/yolov1.cfg and yolov1-tiny.cfg are other networks.

Both take pictures of 448 pixels a side; of 224 or 112 too, where the last halvings of the map are
left out, so that the grid stays 7 x 7 and every layer of its size.
"""

import chainer.functions as F
import chainer.links as L

from models.parts.detection import Detection
from models.parts.grid import S, numbers

SIDES = 112, 224, 448

# Pictures minus their mean spread by about this; the initial weights expect 1.
_SPREAD = 60.0

_POOL = ()
# Side of the filters, their number, and the stride where it isn't 1.
_YOLO = (
    (7, 64, 2), _POOL,  # 1/4
    (3, 192), _POOL,  # 1/8
    (1, 128), (3, 256), (1, 256), (3, 512), _POOL,  # 1/16
    (1, 256), (3, 512), (1, 256), (3, 512), (1, 256), (3, 512), (1, 256), (3, 512),
    (1, 512), (3, 1024), _POOL,  # 1/32
    (1, 512), (3, 1024), (1, 512), (3, 1024), (3, 1024), (3, 1024, 2),  # 1/64
    (3, 1024), (3, 1024),
)  # fmt: skip
_FAST = (
    (3, 16), _POOL,  # 1/2
    (3, 32), _POOL,  # 1/4
    (3, 64), _POOL,  # 1/8
    (3, 128), _POOL,  # 1/16
    (3, 256), _POOL,  # 1/32
    (3, 512), _POOL,  # 1/64
    (3, 1024), (3, 1024), (3, 1024),
)  # fmt: skip


class _Convolutions(Detection):
    """``conv1`` and so on: those of a table, and the poolings between them.

    Args:
        n_class, size (int): As of :class:`YOLO`.
        table: One of those above.
        n: Function of the number of filters in the table to that of this network.
    """

    def __init__(self, n_class, size, table, n):
        super(_Convolutions, self).__init__()
        self.n_class, self.size = n_class, size
        self._order = []
        side, channels, number = size, 3, 0
        with self.init_scope():
            for layer in table:
                halves = layer == _POOL or len(layer) > 2
                stride = 2 if halves and side > S else 1
                side //= stride
                if layer != _POOL:
                    number += 1
                    name = 'conv{}'.format(number)
                    ksize, filters = layer[0], n(layer[1])
                    link = L.Convolution2D(channels, filters, ksize, stride, pad=ksize // 2)
                    setattr(self, name, link)
                    self._order.append(name)
                    channels = filters
                elif stride == 2:
                    self._order.append(None)
        self.n_features = channels * S * S

    def features(self, x):
        """What the last convolution gives: (N, 1024, 7, 7)."""
        x = x * (1 / _SPREAD)
        for name in self._order:
            x = F.leaky_relu(self[name](x), 0.1) if name else F.max_pooling_2d(x, 2)
        return x

    def cells(self, x):
        """The grid's numbers (N, 7, 7, 10 + n_class) of pictures (N, 3, size, size)."""
        h = F.reshape(self.features(x), (-1, self.n_features))
        return F.reshape(self.last(h), (-1, S, S, numbers(self.n_class)))


class YOLO(_Convolutions):
    """The network of figure 3.

    Args:
        n_class (int): Number of classes, without background.
        width (int): Filters of the first convolution, 64 in the paper; all others, and the units,
            in proportion.
        size (int): Side of the pictures: 448 in the paper, 224 or 112.
    """

    n_layers = 26

    def __init__(self, n_class=20, width=64, size=448):
        def n(channels):
            return max(1, channels * width // 64)

        super(YOLO, self).__init__(n_class, size, _YOLO, n)
        self.width = width
        with self.init_scope():
            self.fc25 = L.Linear(self.n_features, n(4096))
            self.fc26 = L.Linear(n(4096), S * S * numbers(n_class))

    @property
    def last_layer(self):
        return self.fc26

    def last(self, h):
        h = F.dropout(F.leaky_relu(self.fc25(h), 0.1), self.dropout)
        return self.fc26(h)


class FastYOLO(_Convolutions):
    """The smaller and quicker one.

    Args:
        n_class, size (int): As of :class:`YOLO`.
        width (int): Filters of the first convolution, 16 in the authors' program; all others, and
            the units, in proportion.
    """

    n_layers = 12

    def __init__(self, n_class=20, width=16, size=448):
        def n(channels):
            return max(1, channels * width // 16)

        super(FastYOLO, self).__init__(n_class, size, _FAST, n)
        self.width = width
        with self.init_scope():
            self.fc10 = L.Linear(self.n_features, n(256))
            self.fc11 = L.Linear(n(256), n(4096))
            self.fc12 = L.Linear(n(4096), S * S * numbers(n_class))

    @property
    def last_layer(self):
        return self.fc12

    def last(self, h):
        h = F.dropout(F.leaky_relu(self.fc11(self.fc10(h)), 0.1), self.dropout)
        return self.fc12(h)
