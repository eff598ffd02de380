"""A trained network from the folder of its run."""

import os

from cli import run_folder
from cli.errors import UserError
from models import weights
from models.fcn8s import MyFcn8sAtOnceWithAnySize, MyFcn8sWithAnySize
from models.fcn16s import MyFcn16sWithAnySize
from models.fcn32s import MyFcn32sWithAnySize

# What the training scripts write into args.json as "model".
NETWORKS = {
    'fcn32s': MyFcn32sWithAnySize,
    'fcn16s': MyFcn16sWithAnySize,
    'fcn8s': MyFcn8sWithAnySize,
    'fcn8s_atonce': MyFcn8sAtOnceWithAnySize,
}


def load(run, device):
    """The segmentation network of a run, on ``device``.

    Args:
        run (str): Folder of a run (its ``model_best.npz`` is taken), or one of
            the model files in it; ``args.json`` beside it tells the network.
        device (~chainer.backend.Device): Where it goes.

    Raises:
        UserError: ``run`` is not the run of a segmentation network, or holds no
            model yet.
    """
    folder, path = (run, os.path.join(run, 'model_best.npz'))
    if not os.path.isdir(run):
        folder, path = (os.path.dirname(run), run)
    facts = run_folder.read(folder)
    if facts.get('model') not in NETWORKS:
        raise UserError(
            '{}: the run of "{}", not of a segmentation network ({})'.format(
                folder, facts.get('model'), ', '.join(sorted(NETWORKS))
            )
        )
    model = NETWORKS[facts['model']](facts['n_class'], facts['width'])
    weights.load(path, model)
    model.to_device(device)
    return model
