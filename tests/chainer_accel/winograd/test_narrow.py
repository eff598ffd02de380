import chainer
import chainer.functions as F
import numpy
import pytest

pytest.importorskip('numba')
narrow = pytest.importorskip('chainer_accel.winograd.narrow')
points = pytest.importorskip('chainer_accel.winograd.points')


def _case(seed):
    rng = numpy.random.RandomState(seed)
    n, c, o = rng.randint(1, 4), 16 * rng.randint(1, 5), 16 * rng.randint(1, 5)
    p = rng.randint(0, 4, 2)
    size = rng.randint(12, 40, 2)
    x = rng.randn(n, c, *(size + 2 - 2 * p)).astype('f')
    if rng.randint(2):
        x = numpy.ascontiguousarray(x.transpose(0, 2, 3, 1)).transpose(0, 3, 1, 2)
    W = rng.randn(o, c, 3, 3).astype('f')
    b = rng.randn(o).astype('f') if rng.randint(2) else None
    gy = rng.randn(n, o, *size).astype('f')
    return x, W, b, gy, tuple(p)


@pytest.fixture
def used(count_calls):
    return count_calls(narrow)


@pytest.mark.parametrize('together', [True, False], ids=['together', 'alone'])
@pytest.mark.parametrize('room', [1 << 10, 1 << 17, points.SHARED])
@pytest.mark.parametrize('seed', range(8))
def test_error(seed, together, room, monkeypatch, used, off):
    """Against Chainer in float64: a few times float32's own rounding."""
    monkeypatch.setattr(points, 'shared_out', lambda count, c, o: together)
    for name, value in (('OWN', room), ('SHARED', room), ('LEAST', 1)):
        monkeypatch.setattr(points, name, value)
    x, W, b, gy, pad = _case(seed)
    assert max(off(x, W, b, gy, pad)) < 2e-6
    assert len(used) >= 2


def test_way_taken():
    # VGG's at 375x500, SqueezeNet's at a quarter of CamVid's pictures.
    assert [points.shared_out(*case) for case in ((94 * 125, 64, 64), (24 * 32, 512, 512))] == [
        0,
        1,
    ]
    assert points.shared_out(8 * 3 * 4, 64, 256)
    assert not points.shared_out(8 * 6 * 8, 16, 64)


def test_same_result_each_time(convolved):
    x, W, b, gy, pad = _case(0)
    for a, again in zip(convolved(x, W, b, gy, pad), convolved(x, W, b, gy, pad)):
        numpy.testing.assert_array_equal(a, again)


@pytest.mark.parametrize(
    'shape, options',
    [
        ((1, 24 - 3, 20, 20), {'pad': 1}),  # channels
        ((1, 16, 2, 2), {'pad': 1}),  # too small
        ((1, 16, 20, 20), {'stride': 2}),
        ((1, 16, 20, 20), {'dilate': 2}),
    ],
)
def test_others_are_left_alone(shape, options, used):
    x = numpy.zeros(shape, 'f')
    F.convolution_2d(x, numpy.zeros((16, shape[1], 3, 3), 'f'), **options)
    assert not used


def test_only_numpy_is_not_asked(used, convolved):
    x, W, b, gy, pad = _case(0)
    with chainer.using_config('use_accel', 'numpy'):
        convolved(x, W, b, gy, pad)
    assert not used
