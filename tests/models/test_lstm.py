import chainer
import numpy as np
import pytest
from chainer import gradient_check

from models.lstm import LSTM


def block(n, steps, dtype=np.float32):
    return np.random.RandomState(0).uniform(-1, 1, (n, steps)).astype(dtype)


def test_defaults_are_the_posts():
    model = LSTM()
    assert model.l1.W.shape == (2, 1)
    assert model.l2.state_size == 2
    assert model.l3.W.shape == (1, 2)


@pytest.mark.parametrize('units, parameters', [(2, 47), (3, 94), (4, 157), (5, 236)])
def test_number_of_parameters(units, parameters):
    assert sum(param.size for param in LSTM(1, units, 1).params()) == parameters


@pytest.mark.parametrize('in_units, out_units', [(1, 1), (2, 3)])
def test_shapes(in_units, out_units):
    model = LSTM(in_units, 4, out_units)
    y = model.predict(np.zeros((5, in_units), np.float32))
    assert y.shape == (5, out_units) and y.dtype == np.float32
    loss = model(np.zeros((5, in_units), np.float32), np.zeros((5, out_units), np.float32))
    assert loss.shape == () and loss.dtype == np.float32


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def test_follows_the_equations_of_the_lstm():
    model = LSTM(1, 3, 1)
    p = {name: param.array.astype(np.float64) for name, param in model.namedparams()}
    xs = block(4, 6)
    h = c = np.zeros((4, 3))
    for i in range(6):
        y = model.predict(xs[:, i : i + 1])
        z = xs[:, i : i + 1] @ p['/l1/W'].T + p['/l1/b']
        gates = z @ p['/l2/upward/W'].T + p['/l2/upward/b'] + h @ p['/l2/lateral/W'].T
        # Chainer keeps what is for one unit together: candidate, input, forget, output gate.
        a, i_, f, o = np.moveaxis(gates.reshape(4, 3, 4), 2, 0)
        c = sigmoid(i_) * np.tanh(a) + sigmoid(f) * c
        h = sigmoid(o) * np.tanh(c)
        np.testing.assert_allclose(y.array, h @ p['/l3/W'].T + p['/l3/b'], atol=1e-5)


def test_state_lasts_until_the_reset():
    model = LSTM()
    x = np.full((1, 1), 0.5, np.float32)
    first = model.predict(x).array
    second = model.predict(x).array
    assert abs(first - second).max() > 1e-6
    model.reset_state()
    np.testing.assert_array_equal(model.predict(x).array, first)


def test_gradients_of_the_loss_through_time():
    with chainer.using_config('dtype', np.float64):
        model = LSTM(1, 3, 1)
    xs = block(4, 5, np.float64)

    def loss(x, *params):
        model.reset_state()
        total = 0
        for i in range(4):
            total += model(x[:, i : i + 1], x[:, i + 1 : i + 2])
        return total

    gradient_check.check_backward(
        loss, xs, None, tuple(model.params()), dtype=np.float64, atol=1e-6, rtol=1e-5
    )
