"""Rows of examples: together what one process goes through."""

import numpy
import pytest
from chainer.iterators import MultiprocessIterator, SerialIterator
from chainer.serializers import load_npz, save_npz

from train.parts.order import SeededOrder
from train.parts.shared_order import OfRow, RowsOfOrder


def iterators(n, size, batch, iterator=SerialIterator, **options):
    dataset = numpy.arange(n)
    return [
        iterator(
            OfRow(dataset, rank), batch, shuffle=None,
            order_sampler=RowsOfOrder(SeededOrder(3), size), **options
        )
        for rank in range(size)
    ]  # fmt: skip


@pytest.mark.parametrize('n, size, batch', [(12, 2, 2), (12, 4, 1), (12, 3, 3), (8, 2, 4)])
def test_every_step_has_the_examples_of_one_process(n, size, batch):
    one = SerialIterator(numpy.arange(n), size * batch, order_sampler=SeededOrder(3))
    several = iterators(n, size, batch)
    for _ in range(3 * n):
        expected = one.next()
        found = [it.next() for it in several]
        assert sorted(sum(found, [])) == sorted(expected)
        for it in several:
            assert it.is_new_epoch == one.is_new_epoch
            assert it.epoch_detail == one.epoch_detail


def test_uneven_rows_are_filled_and_end_together():
    several = iterators(10, 4, 1)
    for _ in range(3):
        seen = []
        for step in range(3):
            seen += [it.next()[0] for it in several]
            assert {it.is_new_epoch for it in several} == {step == 2}
        # 12 places for 10 examples: the first ones again.
        assert set(seen) == set(range(10))
        assert seen[10:] == seen[:2]


@pytest.mark.parametrize('iterator, options', [
    (SerialIterator, {}), (MultiprocessIterator, {'n_processes': 1, 'n_prefetch': 2}),
])  # fmt: skip
def test_the_first_ones_state_is_everyones(iterator, options, tmp_path):
    several = iterators(7, 2, 2, iterator, **options)
    for _ in range(3):
        before = [it.next() for it in several]
    save_npz(str(tmp_path / 'state'), several[0])
    expected = [[it.next() for _ in range(9)] for it in several]
    again = iterators(7, 2, 2, iterator, **options)
    for it in again:
        load_npz(str(tmp_path / 'state'), it)
    assert before and [[it.next() for _ in range(9)] for it in again] == expected
    for it in several + again:
        it.finalize()
