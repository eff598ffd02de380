"""A trained classifier, from the folder of its run or from a weights file: network, names, view."""

import functools
import os

from cli import run_folder
from cli.errors import UserError
from data import imagenet
from data.download import sources
from data.pictures import views
from data.pictures.picture import to_input
from models import weights
from models.spp_net import SPPNet, ZF5OneSize
from models.vggnet import VGGNet
from predict.parts import networks


class Classifier(object):
    """A network that gives one score a class, and what it is shown of a picture.

    Attributes:
        model (~chainer.Link): Network with ``score``.
        classes (list of str): Their names; empty where the run tells none.
        prepare: From a picture, uint8 (H, W, 3), RGB, to float32 (3, h, w), BGR minus the mean.
        side (int): Short side of what it gives, in pixels.
    """

    def __init__(self, model, classes, prepare, side):
        self.model, self.classes, self.prepare, self.side = model, list(classes), prepare, side


def _vggnet(facts):
    size = facts['options'].get('size', 224)
    return VGGNet(facts['n_class'], size, facts['width']), facts.get('view', 'warp'), size


def _spp_net(facts):
    model = SPPNet(facts['n_class'], facts['width'], facts['structure']['bins'])
    return model, facts['options']['view'], facts['options']['sizes'][0]


def _zf5(facts):
    model = ZF5OneSize(facts['n_class'], facts['width'], facts['structure']['size'])
    return model, facts['options']['view'], model.size


# What the training scripts write into args.json as "model": function of args.json that gives the
# network, untrained, and view and side of what it was trained on.
RUNS = {'vggnet': _vggnet, 'spp_net': _spp_net, 'zf5_one_size': _zf5}


def of_run(run, name=networks.BEST):
    """The classifier of a run.

    Args:
        run (str): Folder of a run, or one of the model files in it.
        name (str): Which model file of a folder.

    Raises:
        UserError: ``run`` is not the run of a classifier, or holds no model yet.
    """
    folder = networks.folder(run)
    facts = run_folder.read(folder)
    if facts.get('model') not in RUNS:
        raise UserError(
            '{}: the run of "{}", not of a classifier ({})'.format(
                folder, facts.get('model'), ', '.join(sorted(RUNS))
            )
        )
    model, view, side = RUNS[facts['model']](facts)
    networks.fill(model, run, name)
    prepare = functools.partial(_as_trained, views.VIEWS[view], side)
    return Classifier(model, facts.get('classes', ()), prepare, side)


def _as_trained(view, side, picture):
    return view(to_input(picture), side)


def of_imagenet(path, names):
    """The classifier in a weights file, one of :data:`data.imagenet.INPUTS`.

    Args:
        path (str): The file; None for SqueezeNet's, as downloaded.
        names: Of the classes.

    Raises:
        UserError: It is not there, no classifier, or one for another number of classes.
    """
    if path is None:
        path = sources.where('squeezenet')
        if not os.path.exists(path):
            raise UserError(
                '{}: not there: fetch it by "python -m data.download squeezenet", or name another '
                'by --weights'.format(path)
            )
    model = weights.load_trained(path)
    if type(model).__name__ not in imagenet.INPUTS:
        raise UserError(
            '{}: a {}, which classifies pixels: python -m predict.segmentation draws what it sees '
            '(give the folder of its run)'.format(path, type(model).__name__)
        )
    if isinstance(model, VGGNet) and model.fc6.W.shape[1] != 8 * model.width * 49:
        raise UserError('{}: made for pictures of another size than 224 x 224'.format(path))
    classes = (model.fc8 if isinstance(model, VGGNet) else model.conv10).b.size
    if classes != len(names):
        raise UserError(
            '{}: knows {} classes, but {} names are given: list its own by --names'.format(
                path, classes, len(names)
            )
        )
    side, mean = imagenet.INPUTS[type(model).__name__]
    prepare = functools.partial(imagenet.centre, side=side, mean=mean)
    return Classifier(model, names, prepare, side)
