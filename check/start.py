"""Is the loss at the start that of a network that knows nothing?"""

import math

import chainer
import numpy

from check.finding import LOOK, RIGHT, WRONG, Finding, unknown
from models.parts import grid

QUESTION = 'loss at the start'


def check(session):
    """The first loss beside the one of equal guesses for all classes (or for every pair, or 0)."""
    arrays = session.batch(session.batchsize or 8)
    with session.kept():
        # As when training: batch normalization has no averages yet.
        loss = session.loss(arrays, train=True)
    expected, why = _expected(session, arrays)
    figures = {'loss': loss, 'expected': expected}
    if not math.isfinite(loss):
        return Finding(QUESTION, WRONG, figures, 'it is {}: nothing can be learnt'.format(loss))
    if expected is None:
        return unknown(QUESTION, why)
    ratio = loss / expected
    said = '{:.3f}, and {:.3f} is {}'.format(loss, expected, why)
    if 0.5 < ratio < 2:
        return Finding(QUESTION, RIGHT, figures, said)
    if ratio <= 0.5:
        words = said + ': it knows something: weights copied in, or the labels given away?'
        return Finding(QUESTION, LOOK, figures, words)
    words = said + ': the last layer starts too large, or labels and scores do not fit'
    return Finding(QUESTION, WRONG if ratio > 4 else LOOK, figures, words)


def _expected(session, arrays):
    if hasattr(session.model, 'loss_of'):
        # Each cell has its biases, or all have the same.
        said = session.model.last_layer.b.array.reshape(-1, grid.numbers(session.model.n_class))
        cells = len(arrays[-1]), grid.S * grid.S, said.shape[-1]
        said = session.model.xp.broadcast_to(said, cells).reshape(arrays[-1].shape + (-1,))
        loss = session.model.loss_of(chainer.Variable(said), *arrays[1:])
        return float(loss.array), 'that of the last biases alone'
    n_class = session.facts.get('n_class')
    if n_class:
        if getattr(session.model, 'normalize', True):
            return math.log(n_class), 'log({})'.format(n_class)
        pixels = float((arrays[-1] >= 0).sum()) / len(arrays[-1])
        return pixels * math.log(n_class), '{:.0f} pixels times log({})'.format(pixels, n_class)
    last = arrays[-1]
    if last.dtype.kind == 'f':
        return float((last[:, 1:] ** 2).mean()), 'that of answering 0'
    options = session.facts.get('options', {})
    if 'negative' in options:
        pairs = int((last >= 0).sum())
        if options['loss'] == 'softmax':
            kinds = len(session.model.embed.W)
            return pairs * math.log(kinds), '{} pairs times log({})'.format(pairs, kinds)
        each = (1 + options['negative']) * numpy.log(2)
        return pairs * each, '{} pairs at 1/2 each'.format(pairs)
    return None, 'what a network without knowledge should lose here is not known'
