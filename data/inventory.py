"""What a data set holds, counted before a network is trained on it.

Training goes on for hours whatever the labels are: a mask saved as 0 and 255, whose 255 means
"not counted", gives an accuracy of 1.0 at once. A table of the classes shows it, and where
nothing can be learnt, nothing is trained.
"""

import os

import numpy as np

from cli.errors import UserError
from data.pictures.classes import CLASSES_FILE

_NOT_COUNTED = 'not counted'
_MORE = ('difficult',)  # counted behind the classes where there are boxes
_NAMED = 3  # files that are named where there are more


def table(loader, own_names=False):
    """The table, in lines for a person.

    Args:
        loader (~data.voc.MiniBatchLoaderWithAnySize): Training and test pictures.
        own_names (bool): The names of the classes are from a file that was given.

    Raises:
        UserError: Nothing can be learnt from the labels for training, nothing measured on those
            for testing; or as the pictures' own reading, without decoding them.
    """
    train, test = [_count(dataset) for dataset in (loader.train, loader.test)]
    _refuse_nothing(loader, train, test)
    rows = [('pictures', len(loader.train), len(loader.test))]
    for name, *pixels in zip(loader.classes + (_NOT_COUNTED,), train, test):
        if any(pixels) or name == _NOT_COUNTED:
            shares = [_share(part, whole) for part, whole in zip(pixels, (train.sum(), test.sum()))]
            rows.append([name] + shares)
    remarks = _of_classes(loader, train, test, 'label'), _of_files(loader)
    return '\n'.join(_laid_out(loader, own_names, rows) + [r for some in remarks for r in some])


def objects_table(loader, own_names=False):
    """As :func:`table`, of pictures with boxes or with one class each: how many there are.

    Args:
        loader (~data.detection.DetectionLoader or ~data.classification.ClassificationLoader):
            Examples for training and for testing.

    Raises:
        UserError: There is no object to learn or to measure; or as the examples' own reading,
            without decoding the pictures.
    """
    train, test = [_count(dataset) for dataset in (loader.train, loader.test)]
    n_class = loader.n_class
    for counted, what in ((train, 'training'), (test, 'test')):
        objects, difficult = counted[:n_class].sum(), counted[n_class:].sum()
        if objects == difficult:
            which = ', but difficult ones, which are neither learnt nor measured'
            raise UserError(
                '{}: there is no object in the {} pictures{}'.format(
                    loader.root, what, which if objects else ''
                )
            )
    rows = [('pictures', len(set(loader.train.names)), len(set(loader.test.names)))]
    rows += [row for row in zip(loader.classes + _MORE, train, test) if any(row[1:])]
    remarks = list(_of_classes(loader, train[:n_class], test[:n_class], 'picture'))
    left_out = loader.layout.left_out(loader.classes)
    if left_out:
        remarks.append('left out: {}'.format(_some(left_out, loader.layout.what_is_left_out)))
    return '\n'.join(_laid_out(loader, own_names, rows) + remarks)


def _laid_out(loader, own_names, rows):
    """Lines of a table: the classes' source, and under a head the rows of name, training, test."""
    width = max(len(name) for name in loader.classes + (_NOT_COUNTED,))
    lines = ['{}: {} classes, {}'.format(loader.root, loader.n_class, _source(loader, own_names))]
    lines.append('{:{}}  {:>8}  {:>8}'.format('', width, 'training', 'test'))
    return lines + ['{:{}}  {:>8}  {:>8}'.format(name, width, a, b) for name, a, b in rows]


def _count(dataset):
    return sum(dataset.counts(i) for i in range(len(dataset)))


def _refuse_nothing(loader, train, test):
    for pixels, what in ((train, 'training'), (test, 'test')):
        if not pixels[:-1].any():
            raise UserError(
                '{}: no pixel of the {} labels is counted, all are 255: give each class its own '
                'number, 0 to {}'.format(loader.root, what, loader.n_class - 1)
            )
    learnt = np.flatnonzero(train[:-1])
    if len(learnt) == 1:
        (number,) = learnt
        reason = 'there is nothing to tell apart.'
        if train[-1]:
            reason = 'the rest is 255, "not counted": was class 1 saved as 255?'
        raise UserError(
            '{}: all pixels of the training labels that are counted are of class {} ({}); {} '
            'Give each class its own number, 0 to {}'.format(
                loader.root, number, loader.classes[number], reason, loader.n_class - 1
            )
        )


def _source(loader, own_names):
    if own_names:
        return 'named in the list given'
    if os.path.exists(os.path.join(loader.root, CLASSES_FILE)):
        return 'named in its {}'.format(CLASSES_FILE)
    return 'named as {}, as it has no {}'.format(loader.layout.names_of, CLASSES_FILE)


def _of_classes(loader, train, test, where):
    never = [
        name for name, a, b in zip(loader.classes, train, test) if not a and not b
    ]  # fmt: skip
    unseen = [name for name, a, b in zip(loader.classes, train, test) if b and not a]
    if never:
        yield 'in no {}: {}'.format(where, ', '.join(never))
    if unseen:
        yield 'in no {} for training: {}'.format(where, ', '.join(unseen))


def _of_files(loader):
    for pairs in loader.layout.pairs():
        unlabelled, other = pairs.unlabelled(), pairs.other_labels()
        if unlabelled:
            yield 'left out, as they have no label: {}'.format(_some(unlabelled, 'pictures'))
        if other:
            yield 'left out, as they are no PNG and so no labels: {}'.format(_some(other, 'files'))


def _some(names, what):
    more = ' ...' if len(names) > _NAMED else ''
    return '{} {} ({}{})'.format(len(names), what, ', '.join(names[:_NAMED]), more)


def _share(part, whole):
    if not part:
        return '-'
    share = '{:.2%}'.format(part / whole)
    return '<0.01%' if share == '0.00%' else share
