import chainer
import numpy
import pytest

from chainer_accel.convolution import separable
from models.parts.upsampling import bilinear_filter, enlarge


@pytest.mark.parametrize('factor', [2, 8, 16, 32])
@pytest.mark.parametrize('cells', [(1, 1), (3, 5), (12, 16)])
@pytest.mark.parametrize('cut', [0, 1])
def test_enlargement(factor, cells, cut, same_as_chainer):
    rng = numpy.random.RandomState(factor)
    x = rng.randn(2, 5, *cells).astype('f')
    size = tuple(factor * n - cut for n in cells)
    gy = rng.randn(2, 5, *size).astype('f')

    def results():
        v = chainer.Variable(x)
        y = enlarge(v, factor, size, numpy)
        y.grad = gy
        y.backward()
        return y.array, v.grad

    same_as_chainer(results)


def test_factors():
    line = bilinear_filter(8)
    column, row = separable.vectors(numpy.stack([line, 2 * line])[:, None], 2)
    numpy.testing.assert_allclose(column[1][:, None] * row[1], 2 * line)


def test_filters_without_factors():
    rng = numpy.random.RandomState(0)
    assert separable.vectors(rng.randn(3, 1, 8, 8).astype('f'), 3) is None
    # Small, not of one channel each, all zero, not a number.
    line = bilinear_filter(8)[None, None]
    assert separable.vectors(line[:, :, 7:9, 7:9], 1) is None
    assert separable.vectors(numpy.tile(line, (2, 2, 1, 1)), 1) is None
    assert separable.vectors(0 * line, 1) is None
    assert separable.vectors(numpy.nan * line, 1) is None
