"""A trained network from the folder of its run."""

import os

from cli import outputs, run_folder
from cli.errors import UserError
from data.pictures.preprocess import CONTRASTS
from models import weights
from models.deeplab import DeepLabV3Plus
from models.fcn8s import MyFcn8sAtOnceWithAnySize, MyFcn8sWithAnySize
from models.fcn8s_before import MyFcn8s
from models.fcn16s import MyFcn16sWithAnySize
from models.fcn32s import MyFcn32sWithAnySize
from models.fcn32s_paper import FCN32s
from models.fcn_squeeze import FCN, FCNPooled
from models.fcn_squeezenet import FCNSqueezeNet
from models.segnet import SegNet
from models.segnet_basic import SegNetBasic
from models.unet import UNet

# What the training scripts write into args.json as "model".
NETWORKS = {
    'fcn32s': MyFcn32sWithAnySize,
    'fcn32s_paper': FCN32s,
    'fcn16s': MyFcn16sWithAnySize,
    'fcn8s': MyFcn8sWithAnySize,
    'fcn8s_atonce': MyFcn8sAtOnceWithAnySize,
    'fcn8s_before': MyFcn8s,
    'fcn_squeeze': FCN,
    'fcn_squeeze_pooled': FCNPooled,
    'fcn_squeezenet': FCNSqueezeNet,
    'segnet': SegNet,
    'segnet_basic': SegNetBasic,
    'deeplab': DeepLabV3Plus,
    'unet': UNet,
}


# Chosen by the test pictures: to predict with, not to measure with.
BEST = 'model_best.npz'
FINAL = 'model_final.npz'


def load(run, device, name=BEST):
    """The segmentation network of a run, on ``device``.

    Args:
        run (str): Folder of a run, or one of the model files in it; ``args.json``
            beside it tells the network.
        device (~chainer.backend.Device): Where it goes.
        name (str): Which model file of a folder.

    Raises:
        UserError: ``run`` is not the run of a segmentation network, or holds no
            model yet.
    """
    found = facts(run)
    model = build(found, NETWORKS)
    if 'contrast' in found:
        model.contrast = CONTRASTS[found['contrast']]
    fill(model, run, name)
    model.to_device(device)
    return model


def build(found, networks):
    """The network that ``args.json`` tells of, untrained.

    Args:
        found (dict): What it holds.
        networks (dict): Classes of networks by the name that it gives them.
    """
    # What a run's own options left out of a network, or put in its place.
    structure = found.get('structure', {})
    return networks[found['model']](found['n_class'], found['width'], **structure)


def fill(model, run, name):
    """Fill a network with the weights of its run; arguments as of :func:`load`."""
    # Of a run that is kept, such as those in results/, only the last model is there.
    weights.load(run_folder.model_file(run, name, FINAL) if os.path.isdir(run) else run, model)


def folder(run):
    """The folder of a run that is given as in :func:`load`.

    Raises:
        UserError: There is nothing of this name.
    """
    if not os.path.exists(run):
        raise UserError(
            '{}: no such run: give the --out of a training run, or one of the model_*.npz '
            'in it'.format(run or "''")
        )
    if os.path.isdir(run):
        return run
    found = os.path.dirname(run) or os.curdir
    if not os.path.exists(os.path.join(found, run_folder.ARGS)):
        raise UserError(
            '{}: is no model of a run: there is no {} beside it'.format(run, run_folder.ARGS)
        )
    return found


def inputs(run):
    """Files that training left in the folder of a run, and the model that is given."""
    given = [] if os.path.isdir(run) else [run]
    return outputs.of_runs([folder(run)]) + given


def facts(run, networks=NETWORKS, what='a segmentation network'):
    """What ``args.json`` tells of the run of a segmentation network: a dict.

    Args:
        run (str): As of :func:`load`.
        networks (dict): By name, those of another kind.
        what (str): What these are.

    Raises:
        UserError: It is none.
    """
    found = run_folder.read(folder(run))
    if found.get('model') not in networks:
        raise UserError(
            '{}: the run of "{}", not of {} ({})'.format(
                folder(run), found.get('model'), what, ', '.join(sorted(networks))
            )
        )
    return found
