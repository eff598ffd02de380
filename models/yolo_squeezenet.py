"""YOLOSqueezeNet: ImageNet's features of SqueezeNet v1.0 under a head like YOLO's.

YOLO's first 20 convolutions are trained on ImageNet for a week before they are trained to detect
(section 2.2 of its paper). Where that can't be done, these are layers that somebody trained: those
of SqueezeNet (:mod:`models.squeezenet`), into which ``copy_model`` carries its weights. On top of
them stands what YOLO puts on its own: convolutions of 3 x 3 that halve the map to the 7 x 7 cells.
They are narrower than YOLO's, and get what they see at one scale
(:mod:`models.parts.standardized`).

The last layer is not the paper's. Its fully connected layers have weights of their own for each
cell, and learn what an object is 49 times, once for each place: from 11,540 pictures. Here a
convolution of 1 x 1 answers for every cell by the same weights: an object seen anywhere teaches all
cells, and hundreds of pictures suffice. Of its surroundings a cell sees what the layers below let
through.

Pictures are BGR minus the mean, as SqueezeNet's authors had them; of ``conv1``'s padding of 3, with
which sizes meet, only the edge sees something.
"""

import chainer
import chainer.functions as F
import chainer.links as L

from models.parts.detection import Detection
from models.parts.grid import S, numbers
from models.parts.standardized import Standardized
from models.squeezenet import SqueezeNetLayers


class YOLOSqueezeNet(Detection, SqueezeNetLayers):
    """Cells from what ``fire9`` gives.

    Args:
        n_class (int): Number of classes, without background.
        width (int): Channels of ``conv1``, 96 in SqueezeNet; all others in proportion.
        size (int): Side of the pictures: 448, 224 or 112. Where the map is halved less often, the
            head's convolutions have no stride.
    """

    n_layers = 28

    dropout = 0.3
    """Of what the last convolution sees, which is less than the paper's 4096 units."""

    fixed = False
    """Whether SqueezeNet's layers stay as they are: no gradient is computed for them."""

    def __init__(self, n_class=20, width=96, size=448):
        super(YOLOSqueezeNet, self).__init__(width, pad=3)
        self.n_class, self.size = n_class, size

        def n(channels):
            return max(1, channels * width // 96)

        strides = [2 if size // 16 > side else 1 for side in (S, 2 * S)]
        with self.init_scope():
            self.standard = Standardized(self.channels[2])
            self.conv23 = L.Convolution2D(self.channels[2], n(128), 3, strides[0], pad=1)
            self.conv24 = L.Convolution2D(n(128), n(128), 3, strides[1], pad=1)
            self.conv25 = L.Convolution2D(n(128), numbers(n_class), 1)

    @property
    def squeezenet(self):
        """SqueezeNet's layers, a list of links."""
        return [self.conv1] + [self['fire{}'.format(number)] for number in range(2, 10)]

    @property
    def last_layer(self):
        return self.conv25

    def cells(self, x):
        """The grid's numbers (N, 7, 7, 10 + n_class) of pictures (N, 3, size, size)."""
        way_back = chainer.config.enable_backprop and not self.fixed
        with chainer.using_config('enable_backprop', way_back):
            h = self.standard(self.features(x))
        h = F.leaky_relu(self.conv23(h), 0.1)
        h = F.leaky_relu(self.conv24(h), 0.1)  # 7 x 7
        return F.transpose(self.conv25(F.dropout(h, self.dropout)), (0, 2, 3, 1))
