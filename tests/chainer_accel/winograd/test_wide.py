"""Filters of 6x6 to 8x8 taps by Winograd's algorithm against Chainer in float64."""

import chainer
import chainer.functions as F
import numpy
import pytest

from chainer_accel.base import scratch

pytest.importorskip('numba')
wide = pytest.importorskip('chainer_accel.winograd.wide')


def _case(seed):
    rng = numpy.random.RandomState(seed)
    n, c, o = rng.randint(1, 3), 16 * rng.randint(1, 3), 16 * rng.randint(1, 3)
    k, p = rng.randint(6, 9, 2), rng.randint(0, 5, 2)
    size = rng.randint(18, 30, 2)
    x = rng.randn(n, c, *(size + k - 1 - 2 * p)).astype('f')
    if rng.randint(2):
        x = numpy.ascontiguousarray(x.transpose(0, 2, 3, 1)).transpose(0, 3, 1, 2)
    W = rng.randn(o, c, *k).astype('f')
    b = rng.randn(o).astype('f') if rng.randint(2) else None
    gy = rng.randn(n, o, *size).astype('f')
    return x, W, b, gy, tuple(p)


@pytest.fixture
def used(count_calls):
    return count_calls(wide)


@pytest.mark.parametrize('room', [1, 1 << 18, wide.OWN])
@pytest.mark.parametrize('seed', range(8))
def test_error(seed, room, monkeypatch, used, off):
    """Some ten times float32's own rounding."""
    monkeypatch.setattr(wide, 'OWN', room)
    x, W, b, gy, pad = _case(seed)
    # Memory that was used before, with what must not get into a result.
    scratch.array('v', (1 << 22,), numpy.float32).fill(numpy.nan)
    assert max(off(x, W, b, gy, pad)) < 4e-6
    assert len(used) >= 2


def test_same_result_each_time(convolved):
    x, W, b, gy, pad = _case(0)
    for a, again in zip(convolved(x, W, b, gy, pad), convolved(x, W, b, gy, pad)):
        numpy.testing.assert_array_equal(a, again)


@pytest.mark.parametrize(
    'channels, size, k, options',
    [
        (20, 30, 7, {'pad': 3}),
        (16, 12, 7, {'pad': 0}),
        (16, 30, 5, {'pad': 2}),
        (16, 30, 9, {'pad': 4}),
        (16, 30, 7, {'pad': 3, 'stride': 2}),
        (16, 60, 7, {'pad': 6, 'dilate': 2}),
    ],
)
def test_others_are_left_alone(channels, size, k, options, used):
    x = numpy.zeros((1, channels, size, size), 'f')
    F.convolution_2d(x, numpy.zeros((16, channels, k, k), 'f'), **options)
    assert not used


def test_only_numpy_is_not_asked(used, convolved):
    with chainer.using_config('use_accel', 'numpy'):
        convolved(*_case(0))
    assert not used
