"""The network that a weights file of this repository holds, told by the names in it."""

from functools import partial

from chainer import serializers

from cli.errors import UserError
from models.deeplab import DeepLabV3Plus
from models.fcn8s import MyFcn8sWithAnySize
from models.fcn8s_before import MyFcn8s
from models.fcn16s import MyFcn16sWithAnySize
from models.fcn32s import MyFcn32sWithAnySize
from models.fcn32s_paper import FCN32s
from models.fcn_squeeze import FCN, FCNPooled
from models.fcn_squeezenet import FCNSqueezeNet
from models.parts import grid
from models.parts.aspp import KINDS
from models.segnet import SegNet
from models.segnet_basic import SegNetBasic
from models.squeezenet import SqueezeNet
from models.unet import UNet
from models.yolo import YOLO, FastYOLO
from models.yolo_squeezenet import YOLOSqueezeNet

# With the biases or filters whose number are its classes, and those of its first layer.
_NETWORKS = (
    (MyFcn32sWithAnySize, 'score_pool5/b', 'conv1_1/b'),
    (MyFcn16sWithAnySize, 'score_pool5/b', 'conv1_1/b'),
    # FCN-8s at once has the same layers.
    (MyFcn8sWithAnySize, 'score_pool5/b', 'conv1_1/b'),
    (MyFcn8s, 'score_pool5/b', 'conv1_1/b'),
    (SegNetBasic, 'conv_classifier/b', 'conv1/W'),
    (partial(SegNetBasic, normalized=False), 'conv_classifier/b', 'conv1/W'),
    (SegNet, 'conv1_1_D/b', 'conv1_1/W'),
    (SqueezeNet, 'conv10/b', 'conv1/b'),
    (FCNSqueezeNet, 'score_pool1/b', 'conv1/b'),
    # Told apart by the size of one layer.
    (FCN, 'score_pool1/b', 'conv1/b'),
    (FCNPooled, 'score_pool1/b', 'conv1/b'),
    (UNet, 'conv_u0d_score/b', 'conv_d0a_b/b'),
    (YOLO, 'fc26/b', 'conv1/b'),
    (FastYOLO, 'fc12/b', 'conv1/b'),
    (YOLOSqueezeNet, 'conv25/b', 'conv1/b'),
) + tuple(
    # With the parts that train.deeplab leaves out.
    (partial(DeepLabV3Plus, aspp=aspp, decoder=decoder), 'logits/b', 'xception/entry_conv1/bn/beta')
    for decoder in (True, False)
    for aspp in sorted(KINDS)
)
# Whose last layer has more rows than one a class.
_CLASSES = {
    YOLO: grid.classes,
    FastYOLO: grid.classes,
    # All cells by the same rows.
    YOLOSqueezeNet: partial(grid.classes, cells=1),
}


def build(path, arrays):
    """An untrained network of the kind and size of ``arrays``.

    Args:
        path (str): Where they come from, for the message.
        arrays (dict): Name to array, or to :class:`~models.weights.npz_file.Header`.

    Returns:
        ~chainer.Link: The network, or None if they belong to none.

    Raises:
        UserError: As :func:`rows`.
    """
    for network, classes, first in _NETWORKS:
        if classes not in arrays or first not in arrays:
            continue  # Sooner than to make a network for its names.
        own = _arrays(network(1, 1))
        if set(arrays) == set(own) and all(
            arrays[name].ndim < 4 or arrays[name].shape[2:] == own[name].shape[2:] for name in own
        ):
            n_class = _CLASSES.get(network, int)(rows(path, arrays, classes))
            return network(n_class, rows(path, arrays, first))
    if set(arrays) == set(_arrays(FCN32s(1, 1))):
        # Its fc6 is as large as the map of the classifier that it comes from.
        sizes = [rows(path, arrays, name) for name in ('score_fr/b', 'conv1_1/b', 'fc6/W')]
        return FCN32s(*sizes[:2], cells=arrays['fc6/W'].shape[-1])
    return None


def rows(path, arrays, name):
    """How many rows the array ``name`` has.

    Raises:
        UserError: It is a single number, or empty.
    """
    array = arrays[name]
    if array.size == 0 or array.ndim == 0:
        raise UserError(
            '{}: damaged, or not weights: {} has the shape {}'.format(path, name, array.shape)
        )
    return array.shape[0]


def _arrays(model):
    """What ``save_npz`` writes of it: parameters, and batch normalization's averages."""
    own = serializers.DictionarySerializer()
    own.save(model)
    return own.target
