"""Convolution2D, its two gradients and Deconvolution2D against Chainer's own."""

import chainer
import chainer.functions as F
import numpy
import pytest
from chainer import gradient_check
from chainer.utils import conv

from chainer_accel.convolution import columns


def _case(seed):
    """Random arguments of a convolution whose output is not empty."""
    rng = numpy.random.RandomState(seed)
    while True:
        groups = rng.choice([1, 1, 2, 3])
        c, o = groups * rng.randint(1, 4), groups * rng.randint(1, 4)
        n = rng.choice([1, 2, 5])
        k, s, p = rng.randint(1, 6, 2), rng.randint(1, 4, 2), rng.randint(0, 5, 2)
        d = rng.randint(1, 4, 2)
        h, w = rng.randint(1, 15, 2)
        cover_all = bool(rng.randint(2))
        size = [
            conv.get_conv_outsize(a, k[i], s[i], p[i], cover_all, d[i])
            for i, a in enumerate((h, w))
        ]
        if min(size) > 0:
            break
    dtype = rng.choice([numpy.float32, numpy.float64])
    x = rng.randn(n, c, h, w).astype(dtype)
    W = rng.randn(o, c // groups, *k).astype(dtype)
    b = rng.randn(o).astype(dtype) if rng.randint(2) else None
    gy = rng.randn(n, o, *size).astype(dtype)
    options = {'stride': tuple(s), 'pad': tuple(p), 'dilate': tuple(d), 'groups': int(groups)}
    return x, W, b, gy, options, cover_all


def _results(function, x, W, b, gy, **options):
    """Output and gradients."""
    inputs = [chainer.Variable(a) for a in (x, W, b) if a is not None]
    y = function(*inputs, **options)
    y.grad = gy
    y.backward()
    return [y.array] + [v.grad for v in inputs]


@pytest.fixture(params=[1 << 6, 1 << 9, columns.BLOCK])
def block(request, monkeypatch):
    """Blocks of part of an image, of some images, of all."""
    monkeypatch.setattr(columns, 'BLOCK', request.param)
    monkeypatch.setattr(columns, 'LEAST', min(columns.LEAST, request.param))


@pytest.mark.parametrize('seed', range(60))
def test_convolution(seed, block, same_as_chainer):
    x, W, b, gy, options, cover_all = _case(seed)
    same_as_chainer(lambda: _results(F.convolution_2d, x, W, b, gy, cover_all=cover_all, **options))


@pytest.mark.parametrize('seed', range(60))
def test_deconvolution(seed, block, same_as_chainer):
    y, W, _, x, options, _ = _case(seed)
    # What the convolution takes in comes out, also where its last pixels are not covered.
    bias = numpy.arange(y.shape[1]).astype(x.dtype)
    same_as_chainer(
        lambda: _results(F.deconvolution_2d, x, W, bias, y, outsize=y.shape[2:], **options)
    )


@pytest.mark.parametrize('seed', range(10))
def test_gradients(seed):
    x, W, b, gy, options, cover_all = _case(seed)
    inputs = [a.astype(numpy.float64) for a in (x, W, b) if a is not None]
    gradient_check.check_backward(
        lambda *args: F.convolution_2d(*args, cover_all=cover_all, **options),
        tuple(inputs),
        gy.astype(numpy.float64),
        rtol=1e-5,
        atol=1e-5,
    )


def test_second_derivative():
    x, W, _, gy, options, cover_all = _case(3)
    gradient_check.check_double_backward(
        lambda *args: F.convolution_2d(*args, cover_all=cover_all, **options),
        (x.astype('d'), W.astype('d')),
        gy.astype('d'),
        (x.astype('d'), W.astype('d')),
        rtol=1e-5,
        atol=1e-5,
    )


def test_strided_inputs(same_as_chainer):
    rng = numpy.random.RandomState(0)
    x = rng.randn(2, 9, 9, 3).astype('f').transpose(0, 3, 1, 2)
    W = rng.randn(3, 3, 3, 4).astype('f').transpose(3, 2, 0, 1)
    gy = numpy.broadcast_to(numpy.float32(1), (2, 4, 9, 9))
    same_as_chainer(lambda: _results(F.convolution_2d, x, W, None, gy, pad=1))


@pytest.mark.parametrize('k', [1, 3])
def test_some_channels_of_a_larger_array(k, same_as_chainer):
    """What ``concat`` gives back to the convolutions before it, and ``split_axis`` hands on."""
    rng = numpy.random.RandomState(0)
    x = rng.randn(2, 9, 9, 8).astype('f').transpose(0, 3, 1, 2)[:, 2:5]
    W = rng.randn(4, 3, k, k).astype('f')
    gy = rng.randn(2, 9, 9, 9).astype('f').transpose(0, 3, 1, 2)[:, 5:]
    same_as_chainer(lambda: _results(F.convolution_2d, x, W, None, gy, pad=k // 2))


@pytest.mark.parametrize('dtype', [numpy.float16, numpy.int8])
def test_other_dtypes_are_left_to_chainer(dtype):
    x = numpy.ones((1, 1, 3, 3), dtype)
    W = numpy.ones((1, 1, 3, 3), dtype)
    if dtype == numpy.int8:
        with pytest.raises(chainer.utils.type_check.InvalidType):
            F.convolution_2d(x, W)
    else:
        assert F.convolution_2d(x, W).dtype == dtype


def test_results_do_not_share_memory():
    """The scratch memory stays inside: a second call leaves the first one's result alone."""
    x = numpy.random.RandomState(0).randn(2, 3, 8, 8).astype('f')
    W = numpy.random.RandomState(1).randn(4, 3, 3, 3).astype('f')
    first = F.convolution_2d(x, W, pad=1).array
    kept = first.copy()
    F.convolution_2d(x + 1, W, pad=1)
    numpy.testing.assert_array_equal(first, kept)
