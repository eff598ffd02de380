"""Gradients taken without a graph: where they are, and that they are the same."""

import chainer
import chainer.functions as F
import numpy
import pytest
from chainer.function_hooks import TimerHook


def _arrays():
    rng = numpy.random.RandomState(0)
    return [rng.randn(*s).astype('f') for s in ((2, 4, 6, 5), (4, 4, 3, 3), (4,))]


def _backward(function, arrays, wanted=(0, 1, 2), **options):
    inputs = [chainer.Variable(a, requires_grad=i in wanted) for i, a in enumerate(arrays)]
    y = function(*inputs, stride=1, pad=1)
    y.grad = numpy.cos(numpy.arange(y.size, dtype='f')).reshape(y.shape)
    y.backward(**options)
    return [v.grad for v in inputs]


FUNCTIONS = pytest.mark.parametrize('function', [F.convolution_2d, F.deconvolution_2d])


@FUNCTIONS
# Chainer 7.8.1's own deconvolution fails where the weights' gradient is asked for alone.
@pytest.mark.parametrize('wanted', [(0,), (2,), (0, 1), (0, 2), (0, 1, 2)])
def test_gradients_asked_for(function, wanted, same_as_chainer):
    same_as_chainer(lambda: _backward(function, _arrays(), wanted))


@FUNCTIONS
def test_with_a_graph_and_without(function):
    plain = _backward(function, _arrays())
    graph = _backward(function, _arrays(), enable_double_backprop=True)
    for a, b in zip(plain, graph):
        numpy.testing.assert_allclose(a, b, rtol=1e-5, atol=1e-5)


@FUNCTIONS
def test_hooks_see_each_function(function):
    with TimerHook() as timer:
        _backward(function, _arrays())
    assert 'Convolution2DGradW' in timer.summary()


@FUNCTIONS
def test_debug_mode_finds_nan(function):
    x, W, b = _arrays()
    W[0] = numpy.nan
    with chainer.using_config('debug', True), pytest.raises(RuntimeError, match='NaN'):
        _backward(function, (x, W, b))
