"""Proof for the cause ``chainerx``."""

from types import SimpleNamespace

import chainer
import numpy

from tests.chainer_compat.proofs import proof


@proof('chainermn.extensions.observation_aggregator', 49)
def a_variable_is_averaged(observation_aggregator):
    other = chainer.Variable(numpy.array(3, 'f'))
    comm = SimpleNamespace(
        rank=0, gather_obj=lambda mine: [mine, [other]], bcast_obj=lambda summary: summary
    )
    trainer = SimpleNamespace(observation={'loss': chainer.Variable(numpy.array(1, 'f'))})
    trainer.updater = SimpleNamespace(iteration=1)
    aggregator = observation_aggregator.ObservationAggregator(comm, 'loss')
    aggregator.comm_trigger = lambda trainer: True
    aggregator(trainer)
    assert float(trainer.observation['loss'].array) == 2
