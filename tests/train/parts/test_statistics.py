"""Batch normalization's statistics over the training set."""

import argparse

import chainer
import chainer.functions as F
import chainer.links as L
import numpy
import pytest

from train.parts import statistics
from train.parts.batches import to_device

CPU = chainer.get_device('@numpy')
ARGS = argparse.Namespace(batchsize=2, seed=0, loaders=0)


class Normalized(chainer.Chain):
    def __init__(self):
        super(Normalized, self).__init__()
        with self.init_scope():
            self.bn = L.BatchNormalization(3)
        self.graphs = []

    def __call__(self, x, t):
        y = self.bn(x)
        self.graphs.append(y.creator)
        return F.sum(y)


@pytest.fixture
def pictures():
    rng = numpy.random.RandomState(0)
    return [(rng.normal(5, 2, (3, 4, 4)).astype('f'), numpy.int32(0)) for _ in range(6)]


def test_averages_over_all_batches(pictures):
    model = Normalized()
    model.bn.avg_mean[...] = 1000  # what training has left counts no more
    statistics.recompute(ARGS, CPU, model, pictures, to_device)
    x = numpy.stack([x for x, _ in pictures])
    numpy.testing.assert_allclose(model.bn.avg_mean, x.mean(axis=(0, 2, 3)), rtol=1e-5)
    # Of batches of two, unbiased: near the variance over all, below its maximum of a batch.
    numpy.testing.assert_allclose(model.bn.avg_var, x.var(axis=(0, 2, 3)), rtol=0.1)
    assert len(model.graphs) == 3


def test_as_in_training_but_without_a_graph(pictures):
    model = Normalized()
    with chainer.using_config('train', False):
        statistics.recompute(ARGS, CPU, model, pictures, to_device)
    assert model.graphs == [None] * 3
    assert model.bn.decay == 0.9


def test_what_is_not_a_whole_batch(pictures):
    model = Normalized()
    statistics.recompute(argparse.Namespace(batchsize=8, seed=0, loaders=0), CPU, model, pictures,
                         to_device)  # fmt: skip
    assert len(model.graphs) == 1


def test_without_normalization_nothing_is_called(pictures):
    def never(*args):
        raise AssertionError

    statistics.recompute(ARGS, CPU, L.Linear(2, 2), pictures, never)
