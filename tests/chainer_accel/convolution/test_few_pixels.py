"""Convolutions of few pixels and large weights against Chainer's own."""

import chainer
import chainer.functions as F
import numpy
import pytest

from chainer_accel.convolution import few_pixels

CASES = [
    {},
    {'stride': 2},
    {'stride': (2, 3), 'pad': (1, 2)},
    {'pad': 1},
    {'pad': (3, 0), 'dilate': (2, 1)},
    {'stride': 2, 'pad': 2, 'dilate': 2},
]


@pytest.fixture
def all_of_them(monkeypatch):
    """Whatever the size of the weights; how often it is asked and taken."""
    monkeypatch.setattr(few_pixels, 'WEIGHTS', 0)
    taken = []
    for name in ('convolve', 'gradient', 'spread'):
        function = getattr(few_pixels, name)
        monkeypatch.setattr(few_pixels, name, _noted(function, taken))
    return taken


def _noted(function, taken):
    def call(*args):
        taken.append(function.__name__)
        return function(*args)

    return call


def _results(function, options, shapes, dtype):
    rng = numpy.random.RandomState(0)
    arrays = [rng.randn(*shape).astype(dtype) for shape in shapes]

    def results():
        variables = [chainer.Variable(a) for a in arrays]
        y = function(*variables, **options)
        y.grad = numpy.random.RandomState(1).randn(*y.shape).astype(dtype)
        y.backward()
        return [y.array] + [v.grad for v in variables]

    return results


@pytest.mark.parametrize('dtype', [numpy.float32, numpy.float64])
@pytest.mark.parametrize('options', CASES)
@pytest.mark.parametrize('bias', [True, False])
def test_convolution(options, bias, dtype, all_of_them, same_as_chainer):
    shapes = [(2, 5, 11, 9), (7, 5, 3, 2), (7,)][: 3 if bias else 2]
    same_as_chainer(_results(F.convolution_2d, options, shapes, dtype))
    assert sorted(all_of_them) == ['convolve', 'gradient', 'spread']


@pytest.mark.parametrize('dtype', [numpy.float32, numpy.float64])
@pytest.mark.parametrize('options', CASES[:4] + [{'stride': 3, 'outsize': (19, 15)}])
@pytest.mark.parametrize('bias', [True, False])
def test_deconvolution(options, bias, dtype, all_of_them, same_as_chainer):
    shapes = [(2, 5, 6, 5), (5, 7, 3, 2), (7,)][: 3 if bias else 2]
    same_as_chainer(_results(F.deconvolution_2d, options, shapes, dtype))
    assert sorted(all_of_them) == ['convolve', 'gradient', 'spread']


@pytest.mark.parametrize(
    'w_shape, n, size, groups, served',
    [
        ((1024, 1024, 3, 3), 4, (7, 7), 1, True),  # Fast YOLO's last
        ((1024, 1024, 3, 3), 16, (7, 7), 1, False),
        ((1024, 1024, 3, 3), 4, (14, 14), 1, False),
        ((512, 64, 3, 3), 4, (7, 7), 1, False),
        ((1024, 512, 3, 3), 4, (7, 7), 2, False),
    ],
)
def test_what_it_serves(w_shape, n, size, groups, served):
    assert few_pixels.serves(w_shape, n, size, groups) == served
