"""Where a network errs: classes it takes for others, pictures it gets most wrong, its data."""

import argparse
import os

import chainer
import numpy

from check import distribution
from check.session import SOME, some
from cli import run_folder
from cli.errors import UserError
from data.pictures import overlay
from data.pictures.picture import to_picture
from data.voc import MiniBatchLoaderWithAnySize
from measures import confusion
from predict import evaluate
from predict.parts import colours, labelled, networks

# Pictures that are named, the worst first.
_WORST = 24
# Where data.shapes draws what is trained on without --data.
_SHAPES = os.path.join('runs', 'data', 'shapes')
_AS_TRAINED = argparse.Namespace(data=None, list=None, classes=None, scale=None, scales=None)


def measure(places, run, go_on):
    """Predict a run's test pictures, as :mod:`predict.evaluate` does; nothing is written.

    Args:
        places (~look.places.Places): Where the pictures must lie.
        run (str): Folder of a run.
        go_on: Called with the share that is done.

    Returns:
        dict: What predict.evaluate writes.

    Raises:
        UserError: It is no run of a segmentation network, or its data is not there.
    """
    _check(places, run)
    pictures = labelled.load(_AS_TRAINED, run)
    _check_files(places, pictures)
    model = networks.load(run, _cpu(), networks.FINAL)
    matrix = numpy.zeros((pictures.n_class, pictures.n_class), numpy.int64)
    accuracies = []
    for i in range(len(pictures)):
        go_on(i / len(pictures))
        x, truth = pictures[i]
        predicted = model.predict(x[None])[0]
        matrix += confusion.count(truth, predicted, pictures.n_class)
        accuracies.append(confusion.accuracy(truth, predicted))
    if not matrix.any():
        raise UserError('{}: no pixel of these labels is to be counted'.format(pictures.root))
    found = evaluate.report(matrix, accuracies, pictures.classes)
    return dict(found, accuracies=evaluate.by_picture(pictures, accuracies))


def worst(accuracies):
    """Pictures with the smallest share of right pixels: (number, name, share), worst first.

    Args:
        accuracies: What :func:`predict.evaluate.by_picture` gives.
    """
    counted = [(i, name, share) for i, (name, share) in enumerate(accuracies) if share is not None]
    return sorted(counted, key=lambda picture: picture[2])[:_WORST]


def confused(matrix, names):
    """Classes taken for others: (true, predicted, pixels, share of the true class), most first."""
    matrix = numpy.asarray(matrix)
    pixels = matrix.sum(axis=1)
    pairs = [
        (names[i], names[j], int(matrix[i, j]), float(matrix[i, j] / pixels[i]))
        for i, j in zip(*matrix.nonzero()) if i != j
    ]  # fmt: skip
    return sorted(pairs, key=lambda pair: -pair[2])


def data(places, run, go_on):
    """Training and test data side by side, of at most ``check.session.SOME`` examples each.

    Returns:
        dict: ``names`` of the classes, and for ``train`` and ``test`` what
        :func:`check.distribution.measured` gives.

    Raises:
        UserError: As :func:`measure`.
    """
    root = _check(places, run)
    options = run_folder.read(run)['options']
    loader = MiniBatchLoaderWithAnySize(
        root, options.get('train_list'), options.get('test_list'), classes=options.get('classes'),
        scale=options.get('scale', 1),
    )  # fmt: skip
    _check_files(places, loader.train)
    _check_files(places, loader.test)
    found = {'names': list(loader.classes)}
    for part, dataset in (('train', loader.train), ('test', loader.test)):
        go_on(0.5 if found.get('train') else 0)
        found[part] = distribution.measured(some(dataset, SOME))
        found[part]['classes'] += [0.0] * (loader.n_class - len(found[part]['classes']))
        found[part]['all'] = len(dataset)
    return found


def compared_with_truth(places, run, number, go_on):
    """A test picture with what the network sees in it, and its truth: as a figure of the posts.

    Args:
        number (int): Its place in the test pictures, as in :func:`worst`.

    Returns:
        PIL.Image.Image: Mode RGB.

    Raises:
        UserError: As :func:`measure`, or there is none of that number.
    """
    _check(places, run)
    pictures = labelled.load(_AS_TRAINED, run)
    if not 0 <= number < len(pictures):
        raise UserError('{}: has no test picture {}'.format(run, number))
    _check_files(places, pictures)
    go_on()
    x, truth = pictures[number]
    predicted = networks.load(run, _cpu(), networks.FINAL).predict(x[None])[0]
    row = overlay.compared(to_picture(x), truth, [predicted], colours.of_run(run))
    return overlay.figure([[(to_picture(x), 'picture')] + row])


def _check(places, run):
    """The folder of the data of a segmentation run, which must be one that may be read."""
    given = networks.facts(run)['options']
    root = _SHAPES if given['data'] is None else given['data']
    files = [given.get(name) for name in ('train_list', 'test_list', 'classes')]
    for path in [root] + [f for f in files if f and os.path.exists(f)]:
        if not places.holds(path):
            raise UserError(
                'the data of this run lies in {}, which the page may not read: start it with '
                'that folder besides, python -m look runs {}'.format(path, root)
            )
    return root


def _check_files(places, dataset):
    for i in range(len(dataset)):
        for path in dataset.pair(i):
            if not places.holds(path):
                raise UserError('{}: leads out of the folders given'.format(path))


def _cpu():
    return chainer.get_device('@numpy')


def told(found):
    """What predict.evaluate writes, with ``confused`` and ``worst`` in place of all it counted.

    Runs that were measured before it wrote these lack them.
    """
    rest = {name: v for name, v in found.items() if name not in ('confusion', 'accuracies')}
    if 'confusion' in found:
        names = [line['class'] for line in found['classes']]
        rest['confused'] = confused(found['confusion'], names)
        rest['worst'] = worst(found.get('accuracies', []))
    return rest
