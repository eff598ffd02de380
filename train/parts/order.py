"""The order of the examples, so that a killed run resumes to the same curve."""

import zlib

import numpy
from chainer.iterators import OrderSampler


class SeededOrder(OrderSampler):
    """Shuffle each epoch by a generator seeded with the order before it.

    A snapshot holds the current order, but not the state of the generator
    that would shuffle the next epoch (Chainer's ``ShuffleOrderSampler``); and
    an iterator that loads ahead has often asked for the next epoch already
    when the snapshot is taken. Deriving the seed from the order itself leaves
    nothing to save.

    Args:
        seed (int): Another seed, another sequence of orders.
    """

    def __init__(self, seed):
        self._seed = seed

    def __call__(self, current_order, current_position):
        order = numpy.asarray(current_order, dtype='<i8')
        state = zlib.crc32(order.tobytes(), self._seed & 0xFFFFFFFF) & 0xFFFFFFFF
        return numpy.random.RandomState(state).permutation(len(order))
