"""Softmax cross entropy and accuracy of pictures against Chainer's own."""

import chainer
import chainer.functions as F
import numpy
import pytest
from chainer import gradient_check

from chainer_accel.base import optional
from chainer_accel.pixels import cross_entropy


@pytest.fixture
def taken(monkeypatch):
    """Counts what the kernels took."""
    seen = []
    own = cross_entropy.share
    monkeypatch.setattr(cross_entropy, 'share', lambda *args: seen.append(1) or own(*args))
    return seen


@pytest.fixture(params=[3, cross_entropy.PIECE])
def _pieces(request, monkeypatch):
    monkeypatch.setattr(cross_entropy, 'PIECE', request.param)


def _case(seed):
    """Scores in either order of the axes, labels of some integer type and options."""
    rng = numpy.random.RandomState(seed)
    n, c, h, w = rng.randint(1, 4), rng.randint(1, 14), rng.randint(1, 20), rng.randint(1, 20)
    x = (5 * rng.randn(n, c, h, w)).astype('f')
    if rng.randint(2):
        x = numpy.ascontiguousarray(x.transpose(0, 2, 3, 1)).transpose(0, 3, 1, 2)
    ignored = int(rng.choice([-1, 0, 255]))
    t = rng.randint(0, c, (n, h, w)).astype(rng.choice([numpy.int32, numpy.int64]))
    t[rng.rand(n, h, w) < rng.choice([0, 0.3, 1])] = ignored
    weight = rng.rand(c).astype('f') + 0.5 if rng.randint(2) else None
    options = {'normalize': bool(rng.randint(2)), 'cache_score': bool(rng.randint(4))}
    options['reduce'] = str(rng.choice(['mean', 'no']))
    return x, t, dict(options, ignore_label=ignored, class_weight=weight)


def _results(x, t, options):
    v = chainer.Variable(x)
    y = F.softmax_cross_entropy(v, t, **options)
    y.grad = numpy.cos(1 + numpy.arange(y.size)).reshape(y.shape).astype(x.dtype)
    y.backward()
    return y.array, v.grad


@pytest.mark.parametrize('seed', range(80))
def test_cross_entropy(seed, _pieces, taken, same_as_chainer):
    case = _case(seed)
    same_as_chainer(lambda: _results(*case), float32=3e-6)
    if optional.module('pixels.cross_entropy_kernels'):
        assert len(taken) == 1 + case[2]['cache_score']


@pytest.mark.parametrize('seed', range(40))
def test_accuracy(seed, _pieces, taken, same_as_chainer):
    x, t, options = _case(seed)
    x = numpy.around(x / 3)  # Many are equal: the first one counts.
    ignored = options['ignore_label'] if seed % 2 else None
    same_as_chainer(lambda: (F.accuracy(x, t, ignored).array,), float32=1e-7)
    assert bool(taken) == bool(optional.module('pixels.cross_entropy_kernels'))


def test_accuracy_of_what_is_not_a_number(same_as_chainer):
    x, t, _ = _case(1)
    x[:, :, ::2] = numpy.nan
    x[:, -1, 1::2] = numpy.inf
    same_as_chainer(lambda: (F.accuracy(x, t).array,), float32=1e-7)


def test_far_apart(same_as_chainer):
    """Probabilities that are 0 in float32, and scores whose exponential is not a number."""
    x = numpy.array([0, 1e4, -1e4, 89, -200], 'f')[None, :, None, None] * numpy.ones((1, 1, 3, 3))
    t = numpy.arange(9, dtype='i').reshape(1, 3, 3) % 5
    same_as_chainer(lambda: _results(x.astype('f'), t, {}), float32=1e-6)


def test_gradients():
    x, t, options = _case(4)
    gradient_check.check_backward(
        lambda v: F.softmax_cross_entropy(v, t, **dict(options, class_weight=None)),
        (x.astype('d'),),
        numpy.ones(() if options['reduce'] == 'mean' else t.shape),
        rtol=1e-4,
        atol=1e-4,
    )


@pytest.mark.parametrize('label', [-2, 7])
def test_wrong_labels_are_left_to_chainer(label, taken):
    x = numpy.zeros((1, 3, 2, 2), 'f')
    t = numpy.array([[[0, 1], [2, label]]], 'i')
    try:
        F.softmax_cross_entropy(x, t)  # A small negative one counts from the end.
    except IndexError:
        assert label == 7
    assert not taken


@pytest.mark.parametrize('shape', [(4, 3), (2, 3, 5), (2, 3, 4, 4, 2)])
def test_others_are_left_to_chainer(shape, taken):
    t = numpy.zeros(shape[:1] + shape[2:], 'i')
    F.softmax_cross_entropy(numpy.zeros(shape, 'f'), t)
    F.accuracy(numpy.zeros(shape, 'f'), t)
    soft = numpy.full((2, 3, 4, 4), 1 / 3, 'f')
    F.softmax_cross_entropy(numpy.zeros_like(soft), soft)
    F.softmax_cross_entropy(numpy.zeros((1, 3, 2, 2)), numpy.zeros((1, 2, 2), 'i'))
    assert not taken
