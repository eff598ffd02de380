"""Networks that find objects and give each a box."""

import argparse

import chainer
import numpy

from data.detection import DetectionLoader
from data.pictures.boxes import compared
from data.pictures.overlay import figure
from data.pictures.picture import to_picture
from data.scenes import FOLDER
from look.training.measured import data
from measures import detection
from models.parts.detection import SHOWN
from predict import evaluate_detection
from predict.parts import detectors, networks

NETWORKS = detectors.NETWORKS

_AS_TRAINED = argparse.Namespace(data=None, list=None, classes=None)


def measure(places, run, go_on):
    """Find the objects of a run's test pictures, as :mod:`predict.evaluate_detection` does.

    Args:
        places, run, go_on: As of :func:`look.training.measured.pixels.measure`.

    Returns:
        dict: What predict.evaluate_detection writes, of which boxes that are surest ``confusion``
        says which class they take an object for, and ``accuracies`` which share of a picture's
        objects they find.

    Raises:
        UserError: Its data is not there, or not to be read.
    """
    pictures, model = _tested(places, run)
    found, truth = evaluate_detection.evaluate(model, data.counted(pictures, go_on))
    n_class = pictures.n_class
    hits = detection.found_objects(found, truth, n_class)
    return dict(
        evaluate_detection.report(found, truth, pictures.classes),
        confusion=detection.confusion(found, truth, n_class).tolist(),
        accuracies=[
            [name, _share(hit[~there.difficult])]
            for name, hit, there in zip(pictures.names, hits, truth)
        ],
    )


def datasets(places, run):
    """As :func:`look.training.measured.pixels.datasets`."""
    root, options = _check(places, run)
    loader = DetectionLoader(
        root, options.get('train_list'), options.get('test_list'), classes=options.get('classes')
    )
    for part in (loader.train, loader.test):
        data.check_files(places, part.pair, len(part))
    return loader.classes, loader.train, loader.test


def drawn(places, run, number):
    """A test picture with the boxes that are found, and with the true ones.

    Args, returns and raises as :func:`look.training.measured.pixels.drawn`.
    """
    pictures, model = _tested(places, run)
    x, boxes, labels, difficult = example = data.example(pictures, number)
    seen, _ = evaluate_detection.seen(model, example, SHOWN)
    sides = numpy.array(x.shape[1:] * 2, numpy.float32)
    found = seen._replace(boxes=seen.boxes * sides)
    truth = detection.Objects(boxes, labels, difficult)
    return figure([compared(to_picture(x), found, truth, pictures.classes)])


def _tested(places, run):
    _check(places, run)
    pictures = detectors.Boxed(_AS_TRAINED, run)
    data.check_files(places, pictures.pair, len(pictures))
    return pictures, detectors.load(run, chainer.get_device('@numpy'), networks.FINAL)


def _check(places, run):
    options = detectors.facts(run)['options']
    root = options.get('data') or FOLDER
    data.check(places, root, options)
    return root, options


def _share(hits):
    return float(numpy.mean(hits)) if len(hits) else None
