"""How right found objects are: average precision as VOC measures it, and kinds of errors.

Everingham et al., "The Pascal Visual Object Classes (VOC) Challenge" (IJCV 2010), section 4.2: an
object is found by a box of its class that overlaps it by half or more. Boxes are taken by their
scores, the surest first; each looks for the object of its class in its picture that it overlaps
most, and is wrong where another box had that one. Objects marked as difficult are not counted, nor
are the boxes that find them. The average precision of a class is, of the precision at each recall
(the best one there or beyond),

    2007: the mean at recalls of 0, .1, ... 1
    2010: the area below the whole curve

and the mean average precision is the mean over the classes that occur. Boxes are half-open here
(:mod:`data.folders.objects`), so that their areas are the development kit's.

Kinds of errors: Hoiem, Chodpathumwan and Dai, "Diagnosing Error in Object Detectors" (ECCV 2012),
as the YOLO paper (section 4.2, figure 4) and post 003 have them.
"""

import collections

import numpy as np

OVERLAP = 0.5
NEAR = 0.1

KINDS = 'correct', 'localization', 'similar', 'other', 'background'

Objects = collections.namedtuple('Objects', 'boxes labels difficult')
Objects.__doc__ = """What is in a picture.

Attributes:
    boxes: float array (R, 4): y_min, x_min, y_max, x_max, half-open.
    labels: int array (R,), classes.
    difficult: bool array (R,).
"""

Found = collections.namedtuple('Found', 'boxes labels scores')
Found.__doc__ = """What a detector says is in a picture: ``boxes`` and ``labels`` as of
:class:`Objects`, and scores, float (R,)."""


def overlaps(a, b):
    """Intersection over union of each box with each: float (A, 4) and (B, 4) to (A, B)."""
    a, b = np.asarray(a, float).reshape(-1, 1, 4), np.asarray(b, float).reshape(1, -1, 4)
    sides = np.minimum(a[..., 2:], b[..., 2:]) - np.maximum(a[..., :2], b[..., :2])
    both = np.maximum(sides, 0).prod(axis=-1)
    either = (a[..., 2:] - a[..., :2]).prod(-1) + (b[..., 2:] - b[..., :2]).prod(-1) - both
    return both / np.where(either > 0, either, 1)


def average_precisions(found, truth, n_class):
    """Average precision of each class.

    Args:
        found: list of :class:`Found`, one a picture.
        truth: list of :class:`Objects`, of the same pictures in the same order.
        n_class (int): number of classes.

    Returns:
        dict: By class, arrays (n_class,): ``AP 2007`` and ``AP 2010`` (float64, 0 to 1; NaN where
        the class does not occur, but as a difficult one) and ``objects`` (int64, the difficult ones
        left out); and ``mean AP 2007``, ``mean AP 2010`` (floats; NaN where nothing occurs).
    """
    result = {'objects': np.zeros(n_class, np.int64)}
    for name in ('AP 2007', 'AP 2010'):
        result[name] = np.full(n_class, np.nan)
    for label in range(n_class):
        right, number = _judged(found, truth, label)
        result['objects'][label] = number
        if number:
            recall, precision = _curve(right, number)
            result['AP 2007'][label] = _at_eleven(recall, precision)
            result['AP 2010'][label] = _area_below(recall, precision)
    for name in ('AP 2007', 'AP 2010'):
        occurs = result['objects'] > 0
        result['mean ' + name] = float(result[name][occurs].mean()) if occurs.any() else np.nan
    return result


def _judged(found, truth, label):
    """Of a class: bool, whether each box is right, the surest first; and how many objects are."""
    scores, marks, number = [], [], 0
    for seen, there in zip(found, truth):
        own, true = seen.labels == label, there.labels == label
        difficult = there.difficult[true]
        number += int((~difficult).sum())
        order = np.argsort(-seen.scores[own], kind='mergesort')
        ious = overlaps(seen.boxes[own][order], there.boxes[true])
        taken = set()
        for score, row in zip(seen.scores[own][order], ious):
            best = row.argmax() if row.size else None
            if best is None or row[best] < OVERLAP:
                right = False
            elif difficult[best]:
                continue
            else:
                right = best not in taken
                taken.add(best)
            scores.append(score)
            marks.append(right)
    order = np.argsort(-np.array(scores, dtype=float), kind='mergesort')
    return np.array(marks, dtype=bool)[order], number


