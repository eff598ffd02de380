"""Average pooling, its gradient and that of the gradient, against Chainer's own."""

import chainer
import chainer.functions as F
import numpy
import pytest
from chainer.functions.pooling.average_pooling_2d import AveragePooling2D

from chainer_accel.pooling import average_pooling


def _case(seed):
    rng = numpy.random.RandomState(seed)
    while True:
        n, c, h, w = rng.randint(1, 4), rng.randint(1, 5), rng.randint(1, 12), rng.randint(1, 12)
        k, s = rng.randint(1, 5, 2), rng.randint(1, 12, 2)
        # Windows that see nothing but padding, too: their means are zero.
        p = rng.randint(0, 6, 2)
        if min((h, w) + 2 * p - k) >= 0:
            break
    x = rng.randn(n, c, h, w).astype(rng.choice([numpy.float32, numpy.float64]))
    if rng.randint(2):
        x = numpy.ascontiguousarray(x.transpose(0, 2, 3, 1)).transpose(0, 3, 1, 2)
    return x, tuple(k), {'stride': tuple(s), 'pad': tuple(p)}


@pytest.mark.parametrize('level', ['auto', 'numpy'])
@pytest.mark.parametrize('seed', range(90))
def test_average_pooling(level, seed, same_as_chainer):
    x, k, options = _case(seed)

    def results():
        v = chainer.Variable(x)
        y = F.average_pooling_2d(v, k, **options)
        (gx,) = chainer.grad([F.sum(y * y * y)], [v], enable_double_backprop=True)
        F.sum(gx * gx).backward()
        return y.array, gx.array, v.grad

    with chainer.using_config('use_accel', level):
        same_as_chainer(results, float32=3e-6)


def test_channels_stay_side_by_side():
    x = numpy.random.RandomState(0).randn(2, 7, 9, 3).astype('f').transpose(0, 3, 1, 2)
    v = chainer.Variable(x)
    y = F.average_pooling_2d(v, 3, stride=1, pad=1)
    y.grad = y.array
    y.backward()
    for a in y.array, v.grad:
        assert a.strides[1] == a.itemsize


@pytest.mark.parametrize('side', [16, 17, 100])
def test_large_windows_are_added_up_as_well_as_chainer_s(side, same_as_chainer):
    x = numpy.full((1, 16, side, side), 0.1, 'f')
    x = numpy.ascontiguousarray(x.transpose(0, 2, 3, 1)).transpose(0, 3, 1, 2)
    same_as_chainer(lambda: (F.average_pooling_2d(x, side).array,), float32=1e-5)


def test_a_window_larger_than_the_picture_is_chainer_s_to_refuse():
    x = numpy.zeros((1, 1, 2, 2), 'f')
    assert average_pooling.forward(AveragePooling2D(3, 1, 0, False), (x,)) is NotImplemented
    with pytest.raises(AssertionError, match='should be positive'):
        F.average_pooling_2d(x, 4)
