"""What is cut out by slices, and its gradient, against Chainer's own."""

import chainer
import chainer.functions as F
import numpy
import pytest

from chainer_accel.pixels import slices


@pytest.mark.parametrize('layout', ['as written', 'channels last'])
@pytest.mark.parametrize('index', [
    (slice(None), slice(None), slice(3, -2), slice(1, 7)),
    (Ellipsis, slice(None, None, -2)),
    (1, slice(2), numpy.int64(-1)),
    (slice(None), None, 0),
    slice(1, 2),
    -1,
    # Left to Chainer: numbers that are taken twice, arrays, booleans.
    ([0, 0, 1],),
    (slice(None), numpy.array([2, 1, 2])),
    (numpy.array([True, False]),),
])  # fmt: skip
def test_get_item(layout, index, same_as_chainer):
    a = numpy.random.RandomState(0).randn(2, 3, 9, 8).astype('f')
    if layout == 'channels last':
        a = numpy.ascontiguousarray(a.transpose(0, 2, 3, 1)).transpose(0, 3, 1, 2)

    def results():
        x = chainer.Variable(a)
        y = F.get_item(x, index)
        (gx,) = chainer.grad([F.sum(y * y * y)], [x], enable_double_backprop=True)
        x.cleargrad()
        F.sum(gx * gx).backward()
        return y.array, gx.array, x.grad

    same_as_chainer(results, float32=1e-6)


def test_which_indices_take_a_number_once():
    once = slice(1), 3, None, Ellipsis, numpy.int32(1)
    assert all(slices._takes_once(index) for index in once)
    twice = True, numpy.bool_(True), [1, 1], numpy.array(1), numpy.array([0])
    assert not any(slices._takes_once(index) for index in twice)
