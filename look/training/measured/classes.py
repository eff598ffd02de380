"""Networks that give each picture a class."""

import argparse

import numpy

from cli import run_folder
from data.classification import ClassificationLoader
from data.pictures import overlay
from data.pictures.picture import to_picture
from look.training.measured import data
from predict import classify
from predict.parts import classifiers, networks
from train import spp_net, vggnet

NETWORKS = classifiers.RUNS

# What draws the pictures of a run that was trained without --data.
_SCRIPTS = {'vggnet': vggnet, 'spp_net': spp_net, 'zf5_one_size': spp_net}


def measure(places, run, go_on):
    """Classify a run's test pictures.

    Args:
        places, run, go_on: As of :func:`look.training.measured.pixels.measure`.

    Returns:
        dict: ``accuracy``; of ``classes`` their number of ``pictures`` and the ``accuracy``;
        ``confusion``; ``accuracies``: of each picture how probable its own class is said to be.

    Raises:
        UserError: Its data is not there, or not to be read.
    """
    names, _, test = datasets(places, run)
    classifier = classifiers.of_run(run, networks.FINAL)
    matrix = numpy.zeros((len(names), len(names)), numpy.int64)
    accuracies = []
    for i, (x, truth) in enumerate(data.counted(test, go_on)):
        shares = classify.shares(classifier, to_picture(x))
        matrix[truth, shares.argmax()] += 1
        accuracies.append([_name(test, i), float(shares[truth])])
    number = matrix.sum(axis=1)
    return {
        'accuracy': float(matrix.trace() / matrix.sum()),
        'classes': [
            {
                'class': name, 'pictures': int(number[i]),
                'accuracy': float(matrix[i, i] / number[i]) if number[i] else None,
            }
            for i, name in enumerate(names)
        ],
        'confusion': matrix.tolist(),
        'accuracies': accuracies,
    }  # fmt: skip


def datasets(places, run):
    """As :func:`look.training.measured.pixels.datasets`."""
    facts = run_folder.read(run)
    options = facts['options']
    if options.get('data') is None:
        train, test = _SCRIPTS[facts['model']].load(argparse.Namespace(**options))[:2]
        return list(facts['classes']), train, test
    data.check(places, options['data'], options)
    loader = ClassificationLoader(
        options['data'], options.get('train_list'), options.get('test_list'),
        classes=options.get('classes'),
    )  # fmt: skip
    for part in (loader.train, loader.test):
        data.check_files(places, part.files, len(part))
    return loader.classes, loader.train, loader.test


def drawn(places, run, number):
    """A test picture with the likeliest classes, and its own.

    Args, returns and raises as :func:`look.training.measured.pixels.drawn`.
    """
    names, _, test = datasets(places, run)
    classifier = classifiers.of_run(run, networks.FINAL)
    x, truth = data.example(test, number)
    picture = to_picture(x)
    share, likeliest = classify.likeliest(classifier, picture, 1)[0]
    caption = '{} {:.0%} ({})'.format(names[likeliest], share, names[truth])
    times = max(1, 240 // max(picture.shape[:2]))
    large = picture.repeat(times, axis=0).repeat(times, axis=1)
    return overlay.figure([[(large, caption)]])


def _name(dataset, i):
    names = getattr(dataset, 'names', None)
    return names[i] if names else str(i)
