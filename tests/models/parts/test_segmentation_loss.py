"""The loss that all segmentation networks share."""

import chainer
import numpy
import pytest

from models.parts.segmentation import Segmentation


class Fixed(Segmentation):
    """Scores that are given."""

    def __init__(self, scores):
        super(Fixed, self).__init__()
        self.scores = scores

    def score(self, x, size):
        return chainer.Variable(self.scores)


@pytest.fixture
def model():
    return Fixed(numpy.random.RandomState(0).normal(size=(1, 3, 4, 5)).astype('f'))


T = numpy.random.RandomState(1).randint(-1, 3, (1, 4, 5)).astype('i')


def losses(scores):
    """Cross entropy of each pixel that counts, and its class."""
    p = numpy.exp(scores) / numpy.exp(scores).sum(axis=1, keepdims=True)
    counted = numpy.argwhere(T >= 0)
    return numpy.array([(-numpy.log(p[n, T[n, i, j], i, j]), T[n, i, j]) for n, i, j in counted])


def test_mean_over_the_pixels_that_count(model):
    assert float(model(None, T).array) == pytest.approx(losses(model.scores)[:, 0].mean(), rel=1e-5)


def test_weighted_by_the_true_class_and_divided_by_the_number_of_pixels(model):
    model.class_weight = numpy.array([0.2, 1, 5], 'f')
    values, classes = losses(model.scores).T
    expected = (values * model.class_weight[classes.astype(int)]).sum() / len(values)
    assert float(model(None, T).array) == pytest.approx(expected, rel=1e-5)


def test_weights_of_one_change_nothing(model):
    plain = float(model(None, T).array)
    model.class_weight = numpy.ones(3, 'f')
    assert float(model(None, T).array) == pytest.approx(plain, rel=1e-6)


def test_weights_are_in_no_model_file(model, tmp_path):
    model.class_weight = numpy.ones(3, 'f')
    path = str(tmp_path / 'model.npz')
    chainer.serializers.save_npz(path, model)
    with numpy.load(path) as npz:
        assert not npz.files
