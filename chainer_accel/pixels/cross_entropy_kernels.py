"""Softmax cross entropy and accuracy of flat float32 arrays of scores.

``steps`` says where they are: elements from a class to the next and from a pixel to the next. Of
some pixels the scores of a class are brought side by side first, so that the compiler takes eight
pixels at once, of however many classes. ``counter`` is of pieces of ``step`` pixels, those of the
first image first (``claims``).
"""

import numpy

from chainer_accel.base.claims import claim
from chainer_accel.base.compiled import inner_fused, outer
from chainer_accel.base.together import lead, outline
from chainer_accel.base.vectors import fill
from chainer_accel.pixels.exponential import parts

# Pixels of which scores are side by side.
SOME = 128
_LOWEST = numpy.float32(-87)
_ZERO = numpy.float32(0)
_ONE = numpy.float32(1)


@inner_fused
def _pieces(t, step):
    """How many pieces there are of labels (N, pixels)."""
    return len(t) * -(-t.shape[1] // step)


@inner_fused
def _piece(k, t, step):
    """Image of piece ``k``, its first pixel and the one after its last."""
    each = -(-t.shape[1] // step)
    first = k % each * step
    return k // each, first, min(t.shape[1], first + step)


@inner_fused
def _read(x, at, steps, a, count):
    """Scores of ``count`` pixels from ``x[at]`` on into ``a`` (classes, SOME)."""
    for c in range(len(a)):
        row, first = a[c], at + c * steps[0]
        for p in range(count):
            row[p] = x[first + p * steps[1]]


@inner_fused
def _write(a, x, at, steps, count):
    """Turn ``_read`` round."""
    for c in range(len(a)):
        row, first = a[c], at + c * steps[0]
        for p in range(count):
            x[first + p * steps[1]] = row[p]


@inner_fused
def _forward_piece(x, at, steps, t, ignored, weight, y, log_p, first, last):
    """Fill ``y`` with probabilities, ``log_p`` with the logarithm of that of the label.

    Args:
        x (numpy.ndarray): Scores, those of this image from ``x[at]`` on.
        steps (tuple): From class to class, from pixel to pixel.
        t (numpy.ndarray): Labels of this image, int32.
        ignored (int): The label not to count.
        weight (numpy.ndarray): Of the classes.
        y (numpy.ndarray): As large as ``x``, or empty: then it is not filled.
        log_p (numpy.ndarray): For the pixels of this image, times the weight; 0 if not counted.
        first, last (int): Pixels to take.
    """
    a = numpy.empty((len(weight), SOME), numpy.float32)
    most, total = numpy.empty(SOME, numpy.float32), numpy.empty(SOME, numpy.float32)
    for start in range(first, last, SOME):
        count = min(SOME, last - start)
        _read(x, at + start * steps[1], steps, a, count)
        for p in range(count):
            most[p] = a[0, p]
        for c in range(1, len(a)):
            row = a[c]
            for p in range(count):
                most[p] = row[p] if row[p] > most[p] else most[p]
        for p in range(count):
            label = t[start + p]
            log_p[start + p] = _ZERO if label == ignored else a[label, p] - most[p]
        fill(total, 0, count, _ZERO)
        for c in range(len(a)):
            row = a[c]
            for p in range(count):
                s, e = parts(max(row[p] - most[p], _LOWEST))
                row[p] = s * e + s
                total[p] += row[p]
        for p in range(count):
            label = t[start + p]
            if label != ignored:
                log_p[start + p] = (log_p[start + p] - numpy.log(total[p])) * weight[label]
        if len(y):
            for p in range(count):
                total[p] = _ONE / total[p]
            for c in range(len(a)):
                row = a[c]
                for p in range(count):
                    row[p] *= total[p]
            _write(a, y, at + start * steps[1], steps, count)


@inner_fused
def _forward(me, counter, step, x, steps, t, ignored, weight, y, log_p):
    k = claim(counter)
    while k < _pieces(t, step):
        i, first, last = _piece(k, t, step)
        at = i * t.shape[1] * len(weight)
        _forward_piece(x, at, steps, t[i], ignored, weight, y, log_p[i], first, last)
        k = claim(counter)


_forward_work = outline(_forward)


@outer
def forward(team, helpers, *args):
    lead(team, helpers, _forward_work(args))


@inner_fused
def _backward_piece(y, at, steps, t, ignored, weight, g, g_step, gx, first, last):
    """Fill ``gx``, as large as the probabilities ``y``, with the gradient for the scores.

    Args:
        g (numpy.ndarray): Gradient of the loss of each pixel, or of all of them.
        g_step (int): 1 or 0.

    The others as above.
    """
    a = numpy.empty((len(weight), SOME), numpy.float32)
    factor = numpy.empty(SOME, numpy.float32)
    for start in range(first, last, SOME):
        count = min(SOME, last - start)
        _read(y, at + start * steps[1], steps, a, count)
        for p in range(count):
            label = t[start + p]
            if label == ignored:
                factor[p] = _ZERO
            else:
                a[label, p] -= _ONE
                factor[p] = g[(start + p) * g_step] * weight[label]
        for c in range(len(a)):
            row = a[c]
            for p in range(count):
                row[p] *= factor[p]
        _write(a, gx, at + start * steps[1], steps, count)


@inner_fused
def _backward(me, counter, step, y, steps, t, ignored, weight, g, g_step, gx):
    k = claim(counter)
    while k < _pieces(t, step):
        i, first, last = _piece(k, t, step)
        at = i * t.shape[1] * len(weight)
        _backward_piece(y, at, steps, t[i], ignored, weight, g[i], g_step, gx, first, last)
        k = claim(counter)


_backward_work = outline(_backward)


@outer
def backward(team, helpers, *args):
    lead(team, helpers, _backward_work(args))


@inner_fused
def _count_right(x, at, steps, classes, t, ignored, first, last):
    """How many pixels have their label as the first of their largest scores, of those that count.

    Args:
        ignored (int): The label not to count, or one that there is not.

    Returns:
        int: The others as above.
    """
    a = numpy.empty((classes, SOME), numpy.float32)
    most, best = numpy.empty(SOME, numpy.float32), numpy.empty(SOME, numpy.int32)
    right = 0
    for start in range(first, last, SOME):
        count = min(SOME, last - start)
        _read(x, at + start * steps[1], steps, a, count)
        for p in range(count):
            most[p] = a[0, p]
        fill(best, 0, count, numpy.int32(0))
        for c in range(1, classes):
            row, number = a[c], numpy.int32(c)
            for p in range(count):
                # The first NaN is the largest, as NumPy has it.
                more = (row[p] > most[p]) | ((row[p] != row[p]) & (most[p] == most[p]))
                best[p] = number if more else best[p]
                most[p] = row[p] if more else most[p]
        for p in range(count):
            label = t[start + p]
            right += label != ignored and label == best[p]
    return right


@inner_fused
def _count_pieces(me, counter, step, x, steps, t, ignored, classes, right):
    k = claim(counter)
    while k < _pieces(t, step):
        i, first, last = _piece(k, t, step)
        at = i * t.shape[1] * classes
        right[k] = _count_right(x, at, steps, classes, t[i], ignored, first, last)
        k = claim(counter)


_count_work = outline(_count_pieces)


@outer
def count_right(team, helpers, *args):
    lead(team, helpers, _count_work(args))
