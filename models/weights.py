"""Reading weights files, with words for the file that is not one."""

import os
import zipfile

import numpy
from chainer import serializers

from cli.errors import UserError
from models.vggnet import VGGNet


def load(path, model):
    """Fill ``model`` with the weights in ``path``, all of them.

    Args:
        path (str): A ``model_*.npz`` as ``chainer.serializers.save_npz`` writes it.
        model (~chainer.Link): Network of just that architecture.

    Raises:
        UserError: The file is missing, damaged, a snapshot, or of another
            network. ``model`` is then unchanged.
    """
    shapes = _shapes(path)
    wanted = {name.lstrip('/'): param.shape for name, param in model.namedparams()}
    for name, shape in sorted(wanted.items()):
        found = shapes.get(name)
        if found != shape:
            raise UserError(
                '{}: weights of another network: {} of {} is {} there and {} here'.format(
                    path, name, type(model).__name__, found or 'missing', shape
                )
            )
    serializers.load_npz(path, model)


def load_vggnet(path):
    """VGGNet of whatever size ``path`` holds (classes, picture size, width).

    Args:
        path (str): VGGNet's weights as ``chainer.serializers.save_npz`` writes them.

    Returns:
        VGGNet: With these weights.

    Raises:
        UserError: As :func:`load`.
    """
    shapes = _shapes(path)
    try:
        width = shapes['conv1_1/W'][0]
        cells = shapes['fc6/W'][1] // (8 * width)
        n_class = shapes['fc8/W'][0]
    except KeyError as e:
        raise UserError('{}: not the weights of a VGGNet: it has no {}'.format(path, e.args[0]))
    model = VGGNet(n_class, 32 * int(round(cells**0.5)), width)
    load(path, model)
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
    shapes = _shapes(path)
    try:
        model = network(shapes['score_pool5/b'][0], shapes['conv1_1/b'][0])
    except KeyError as e:
        raise UserError('{}: not the weights of an FCN: it has no {}'.format(path, e.args[0]))
    load(path, model)
    return model


def _shapes(path):
    """Shape of every array in an npz file, after reading it whole once."""
    if not os.path.exists(path):
        raise UserError('{}: no such weights file'.format(path))
    try:
        # Asked first: an old NumPy complains once more while it forgets a file that is no zip.
        zipfile.ZipFile(path).close()
        with numpy.load(path) as npz:
            shapes = {name: npz[name].shape for name in npz.files}
    except (OSError, ValueError, EOFError, AttributeError, zipfile.BadZipFile, zipfile.zlib.error):
        raise UserError('{}: not an .npz file, or a damaged one'.format(path))
    if any(name.startswith('updater/') for name in shapes):
        raise UserError(
            '{}: a snapshot of a training run; give one of its model_*.npz, or continue '
            'the run with --resume'.format(path)
        )
    return shapes