def _curve(right, number):
    """Recall and precision after each box, float64 (boxes,)."""
    hits = np.cumsum(right)
    return hits / float(number), hits / np.arange(1.0, len(right) + 1)


def _at_eleven(recall, precision):
    at_least = [precision[recall >= step] for step in np.arange(0, 1.1, 0.1)]
    return float(np.mean([part.max() if part.size else 0 for part in at_least]))


def _area_below(recall, precision):
    recall, precision = np.append(0, recall), np.append(precision, 0)
    best = np.maximum.accumulate(precision[::-1])[::-1]
    return float((np.diff(recall) * best[:-1]).sum())


def errors(found, truth, n_class, similar):
    """What the surest boxes are: of each class as many as it has objects.

    A box is *correct* where it overlaps an object of its class by half or more, which no surer one
    has found; a *localization* error where it overlaps one by a tenth or more, or one that is found
    already; else *similar* or *other* where it overlaps an object of another class by a tenth or
    more; else *background*. Boxes that find a difficult object are passed over.

    Args:
        found, truth, n_class: as of :func:`average_precisions`.
        similar: bool array (n_class, n_class), symmetric: which classes are alike.

    Returns:
        int64 array (n_class, 5): boxes of each class, of each of :data:`KINDS`. Where a detector
        gives fewer boxes than there are objects, they are fewer.
    """
    counts = np.zeros((n_class, len(KINDS)), np.int64)
    for label in range(n_class):
        for kind, _, _ in _surest(found, truth, label, similar[label]):
            counts[label, KINDS.index(kind)] += 1
    return counts


def found_objects(found, truth, n_class):
    """Which objects the same boxes find: list of bool arrays (R,), one a picture.

    Args:
        found, truth, n_class: as of :func:`average_precisions`.
    """
    result = [np.zeros(len(there.labels), dtype=bool) for there in truth]
    for label in range(n_class):
        for kind, picture, place in _surest(found, truth, label, np.zeros(n_class, dtype=bool)):
            if kind == 'correct':
                result[picture][place] = True
    return result


def confusion(found, truth, n_class):
    """Which class the same boxes take an object for: int64 (n_class, n_class), true and told.

    Counted are the correct boxes, and those that are *similar* or *other*, each for the object of
    another class that it overlaps most.

    Args:
        found, truth, n_class: as of :func:`average_precisions`.
    """
    counts = np.zeros((n_class, n_class), np.int64)
    for label in range(n_class):
        for _, picture, place in _surest(found, truth, label, np.zeros(n_class, dtype=bool)):
            if place is not None:
                counts[truth[picture].labels[place], label] += 1
    return counts


def _surest(found, truth, label, similar):
    """Of a class as many boxes as it has objects: kind, picture, place of the object.

    That of a correct box, or the one of another class; None of all others.
    """
    number = sum(int((~t.difficult[t.labels == label]).sum()) for t in truth)
    judged = []
    for picture, (seen, there) in enumerate(zip(found, truth)):
        own = np.flatnonzero(seen.labels == label)
        own = own[np.argsort(-seen.scores[own], kind='mergesort')]
        ious = overlaps(seen.boxes[own], there.boxes)
        for score, (kind, place) in zip(seen.scores[own], _kinds(ious, label, there, similar)):
            if kind is not None:
                judged.append((score, kind, picture, place))
    judged.sort(key=lambda each: -each[0])
    return [each[1:] for each in judged[:number]]


def _kinds(ious, label, there, similar):
    """Kind and object of each box of a class in a picture, the surest first; None: passed over."""
    own, taken = there.labels == label, set()
    for row in ious:
        of_own, of_others = np.where(own, row, 0), np.where(own, 0, row)
        best = of_own.argmax() if own.any() else None
        if best is not None and of_own[best] >= OVERLAP and there.difficult[best]:
            yield None, None
        elif best is not None and of_own[best] >= OVERLAP and best not in taken:
            taken.add(best)
            yield 'correct', best
        elif best is not None and of_own[best] >= NEAR:
            yield 'localization', None
        elif (of_others >= NEAR).any():
            near = there.labels[of_others >= NEAR]
            yield ('similar' if similar[near].any() else 'other'), of_others.argmax()
        else:
            yield 'background', None
