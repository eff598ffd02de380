"""Training and test data side by side: classes, sizes, brightness, and what stands in both."""

import hashlib
import os

import numpy

from check.finding import LOOK, RIGHT, WRONG, Finding, unknown
from check.session import SOME, some
from cli import files
from cli.plots import plt

APART, ALIKE = 'test data apart from training', 'test data like training'
PICTURE = 'distribution.png'


def check(session, out):
    """Both questions, and :data:`PICTURE`.

    Returns:
        list of Finding: Asked of at most :data:`check.session.SOME` examples for the classes, of
        all (by a digest of the input) for what stands in both.
    """
    if session.train is None or session.test is None:
        why = 'it has no two data sets of examples'
        return [unknown(APART, why), unknown(ALIKE, why)]
    return [_apart(session), _alike(session, out)]


def _digests(dataset):
    return {hashlib.sha1(numpy.ascontiguousarray(dataset[i][0]).tobytes()).hexdigest()
            for i in range(len(dataset))}  # fmt: skip


def _apart(session):
    train, test = _digests(session.train), _digests(session.test)
    both = len(train & test)
    figures = {'train': len(session.train), 'test': len(session.test), 'in both': both}
    if not both:
        words = '{train} and {test} examples, none in both'.format(**figures)
        return Finding(APART, RIGHT, figures, words)
    words = '{} examples of the test stand in the training data too: it measures memory'
    return Finding(APART, WRONG, figures, words.format(both))


def _alike(session, out):
    found = [measured(some(dataset, SOME)) for dataset in (session.train, session.test)]
    names = session.facts.get('classes') or []
    n_class = max([len(names)] + [len(f['classes']) for f in found])
    for f in found:
        f['classes'] += [0.0] * (n_class - len(f['classes']))
    names = names or [str(i) for i in range(n_class)]
    _draw(os.path.join(out, PICTURE), found, names)
    train, test = found
    figures = {'train': train, 'test': test}
    words = []
    missing = [names[i] for i in range(n_class) if test['classes'][i] and not train['classes'][i]]
    if missing:
        words.append('never in training: ' + ', '.join(missing))
    absent = [names[i] for i in range(n_class) if train['classes'][i] and not test['classes'][i]]
    if absent:
        words.append('never in the test: ' + ', '.join(absent))
    spread = max(train['brightness deviation'], 1e-6)
    if abs(train['brightness'] - test['brightness']) > spread:
        words.append('brightness {:.1f} in training, {:.1f} in the test'.format(
            train['brightness'], test['brightness']))  # fmt: skip
    larger = test['side'] / train['side']
    if not 2 / 3 < larger < 1.5:
        words.append('sides of {:.0f} and {:.0f} pixels'.format(train['side'], test['side']))
    if words:
        return Finding(ALIKE, LOOK, figures, '; '.join(words))
    words = 'classes, brightness ({:.1f}, {:.1f}) and sizes'
    return Finding(ALIKE, RIGHT, figures, words.format(train['brightness'], test['brightness']))


def measured(examples):
    """Shares of the classes, mean brightness and its deviation over examples, mean side.

    Args:
        examples: List of (picture, label), the label int, below 0 where not to be counted; or of
            (picture, boxes, labels, difficult).

    Returns:
        dict: ``classes``, a list of shares up to the last class that occurs; floats ``brightness``,
        ``brightness deviation`` and ``side`` in pixels; ``examples``, their number.
    """
    counts = numpy.zeros(0, int)
    means, sides = [], []
    for example in examples:
        x, t = example[0], numpy.asarray(example[2 if len(example) == 4 else 1]).ravel()
        own = numpy.bincount(t[t >= 0])
        size = max(len(own), len(counts))
        counts = numpy.pad(counts, (0, size - len(counts))) + numpy.pad(own, (0, size - len(own)))
        means.append(float(numpy.mean(x)))
        sides.append(float(numpy.prod(x.shape[1:])) ** 0.5)
    return {
        'classes': (counts / max(1, counts.sum())).tolist(),
        'brightness': float(numpy.mean(means)),
        'brightness deviation': float(numpy.std(means)),
        'side': float(numpy.mean(sides)),
        'examples': len(examples),
    }


def _draw(path, found, names):
    figure, axes = plt.subplots(figsize=(6, 0.6 + 0.24 * len(names)))
    places = numpy.arange(len(names))
    for shift, label, f in ((-0.2, 'training', found[0]), (0.2, 'test', found[1])):
        axes.barh(places + shift, f['classes'], 0.4, label=label)
    axes.set_yticks(places)
    axes.set_yticklabels(names)
    axes.invert_yaxis()
    axes.set(xscale='log', xlabel='share')
    axes.legend()
    figure.tight_layout()
    with files.replacing(path) as temporary:
        figure.savefig(temporary)
    plt.close(figure)
