"""The layers of a Caffe model, read by Chainer's own reader."""

import os
import sys
import warnings

from chainer.links.caffe import CaffeFunction

from cli.errors import UserError

# What SqueezeNet's authors call the three convolutions of a fire module.
_OF_FIRE = {'squeeze1x1': 'conv1', 'expand1x1': 'conv2', 'expand3x3': 'conv3'}

# In megabytes: VGG-16's 553 take a minute.
_LARGE = 50


def read(path):
    """Parameters of a ``.caffemodel``.

    VGG_ILSVRC_16_layers.caffemodel takes BGR minus the mean, as VGGNet here does, and names its
    layers as the post does: nothing is changed. squeezenet_v1.0.caffemodel takes the same; its
    fire modules' convolutions get post 001's names.

    Args:
        path (str): Binary Caffe model of either format (``layers`` or ``layer``).

    Returns:
        dict: ``'conv1_1/W'`` and so on to :class:`numpy.ndarray`.

    Raises:
        UserError: The file is no Caffe model, or a damaged one.
    """
    megabytes = os.path.getsize(path) / 1e6
    if megabytes > _LARGE:
        print('{}: a Caffe model of {:.0f} MB, which takes a while to read'.format(path, megabytes))
        sys.stdout.flush()
    try:
        with warnings.catch_warnings():
            # Of layers that it has no function for; only those with weights are looked at.
            warnings.simplefilter('ignore')
            net = CaffeFunction(path)
    except Exception as e:  # protobuf's DecodeError, and what the layers of a damaged file raise
        raise UserError(
            "{}: no Caffe model (nor .npz, nor PyTorch's .pth), or a damaged one ({})".format(
                path, str(e) or type(e).__name__
            )
        )
    arrays = {_renamed(name): param.array for name, param in net.namedparams()}
    if not arrays:
        raise UserError(
            "{}: no Caffe model with weights (nor .npz, nor PyTorch's .pth)".format(path)
        )
    return arrays


def _renamed(name):
    return '/'.join(_OF_FIRE.get(part, part) for part in name.lstrip('/').split('/'))
