"""Reading weights files, with words for the file that is not one."""

import functools
import os
import zipfile

import numpy
from chainer import serializers

from cli.errors import UserError
from models.vggnet import VGGNet
from models.weights import (
    caffe_file,
    deep_compression,
    networks,
    npz_file,
    torch_file,
    torchvision_vgg,
)


def load(path, model):
    """Fill ``model`` with the weights in ``path``, all of them.

    Args:
        path (str): A ``model_*.npz`` as ``chainer.serializers.save_npz`` writes it.
        model (~chainer.Link): Network of just that architecture.

    Raises:
        UserError: The file is missing, damaged, a snapshot, or of another
            network. ``model`` is then unchanged.
    """
    _check_exists(path)
    _fill(path, *_npz(path), model)


def load_trained(path):
    """The network in ``path``, of whatever kind and size it is: one to start another one from.

    What the file is, is told by its content, not by its name: one of this repository's own
    (:mod:`models.weights.networks`), what :func:`load_vggnet` takes, or SqueezeNet's as Deep
    Compression or Caffe leave them.

    Args:
        path (str): File of one of these.

    Returns:
        ~chainer.Link: With these weights, for pictures BGR minus the mean.

    Raises:
        UserError: As :func:`load`.
    """
    found, read = _opened(path)
    model = networks.build(path, found)
    model = _vggnet(path, found) if model is None else model
    _fill(path, found, read, model)
    return model


def load_vggnet(path):
    """VGGNet of whatever size ``path`` holds (classes, picture size, width).

    VGGNet's weights as ``chainer.serializers.save_npz`` writes them, or those of Chainer's own
    ``VGG16Layers``, which have the same names; Caffe's VGG_ILSVRC_16_layers; torchvision's vgg16
    (:mod:`models.weights.torchvision_vgg`).

    Args:
        path (str): File of one of these.

    Returns:
        VGGNet: With these weights, for pictures BGR minus the mean.

    Raises:
        UserError: As :func:`load`.
    """
    found, read = _opened(path)
    model = _vggnet(path, found)
    _fill(path, found, read, model)
    return model


def _vggnet(path, found):
    """An untrained VGGNet of the size of the arrays that ``path`` holds."""
    missing = {'conv1_1/W', 'fc6/W', 'fc8/W'} - set(found)
    if missing:
        raise UserError(
            '{}: neither VGG-16 nor SqueezeNet nor a segmentation network of this repository: it '
            'has no {}'.format(path, min(missing))
        )
    width, units, n_class = [
        networks.rows(path, found, name) for name in ('conv1_1/W', 'fc6/W', 'fc8/W')
    ]
    cells = found['fc6/W'].size // units // (8 * width)
    model = VGGNet(n_class, 32 * int(round(cells**0.5)), width)
    # VGG-19 has all that VGG-16 has, and more in between.
    extra = set(found) - {name.lstrip('/') for name, _ in model.namedparams()}
    if extra:
        raise UserError('{}: not the weights of a VGGNet: it has {}'.format(path, min(extra)))
    return model


def _fill(path, found, read, model):
    """Copy what ``path`` holds into ``model`` if it all fits.

    Args:
        path (str): For messages.
        found (dict): Name to anything that has the shape and dtype of the array.
        read: From names to a dict of their arrays.
        model (~chainer.Link): Network.
    """
    # Parameters, and what else a link keeps: batch normalization's averages.
    own = serializers.DictionarySerializer()
    own.save(model)
    for name, array in sorted(own.target.items()):
        _check_kind(path, name, found.get(name), array, model)
    arrays = read(list(own.target))
    for name, array in sorted(own.target.items()):
        _check_numbers(path, name, arrays[name], array.dtype)
    serializers.NpzDeserializer(arrays).load(model)


def _check_kind(path, name, found, own, model):
    """Raise :class:`UserError` unless what is found is of the network's own shape and kind."""
    shape = 'missing' if found is None else found.shape
    if shape != own.shape:
        raise UserError(
            '{}: weights of another network: {} of {} is {} there and {} here'.format(
                path, name, type(model).__name__, shape, own.shape
            )
        )
    if not numpy.can_cast(found.dtype, own.dtype, 'same_kind'):
        raise UserError(
            '{}: not weights: {} is of the type {}, not {}'.format(
                path, name, found.dtype, own.dtype
            )
        )


def _check_numbers(path, name, array, dtype):
    """Raise :class:`UserError` unless ``array`` holds numbers that ``dtype`` can hold."""
    with numpy.errstate(over='ignore'):
        whole = numpy.isfinite(array.astype(dtype, copy=False)).all()
    if not whole:
        raise UserError(
            '{}: {} holds NaN or infinity, so that whatever is computed with it means nothing: '
            'the training that wrote it had failed (too large a --lr?), or the file was '
            'damaged'.format(path, name)
        )


def _opened(path):
    """As :func:`_npz`, of any file that :func:`load_trained` takes; VGG-16's by VGGNet's names."""
    _check_exists(path)
    with open(path, 'rb') as f:
        start = f.read(len(torch_file.MAGIC))
    if start == torch_file.MAGIC or _holds_pickle(path):
        return _whole(torchvision_vgg.convert(torch_file.read(path), path))
    # numpy.savez and PyTorch's newer format are both zip files; Caffe's has no mark of its own.
    if start.startswith(b'PK'):
        return _npz(path)
    if deep_compression.is_squeezenet(path):
        return _whole(deep_compression.read(path))
    return _whole(caffe_file.read(path))


def _npz(path):
    """What the arrays of an ``.npz`` are, by name, and how to read those of some names."""
    return npz_file.headers(path), functools.partial(npz_file.read, path)


def _whole(arrays):
    """As :func:`_npz`, of arrays that are there already."""
    return arrays, lambda names: arrays


def _holds_pickle(path):
    """Whether ``path`` is a zip file as PyTorch writes them."""
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.endswith('/data.pkl') for name in archive.namelist())
    except zipfile.BadZipFile:
        return False


def _check_exists(path):
    if not os.path.exists(path):
        raise UserError('{}: no such weights file'.format(path))
