"""Convolutions of each channel by itself against Chainer's own: strides, rates, odd channels."""

import chainer
import chainer.functions as F
import numpy
import pytest

from chainer_accel.base import optional
from chainer_accel.convolution import depthwise


@pytest.fixture(params=['auto', 'numpy'], autouse=True)
def level(request):
    """With the compiled loops, where Numba is, and without."""
    with chainer.using_config('use_accel', request.param):
        yield request.param


def results(x, W, gy, **options):
    inputs = [chainer.Variable(a) for a in (x, W)]
    y = F.convolution_2d(*inputs, groups=len(W), **options)
    y.grad = gy if gy is not None else numpy.ones_like(y.array)
    y.backward()
    return [y.array] + [v.grad for v in inputs]


def case(n, c, h, w, k=(3, 3)):
    rng = numpy.random.RandomState(0)
    return rng.randn(n, c, h, w).astype('f'), rng.randn(c, 1, *k).astype('f')


@pytest.mark.parametrize('channels', [2, 8, 13, 16, 37])
@pytest.mark.parametrize('stride, rate', [(1, 1), (2, 1), (1, 2), (1, 6), (1, 18), (2, 3), (3, 2)])
def test_as_xception_has_them(channels, stride, rate, same_as_chainer):
    x, W = case(2, channels, 14, 11)
    same_as_chainer(lambda: results(x, W, None, stride=stride, pad=rate, dilate=rate))


@pytest.mark.parametrize('seed', range(40))
def test_any_geometry(seed, same_as_chainer):
    rng = numpy.random.RandomState(seed)
    k, d = rng.randint(1, 6, 2), rng.randint(1, 4, 2)
    options = {
        'stride': tuple(rng.randint(1, 4, 2)), 'pad': tuple(rng.randint(0, 6, 2)),
        'dilate': tuple(d), 'cover_all': bool(rng.randint(2)),
    }  # fmt: skip
    # As small as one window can be.
    size = [max(1, (k[i] - 1) * d[i] + 1 - 2 * options['pad'][i]) for i in range(2)]
    h, w = [n + rng.randint(0, 9) for n in size]
    x, W = case(rng.randint(1, 4), rng.randint(2, 20), h, w, k)
    y = F.convolution_2d(x, W, groups=len(W), **options)
    gy = rng.randn(*y.shape).astype('f')
    # A deconvolution as of its own, too.
    bias = rng.randn(len(W)).astype('f')
    places = {name: options[name] for name in ('stride', 'pad', 'dilate')}
    same_as_chainer(lambda: results(x, W, gy, **options))
    same_as_chainer(
        lambda: [F.deconvolution_2d(gy, W, bias, outsize=(h, w), groups=len(W), **places).array]
    )


@pytest.mark.parametrize('last', [False, True])
def test_in_any_order_of_axes(last, same_as_chainer):
    x, W = case(2, 10, 9, 7)
    if last:
        x = numpy.ascontiguousarray(x.transpose(0, 2, 3, 1)).transpose(0, 3, 1, 2)
    # As concat hands gradients back: some of a larger array's channels.
    gy = numpy.random.RandomState(1).randn(2, 9, 7, 25).astype('f').transpose(0, 3, 1, 2)[:, 5:15]
    same_as_chainer(lambda: results(x, W, gy, pad=1))


def test_which_are_served(level):
    assert depthwise.serves((4, 1, 3, 3), 4)
    assert not depthwise.serves((8, 1, 3, 3), 4)  # two filters a channel
    assert not depthwise.serves((4, 4, 3, 3), 1)
    assert not depthwise.serves((1, 1, 3, 3), 1)
    if level == 'auto':
        pytest.importorskip('numba')
        assert optional.module('convolution.depthwise_kernels') is not None


@pytest.mark.parametrize('stride', [1, 2])
def test_float64(stride, same_as_chainer):
    x, W = [a.astype('d') for a in case(2, 5, 9, 8)]
    same_as_chainer(lambda: results(x, W, None, stride=stride, pad=2, dilate=2))
