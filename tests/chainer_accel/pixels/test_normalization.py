"""Batch normalization of pictures against Chainer's own."""

import chainer
import chainer.functions as F
import chainer.links as L
import numpy
import pytest
from chainer import gradient_check

from chainer_accel.pixels import normalization, sums


@pytest.fixture(params=[64, sums.PIECE])
def _pieces(request, monkeypatch):
    monkeypatch.setattr(sums, 'PIECE', request.param)


@pytest.fixture
def pieces(_pieces, monkeypatch):
    """Counts what was done in pieces."""
    seen = []
    for name in ('each_piece', 'share_pieces'):
        own = getattr(normalization, name)
        monkeypatch.setattr(normalization, name, lambda *a, own=own: seen.append(1) or own(*a))
    return seen


def _case(seed, mean=1):
    rng = numpy.random.RandomState(seed)
    dtype = rng.choice([numpy.float32, numpy.float64])
    n, c, h, w = rng.randint(1, 4), rng.randint(1, 9), rng.randint(2, 12), rng.randint(2, 12)
    x, gy = rng.randn(2, n, h, w, c).astype(dtype).transpose(0, 1, 4, 2, 3)
    gamma, beta = rng.rand(2, c).astype(dtype)
    return x * 3 + mean, gamma + dtype(0.5), beta, gy


def _results(x, gamma, beta, gy):
    inputs = [chainer.Variable(a) for a in (x, gamma, beta)]
    mean, var = numpy.zeros_like(gamma), numpy.ones_like(gamma)
    y = F.batch_normalization(*inputs, running_mean=mean, running_var=var)
    y.grad = gy
    y.backward()
    return [y.array] + [v.grad for v in inputs] + [mean, var]


@pytest.mark.parametrize('seed', range(20))
def test_training(seed, pieces, same_as_chainer):
    case = _case(seed)
    same_as_chainer(lambda: _results(*case), float32=5e-6, float64=1e-12)
    assert len(pieces) == 4


@pytest.mark.parametrize('seed', range(5))
def test_gradient_in_another_order(seed, same_as_chainer):
    x, gamma, beta, gy = _case(seed)
    gy = numpy.ascontiguousarray(gy)
    same_as_chainer(lambda: _results(x, gamma, beta, gy), float32=5e-6, float64=1e-12)


@pytest.mark.parametrize('seed', range(5))
def test_prediction(seed, pieces, same_as_chainer):
    x, gamma, beta, _ = _case(seed)
    mean, var = beta + 1, gamma * 2

    def results():
        return (F.fixed_batch_normalization(x, gamma, beta, mean, var).array,)

    same_as_chainer(results, float32=1e-6)
    assert len(pieces) == 1


def test_far_from_zero():
    """The variance of values of which each is near 1000: no worse than Chainer's two passes."""
    x = _case(0, 1000)[0].astype('f')
    exact = x.astype('d').var(axis=(0, 2, 3))
    var = normalization.mean_and_var(None, (0, 2, 3), exact.astype('f'), x, numpy, x.dtype)[1]
    numpy.testing.assert_allclose(var, exact, rtol=1e-5)


@pytest.mark.parametrize('seed', range(3))
def test_gradients(seed):
    x, gamma, beta, gy = [a.astype('d') for a in _case(seed)]
    gradient_check.check_backward(
        lambda *args: F.batch_normalization(*args), (x, gamma, beta), gy, rtol=1e-4, atol=1e-4
    )


def test_second_derivative(same_as_chainer):
    x, gamma, beta, gy = [a.astype('d') for a in _case(3)]

    def results():
        v = chainer.Variable(x)
        y = F.batch_normalization(v, gamma, beta)
        (gx,) = chainer.grad([F.sum(y * y * gy)], [v], enable_double_backprop=True)
        return (chainer.grad([F.sum(gx * gx)], [v])[0].array,)

    same_as_chainer(results, float64=1e-9)


@pytest.mark.parametrize(
    'shape, axis', [((4, 3), None), ((2, 3, 4, 5), (0, 1, 2)), ((2, 3, 4, 5), (0,))]
)
def test_others_are_left_to_chainer(shape, axis, pieces):
    x = numpy.random.RandomState(0).randn(*shape).astype('f')
    link = L.BatchNormalization(axis=axis) if axis else L.BatchNormalization(shape[1])
    assert link(x).shape == shape
    assert not pieces


@pytest.mark.parametrize('seed', range(5))
def test_sums_of_channels(seed, _pieces, same_as_chainer):
    """What a convolution's bias asks for."""
    x = _case(seed)[0]
    half = x[:, : max(1, x.shape[1] // 2)]
    same_as_chainer(lambda: (F.sum(half, (0, 2, 3)).array,), float32=1e-6, float64=1e-12)
    for axis in [(0, 2, 3), (0, 1, 2), (0,), None]:
        same_as_chainer(lambda axis=axis: (F.sum(x, axis).array,), float32=1e-6, float64=1e-12)
