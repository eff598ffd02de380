import numpy
import pytest

from chainer_accel.base import strided


@pytest.mark.parametrize(
    'view',
    [
        lambda a: a,
        lambda a: a.transpose(2, 0, 1),
        lambda a: a[:, ::-1, 1:],
        lambda a: a[::-1, :, ::-2].transpose(1, 2, 0),
        lambda a: a[:1, 2:3],
    ],
)
def test_each_number_is_where_it_is_said_to_be(view):
    a = view(numpy.arange(60, dtype='f').reshape(3, 4, 5))
    memory, first, steps = strided.flat(a)
    assert memory.flags.c_contiguous
    for index in numpy.ndindex(*a.shape):
        at = first + sum(i * step for i, step in zip(index, steps))
        assert 0 <= at < memory.size
        assert memory[at] == a[index]
