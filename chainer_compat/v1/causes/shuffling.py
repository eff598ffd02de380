"""An iterator shuffled the order of the last epoch; today it draws a new one."""

import numpy
from chainer.iterators.order_samplers import ShuffleOrderSampler

from chainer_compat.v1.cause import Served


def _put(version):
    def shuffled(self, current_order, current_position):
        order = numpy.array(current_order)
        self._random.shuffle(order)
        return order

    ShuffleOrderSampler.__call__ = shuffled


SERVED = [Served('iterators: shuffle', _put, through='4')]
