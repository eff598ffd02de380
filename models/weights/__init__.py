"""Reading weights files, with words for the file that is not one."""

import os
import zipfile

import numpy
from chainer import serializers

from cli.errors import UserError
from models.vggnet import VGGNet
from models.weights import caffe_file, torch_file, torchvision_vgg


def load(path, model):
    """Fill ``model`` with the weights in ``path``, all of them.

    Args:
        path (str): A ``model_*.npz`` as ``chainer.serializers.save_npz`` writes it.
        model (~chainer.Link): Network of just that architecture.

    Raises:
        UserError: The file is missing, damaged, a snapshot, or of another
            network. ``model`` is then unchanged.
    """
    _fill(path, _read_npz(path), model)


def load_vggnet(path):
    """VGGNet of whatever size ``path`` holds (classes, picture size, width).

    What the file is, is told by its content, not by its name: VGGNet's weights as
    ``chainer.serializers.save_npz`` writes them, or those of Chainer's own
    ``VGG16Layers``, which have the same names; Caffe's VGG_ILSVRC_16_layers;
    torchvision's vgg16 (:mod:`models.weights.torchvision_vgg`).

    Args:
        path (str): File of one of these.

    Returns:
        VGGNet: With these weights, for pictures BGR minus the mean.

    Raises:
        UserError: As :func:`load`.
    """
    arrays = _read_vgg16(path)
    try:
        width = arrays['conv1_1/W'].shape[0]
        cells = arrays['fc6/W'].shape[1] // (8 * width)
        n_class = arrays['fc8/W'].shape[0]
    except KeyError as e:
        raise UserError('{}: not the weights of a VGGNet: it has no {}'.format(path, e.args[0]))
    model = VGGNet(n_class, 32 * int(round(cells**0.5)), width)
    # VGG-19 has all that VGG-16 has, and more in between.
    extra = set(arrays) - {name.lstrip('/') for name, _ in model.namedparams()}
    if extra:
        raise UserError('{}: not the weights of a VGGNet: it has {}'.format(path, min(extra)))
    _fill(path, arrays, model)
    return model


def load_fcn(path, network):
    """FCN of whatever size ``path`` holds (classes, width).

    Args:
        path (str): Weights as ``chainer.serializers.save_npz`` writes them.
        network (type): ``MyFcn32sWithAnySize`` or ``MyFcn16sWithAnySize``.

    Returns:
        network: With these weights.

    Raises:
        UserError: As :func:`load`.
    """
    arrays = _read_npz(path)
    try:
        model = network(arrays['score_pool5/b'].shape[0], arrays['conv1_1/b'].shape[0])
    except KeyError as e:
        raise UserError('{}: not the weights of an FCN: it has no {}'.format(path, e.args[0]))
    _fill(path, arrays, model)
    return model


def _fill(path, arrays, model):
    """Copy ``arrays``, which ``path`` holds, into ``model`` if they all fit."""
    # Parameters, and what else a link keeps: batch normalization's averages.
    own = serializers.DictionarySerializer()
    own.save(model)
    wanted = {name: array.shape for name, array in own.target.items()}
    for name, shape in sorted(wanted.items()):
        found = arrays[name].shape if name in arrays else 'missing'
        if found != shape:
            raise UserError(
                '{}: weights of another network: {} of {} is {} there and {} here'.format(
                    path, name, type(model).__name__, found, shape
                )
            )
    serializers.NpzDeserializer(arrays).load(model)


def _read_vgg16(path):
    """VGG-16's arrays by VGGNet's names, from any file that :func:`load_vggnet` takes."""
    _check_exists(path)
    with open(path, 'rb') as f:
        start = f.read(len(torch_file.MAGIC))
    if start == torch_file.MAGIC or _holds_pickle(path):
        return torchvision_vgg.convert(torch_file.read(path), path)
    # numpy.savez and PyTorch's newer format are both zip files; Caffe's has no mark of its own.
    if start.startswith(b'PK'):
        return _read_npz(path)
    return caffe_file.read(path)


def _holds_pickle(path):
    """Whether ``path`` is a zip file as PyTorch writes them."""
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.endswith('/data.pkl') for name in archive.namelist())
    except zipfile.BadZipFile:
        return False


def _read_npz(path):
    """All arrays of an npz file."""
    _check_exists(path)
    try:
        # Asked first: an old NumPy complains once more while it forgets a file that is no zip.
        zipfile.ZipFile(path).close()
        with numpy.load(path) as npz:
            arrays = {name: npz[name] for name in npz.files}
    except (OSError, ValueError, EOFError, AttributeError, zipfile.BadZipFile, zipfile.zlib.error):
        raise UserError('{}: not an .npz file, or a damaged one'.format(path))
    if any(name.startswith('updater/') for name in arrays):
        raise UserError(
            '{}: a snapshot of a training run; give one of its model_*.npz, or continue '
            'the run with --resume'.format(path)
        )
    return arrays


def _check_exists(path):
    if not os.path.exists(path):
        raise UserError('{}: no such weights file'.format(path))
