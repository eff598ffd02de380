"""Read what a training run left in its folder."""

import json
import os
import re

from cli import json_file, run_folder
from cli.errors import UserError
from cli.json_file import NUMBER, NUMBER_OR_NULL, TEXT, TEXT_OR_NULL, Kind

# What the tables and figures rely on.
_LOG = [
    dict.fromkeys(
        ['epoch', 'iteration', 'elapsed_time']
        + [part + name for part in ('main/', 'validation/main/') for name in ('loss', 'accuracy')],
        NUMBER,
    )
]
_EVALUATION = {
    'pixel accuracy': NUMBER, 'class accuracy': NUMBER, 'mean IU': NUMBER, 'pictures': NUMBER,
    'list': TEXT_OR_NULL,
    'cells': dict.fromkeys(
        ['pixel error', 'V_Rand', 'V_Info', 'V_Rand thinned', 'V_Info thinned', 'touching',
         'kept apart'], NUMBER,
    ),
    'classes': [
        {'class': TEXT, 'pixels': NUMBER, 'accuracy': NUMBER_OR_NULL, 'IU': NUMBER_OR_NULL}
    ],
}  # fmt: skip


def _from_to(value):
    return value is None or (
        isinstance(value, list) and len(value) == 2 and all(map(NUMBER.holds, value))
    )


_KINDS = dict.fromkeys(['correct', 'localization', 'similar', 'other', 'background'], NUMBER)
_OF_DETECTION = {
    'mean AP 2007': NUMBER, 'mean AP 2010': NUMBER, 'errors': _KINDS,
    'sides': [
        {'side': Kind('two numbers or null', _from_to), 'objects': NUMBER, 'found': NUMBER}
    ],
    'classes': [{'class': TEXT, 'objects': NUMBER, 'AP 2007': NUMBER_OR_NULL}],
}  # fmt: skip


def read_log(run):
    """Chainer's log of a run: a list of dicts, one an epoch.

    Raises:
        UserError: There is none, or nothing in it yet.
    """
    path = os.path.join(run, 'log')
    try:
        log = json_file.read(path, _LOG)
    except (OSError, ValueError):
        log = []
    if not log:
        raise UserError('{}: no log yet: no epoch of this run is over'.format(path))
    return log


def evaluation(run, kind=_EVALUATION, command='predict.evaluate'):
    """What predict.evaluate wrote into a run's folder; None where it was not measured.

    Args:
        run (str): The folder.
        kind: What stands in it, as :func:`cli.json_file.read` takes it.
        command (str): What else measures runs of that kind.
    """
    path = os.path.join(run, 'evaluation.json')
    if not os.path.exists(path):
        return None
    try:
        return json_file.read(path, kind)
    except (OSError, ValueError) as e:
        raise UserError('{}: cannot be read ({}): python -m {} {}'.format(path, e, command, run))


def measured(run):
    """As :func:`evaluation`, where nothing can be said without it.

    Raises:
        UserError: The run was not measured yet.
    """
    found = evaluation(run)
    if found is None:
        raise UserError('{}: not measured yet: python -m predict.evaluate {}'.format(run, run))
    return found


def measured_detection(run):
    """As :func:`measured`, by predict.evaluate_detection.

    Raises:
        UserError: The run was not measured yet, or a class that occurs has no average precision.
    """
    command = 'predict.evaluate_detection'
    found = evaluation(run, _OF_DETECTION, command)
    if found is None:
        raise UserError('{}: not measured yet: python -m {} {}'.format(run, command, run))
    for of_class in found['classes']:
        if of_class['objects'] and of_class['AP 2007'] is None:
            raise UserError(
                '{}: the class "{}" has objects, but no average precision: python -m {} {}'.format(
                    run, of_class['class'], command, run
                )
            )
    return found


def arm_of(run):
    """The arm that a run is of: its folder's name without the number at the end."""
    return re.sub(r'_\d+$', '', os.path.basename(os.path.abspath(run)))


def check_same_pixels(runs):
    """Raise :class:`UserError` unless all ``runs`` were measured on the pixels of the first."""
    first, *others = [[(c['class'], c['pixels']) for c in measured(run)['classes']] for run in runs]
    for run, pixels in zip(runs[1:], others):
        if pixels != first:
            raise UserError('{}: measured on other pixels than {}'.format(run, runs[0]))


def read_posts():
    """What the posts report, by the ``model`` in ``args.json``."""
    return read_result('posts.json')


def read_result(name):
    """What one of the JSON files in ``results/`` holds."""
    project = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    with open(os.path.join(project, 'results', name), encoding='utf-8') as f:
        return json.load(f)


def summary(run):
    """The figures of a run that the posts report too.

    The accuracy is that of the last epoch, not of the best one: the posts'
    test pictures are all there is to choose an epoch by.

    Returns:
        dict: ``model``, ``data``, ``epochs``, ``minutes``, ``loss`` (training), ``test
        accuracy`` (None where the network has none) and ``device``.
    """
    facts = run_folder.read(run)
    last = read_log(run)[-1]
    options = facts['options']
    return {
        'model': facts['model'],
        'data': options.get('data') or options.get('corpus') or 'drawn here',
        'epochs': last['epoch'],
        'minutes': last['elapsed_time'] / 60,
        'loss': last['main/loss'],
        'test accuracy': last.get('validation/main/accuracy'),
        'device': options['device'],
    }
