"""The network over whole sequences: as step by step, in values and gradients."""

import chainer
import numpy as np
import pytest
from chainer import gradient_check

from chainer_accel.sequences import lstm as accelerated
from models.lstm import LSTM
from models.parts import lstm_sequence


@pytest.fixture(params=['plain', 'compiled'])
def compiled(request):
    """What `predict` gets: nothing, or Numba's loops where they are installed."""
    if request.param == 'plain':
        return None
    pytest.importorskip('numba')
    return accelerated.loops


def make(units, in_units=1, out_units=1, dtype=np.float32):
    np.random.seed(units)
    with chainer.using_config('dtype', dtype):
        model = LSTM(in_units, units, out_units)
    for param in model.params():
        # Biases start at 0, which would hide much.
        param.array[...] += np.random.uniform(-0.3, 0.3, param.shape)
    return model


def values(shape, dtype=np.float32):
    return np.random.RandomState(1).uniform(-1, 1, shape).astype(dtype)


def gradients(model, loss):
    model.cleargrads()
    loss.backward()
    # In a single step the state has no part, and no gradient.
    return {
        name: np.zeros_like(p.array) if p.grad is None else p.grad.copy()
        for name, p in model.namedparams()
    }


def step_by_step(model, x, weights):
    """A loss that weighs every output of every step differently."""
    model.reset_state()
    return sum(chainer.functions.sum(model.predict(v) ** 2 * w) for v, w in zip(x, weights))


@pytest.mark.parametrize('dtype', [np.float32, np.float64])
@pytest.mark.parametrize('units, steps, n', [(1, 1, 1), (2, 5, 3), (3, 40, 2), (5, 99, 100)])
@pytest.mark.parametrize('in_units, out_units', [(1, 1), (2, 3)])
def test_equals_step_by_step(in_units, out_units, units, steps, n, dtype, compiled):
    model = make(units, in_units, out_units, dtype)
    x = values((steps, n, in_units), dtype)
    weights = values((steps, n, out_units), dtype)
    y = lstm_sequence.predict(model, x, compiled)
    assert y.shape == weights.shape and y.dtype == dtype
    loss = chainer.functions.sum(y**2 * weights)
    found = gradients(model, loss)
    expected_loss = step_by_step(model, x, weights)
    expected = gradients(model, expected_loss)
    scale = float(chainer.functions.sum(y**2 * abs(weights)).array)
    tolerance = 1e-5 if dtype == np.float32 else 1e-12
    assert abs(float(loss.array) - float(expected_loss.array)) <= tolerance * scale
    for name in expected:
        worst = abs(found[name] - expected[name]).max()
        assert worst <= tolerance * max(abs(expected[name]).max(), scale / n), name


def test_gradients_by_differences():
    model = make(3, 2, 2, np.float64)
    parameters = [p.array for p in lstm_parameters(model)]
    x, gy = values((4, 3, 2), np.float64), values((4, 3, 2), np.float64) + 2

    def outputs(*inputs):
        return lstm_sequence.LSTMSequence()(*inputs)

    gradient_check.check_backward(
        outputs, [x] + parameters, gy, dtype=np.float64, atol=1e-7, rtol=1e-6
    )


def lstm_parameters(model):
    l1, l2, l3 = model.l1, model.l2, model.l3
    return l1.W, l1.b, l2.upward.W, l2.upward.b, l2.lateral.W, l3.W, l3.b


def test_leaves_the_models_state_alone(compiled):
    model = make(2)
    model.predict(values((3, 1)))
    before = model.l2.h.array.copy()
    lstm_sequence.predict(model, values((5, 3, 1)), compiled)
    np.testing.assert_array_equal(model.l2.h.array, before)
