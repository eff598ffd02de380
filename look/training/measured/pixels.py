"""Networks that give each pixel a class."""

import argparse

import chainer
import numpy

from cli import run_folder
from cli.errors import UserError
from data.pictures import overlay
from data.pictures.picture import to_picture
from data.shapes import FOLDER
from data.voc import MiniBatchLoaderWithAnySize
from look.training.measured import data
from measures import confusion
from predict import evaluate
from predict.parts import colours, labelled, networks

NETWORKS = networks.NETWORKS

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
        UserError: Its data is not there, or not to be read.
    """
    pictures, model = _tested(places, run)
    matrix = numpy.zeros((pictures.n_class, pictures.n_class), numpy.int64)
    accuracies = []
    for x, truth in data.counted(pictures, go_on):
        predicted = model.predict(x[None])[0]
        matrix += confusion.count(truth, predicted, pictures.n_class)
        accuracies.append(confusion.accuracy(truth, predicted))
    if not matrix.any():
        raise UserError('{}: no pixel of these labels is to be counted'.format(pictures.root))
    found = evaluate.report(matrix, accuracies, pictures.classes)
    return dict(found, accuracies=evaluate.by_picture(pictures, accuracies))


def datasets(places, run):
    """Names of the classes, and the training and the test data of a run.

    Raises:
        UserError: As :func:`measure`.
    """
    root = _check(places, run)
    options = run_folder.read(run)['options']
    loader = MiniBatchLoaderWithAnySize(
        root, options.get('train_list'), options.get('test_list'), classes=options.get('classes'),
        scale=options.get('scale', 1),
    )  # fmt: skip
    for part in (loader.train, loader.test):
        data.check_files(places, part.pair, len(part))
    return loader.classes, loader.train, loader.test


def drawn(places, run, number):
    """A test picture with what the network sees in it, and its truth: as a figure of the posts.

    Args:
        number (int): Its place in the test pictures.

    Returns:
        PIL.Image.Image: Mode RGB.

    Raises:
        UserError: As :func:`measure`, or there is none of that number.
    """
    pictures, model = _tested(places, run)
    x, truth = data.example(pictures, number)
    predicted = model.predict(x[None])[0]
    row = overlay.compared(to_picture(x), truth, [predicted], colours.of_run(run))
    return overlay.figure([[(to_picture(x), 'picture')] + row])


def _tested(places, run):
    """A run's test pictures and its network."""
    _check(places, run)
    pictures = labelled.load(_AS_TRAINED, run)
    data.check_files(places, pictures.pair, len(pictures))
    return pictures, networks.load(run, chainer.get_device('@numpy'), networks.FINAL)


def _check(places, run):
    given = networks.facts(run)['options']
    root = given.get('data') or FOLDER
    data.check(places, root, given)
    return root
