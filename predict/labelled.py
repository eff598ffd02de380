"""The labelled pictures that a trained network is held against."""

import os

from cli.errors import UserError
from data import shapes
from data.classes import read_classes
from data.voc import SegmentationDataset, check_layout
from data.voc_lists import division, read_list
from predict import networks


def add_options(p):
    """Add the options that say which pictures; :func:`load` takes what they hold."""
    p.add_argument('--data', metavar='DIR', help="folder in VOC's layout (default: that of RUN)")
    p.add_argument(
        '--list', metavar='LIST',
        help='names of the pictures: a file, or one of the lists of the data, such as val '
        '(default: the test pictures of RUN)',
    )  # fmt: skip
    p.add_argument(
        '--classes', metavar='FILE', help='names of the classes (default: classes.txt of the data)'
    )


class Labelled(SegmentationDataset):
    """Pictures with their labels, their ``classes``, ``root``, and the ``list`` they are of.

    A :class:`~data.voc.SegmentationDataset`, whose examples are
    ``(image, label)``, and ``label_file(i)``.
    """

    def __init__(self, root, list_, names, classes):
        super(Labelled, self).__init__(root, names, len(classes))
        self.root = root
        self.list = list_
        self.classes = classes

    def label_file(self, i):
        """Path of the label of example ``i``."""
        return os.path.join(self.root, 'SegmentationClass', self.names[i] + '.png')


def load(args, run):
    """The pictures that the options ask for: by default those that ``run`` was tested on.

    Args:
        args (argparse.Namespace): ``data``, ``list`` and ``classes``.
        run (str): A run, or a model file in it.

    Returns:
        Labelled: The data set.

    Raises:
        UserError: There is no such data, or its classes are not those of the run.
    """
    trained = networks.facts(run)['options']
    root = args.data or trained['data'] or shapes.folder()
    check_layout(root)
    own = args.data in (None, trained['data'])
    classes = read_classes(root, args.classes or (trained.get('classes') if own else None))
    check_classes(run, root, classes)
    list_ = args.list or (trained.get('test_list') if own else None)
    names = read_list(root, list_) if list_ else division(root)[1]
    return Labelled(root, list_, names, classes)


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
