"""The course's networks."""

import chainer
import chainer.functions as F
import numpy
import pytest

from models.mlp import MLP2, MLP3


@pytest.mark.parametrize('network, parameters', [(MLP2, 159010), (MLP3, 199210)])
def test_parameters_scores_and_gradients(network, parameters):
    model = network()
    assert model.count_params() == parameters
    x = numpy.random.RandomState(0).random_sample((3, 784)).astype('f')
    y = model(x)
    assert y.shape == (3, 10) and y.dtype == numpy.float32
    F.softmax_cross_entropy(y, numpy.arange(3, dtype='i')).backward()
    assert all(param.grad.any() for param in model.params())


def test_by_hand():
    model = MLP3()
    x = numpy.random.RandomState(0).random_sample((2, 784)).astype('f')
    h = x
    for link, last in ((model.l1, False), (model.l2, False), (model.l3, True)):
        h = h @ link.W.array.T + link.b.array
        h = h if last else numpy.tanh(h)
    numpy.testing.assert_allclose(model(x).array, h, rtol=1e-4, atol=1e-5)
    assert isinstance(model(x), chainer.Variable)
