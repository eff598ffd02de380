"""A trained detector from the folder of its run, and the pictures that it is held against."""

import os

from cli.errors import UserError
from data import scenes
from data.detection import DetectionDataset
from data.folders import box_folders
from data.pictures.classes import CLASSES_FILE
from models.yolo import YOLO, FastYOLO
from models.yolo_squeezenet import YOLOSqueezeNet
from predict.parts import given, networks

# What train.yolo writes into args.json as "model".
NETWORKS = {'yolo': YOLO, 'yolo_fast': FastYOLO, 'yolo_squeezenet': YOLOSqueezeNet}


def facts(run):
    """What ``args.json`` tells of the run of a detector: :func:`predict.parts.networks.facts`."""
    return networks.facts(run, NETWORKS, 'a detector')


def load(run, device, name=networks.BEST):
    """The detector of a run, on ``device``; as :func:`predict.parts.networks.load`."""
    model = networks.build(facts(run), NETWORKS)
    networks.fill(model, run, name)
    model.to_device(device)
    return model


def add_options(p):
    """Add the options that say which pictures; :class:`Boxed` takes what they hold."""
    given.add_data(p, 'folder of pictures with boxes')


class Boxed(DetectionDataset):
    """The pictures that the options ask for: by default those that ``run`` was tested on.

    Args:
        args (argparse.Namespace): ``data``, ``list`` and ``classes``.
        run (str): A run, or a model file in it.

    Attributes:
        root, list: Their folder, and the list they are of; None: its own division.
        inputs: Files and folders that they are read from.

    Raises:
        UserError: There is no such data, or its classes are not those of the run.
    """

    def __init__(self, args, run):
        found = facts(run)
        trained = found['options']
        root = trained['data'] if args.data is None else args.data
        own = args.data in (None, trained['data'])
        if root is None:
            root = scenes.folder()
        layout = box_folders.find(root)
        classes = tuple(found['classes'])
        own_file = os.path.exists(os.path.join(root, CLASSES_FILE))
        if args.classes or not own and (own_file or layout.names_of.startswith('VOC')):
            _check(run, root, layout.read_classes(args.classes), classes)
        self.root = root
        self.list = trained.get('test_list') if own and args.list is None else args.list
        names = layout.division()[1] if self.list is None else layout.read_list(self.list)
        self.inputs = layout.inputs() + [path for path in (self.list, args.classes) if path]
        super(Boxed, self).__init__(root, names, classes)


def _check(run, root, classes, known):
    if classes != known:
        number = [a == b for a, b in zip(classes, known)]
        place = number.index(False) if False in number else min(len(classes), len(known))
        here, there = [
            repr(names[place]) if place < len(names) else 'none' for names in (classes, known)
        ]
        raise UserError(
            '{}: class {} is {}, but {} was trained for {}: give the data of this run, or the '
            'names of its classes by --classes'.format(root, place, here, run, there)
        )
