"""The order that several processes share, each taking its part of every step."""

import numpy
from chainer.iterators import OrderSampler


class RowsOfOrder(OrderSampler):
    """An order in rows of one example for each process.

    A step of B rows is then a step of B examples a process, and all together those of one
    process at a batch as many times as large. The same on every process, so that one's
    snapshot holds it for all. Where the rows don't come out even, the last one is filled with
    the first examples of the order again, as ``chainermn.scatter_dataset`` fills.

    Args:
        order_sampler (~chainer.iterators.OrderSampler): Of the examples, one after the other.
        size (int): Number of processes.
    """

    def __init__(self, order_sampler, size):
        self._order_sampler = order_sampler
        self._size = size
        self._n = None

    def __call__(self, current_order, current_position):
        if current_order.ndim == 1:  # the beginning: Chainer's iterators count the examples
            self._n = len(current_order)
        before = numpy.ravel(current_order)[: self._n]
        order = self._order_sampler(before, min(current_position * self._size, self._n))
        rows = -(-self._n // self._size)
        return numpy.resize(order, (rows, self._size))


class OfRow(object):
    """A data set whose index is a row of :class:`RowsOfOrder`.

    Args:
        dataset: Data set.
        rank (int): Which example of a row is this process's.
    """

    def __init__(self, dataset, rank):
        self._dataset = dataset
        self._rank = rank

    def __len__(self):
        return len(self._dataset)

    def __getitem__(self, row):
        return self._dataset[row[self._rank]]
