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


def _pictures(layout, widths=(3, 8, 1)):
    rng = numpy.random.RandomState(0)
    pictures = [rng.randn(2, c, 40, 50).astype('f') for c in widths]
    if layout == 'as written':
        return pictures
    return [
        numpy.ascontiguousarray(a.transpose(0, 2, 3, 1)).transpose(0, 3, 1, 2) for a in pictures
    ]


@pytest.mark.parametrize('layout', ['as written', 'channels last'])
@pytest.mark.parametrize('axis', [1, 0, -3])
@pytest.mark.parametrize('unwanted', [None, 1])
def test_concat(layout, axis, unwanted, same_as_chainer):
    pictures = _pictures(layout, (3, 8, 1) if axis != 0 else (3, 3, 3))

    def results():
        inputs = [chainer.Variable(a, requires_grad=i != unwanted) for i, a in enumerate(pictures)]
        y = F.concat(inputs, axis=axis)
        y.grad = y.array * 2
        y.backward()
        return [y.array] + [v.grad for v in inputs]

    same_as_chainer(results, float32=0)


def test_concat_of_one(same_as_chainer):
    (x,) = _pictures('channels last', (8,))
    same_as_chainer(lambda: (F.concat([x]).array,), float32=0)


def test_concat_of_channels_of_larger_pictures(same_as_chainer):
    whole = _pictures('channels last', (12,))[0]
    same_as_chainer(lambda: (F.concat([whole[:, :5], whole[:, 5:]]).array,), float32=0)
