"""Where a network errs: classes it takes for others, pictures it gets most wrong, its data."""

import numpy

from check import distribution
from check.session import SOME, some
from cli import run_folder
from cli.errors import UserError
from look.training.measured import boxes, classes, pixels

_KINDS = {'pixels': pixels, 'boxes': boxes, 'classes': classes}
# Pictures that are named, the worst first.
_WORST = 24


def kind(facts):
    """What the network of a run gives: 'pixels', 'boxes' or 'classes'; None: what isn't measured.

    Args:
        facts (dict): Its args.json.
    """
    for name, module in _KINDS.items():
        if facts.get('model') in list(module.NETWORKS):
            return name
    return None


def _module(run):
    found = kind(run_folder.read(run))
    if found is None:
        raise UserError('{}: its network has no test pictures that are measured here'.format(run))
    return _KINDS[found]


def measure(places, run, go_on):
    """Measure a run's network on its test pictures; nothing is written.

    Args:
        places (~look.places.Places): Where the pictures must lie.
        run (str): Folder of a run.
        go_on: Called with the share that is done.

    Returns:
        dict: As the module of :mod:`look.training.measured` has it.

    Raises:
        UserError: It is none that can be measured, or its data is not there.
    """
    return _module(run).measure(places, run, go_on)


def worst(accuracies):
    """Pictures with the smallest share of right pixels: (number, name, share), worst first.

    Args:
        accuracies: Name and share of each picture; None where none counts.
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
    names, train, test = _module(run).datasets(places, run)
    found = {'names': list(names)}
    for part, dataset in (('train', train), ('test', test)):
        go_on(0.5 if found.get('train') else 0)
        found[part] = distribution.measured(some(dataset, SOME))
        found[part]['classes'] += [0.0] * (len(names) - len(found[part]['classes']))
        found[part]['all'] = len(dataset)
    return found


def compared_with_truth(places, run, number, go_on):
    """A test picture with what the network sees in it, and its truth.

    Args:
        number (int): Its place in the test pictures, as in :func:`worst`.

    Returns:
        PIL.Image.Image: Mode RGB.

    Raises:
        UserError: As :func:`measure`, or there is none of that number.
    """
    go_on()
    return _module(run).drawn(places, run, number)


def told(found):
    """What is measured, with ``confused`` and ``worst`` in place of all that was counted.

    Runs that were measured before predict.evaluate wrote these lack them.

    Raises:
        UserError: They do not belong to the classes.
    """
    rest = {name: v for name, v in found.items() if name not in ('confusion', 'accuracies')}
    if 'confusion' in found:
        try:
            names = [line['class'] for line in found['classes']]
            rest['confused'] = confused(found['confusion'], names)
            rest['worst'] = worst(found.get('accuracies', []))
        except (LookupError, TypeError, ValueError):
            raise UserError(
                'evaluation.json: "classes", "confusion" and "accuracies" do not fit each other: '
                'measure the run again'
            )
    return rest
