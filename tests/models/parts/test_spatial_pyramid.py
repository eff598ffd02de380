"""Spatial pyramid pooling: bins by hand, against Chainer's own, gradients, maps too small."""

import chainer
import chainer.functions as F
import numpy
import pytest
from chainer import gradient_check

from cli.errors import UserError
from models.parts.spatial_pyramid import (
    PAPER,
    POST,
    bins_of,
    number,
    pooled,
    spatial_pyramid_pooling,
)


def maps(*shape):
    """All values different, so that each maximum is at one place."""
    values = numpy.random.RandomState(0).permutation(int(numpy.prod(shape)))
    return (values.astype('f') - 10).reshape(shape)


def test_the_post_s_pyramid_by_hand():
    """4 x 4 cells numbered row by row: 1 bin, 2 x 2 bins of 2 x 2, and each cell."""
    x = numpy.arange(16, dtype='f').reshape(1, 1, 4, 4)
    y = spatial_pyramid_pooling(x)
    assert y.array.tolist() == [[15, 5, 7, 13, 15] + list(range(16))]


def test_levels_then_channels_then_bins():
    x = numpy.stack([numpy.arange(4, dtype='f'), -numpy.arange(4, dtype='f')]).reshape(1, 2, 2, 2)
    y = spatial_pyramid_pooling(x, (1, 2)).array
    assert y.tolist() == [[3, 0, 0, 1, 2, 3, 0, -1, -2, -3]]


def test_21_and_50_bins():
    assert number(POST) == 21 and number(PAPER) == 50
    x = maps(2, 3, 13, 17)
    assert spatial_pyramid_pooling(x, POST).shape == (2, 63)
    assert spatial_pyramid_pooling(x, PAPER).shape == (2, 150)


def test_the_paper_s_figure_3_at_13_cells():
    """Windows of 5, 7 and 13 cells at strides of 4, 6 and 13 (figure 6: pool3x3, 2x2, 1x1)."""
    assert bins_of(13, 3) == [(0, 5), (4, 9), (8, 13)]
    assert bins_of(13, 2) == [(0, 7), (6, 13)]
    assert bins_of(13, 1) == [(0, 13)]
    assert bins_of(13, 6) == [(0, 3), (2, 5), (4, 7), (6, 9), (8, 11), (10, 13)]


def test_appendix_a_at_10_cells():
    """Where ceil(a / n) and floor(a / n) give 9 windows for 6 bins, or leave the last cell out."""
    assert bins_of(10, 6) == [(0, 2), (1, 4), (3, 5), (5, 7), (6, 9), (8, 10)]
    assert bins_of(10, 4) == [(0, 3), (2, 5), (5, 8), (7, 10)]


@pytest.mark.parametrize('n', range(1, 9))
@pytest.mark.parametrize('side', range(1, 40))
def test_bins_of_every_side(side, n):
    if side < n:
        return
    found = bins_of(side, n)
    assert len(found) == n and found[0][0] == 0 and found[-1][1] == side
    for (_, end), (first, _) in zip(found, found[1:]):
        assert end - 1 <= first <= end  # none is left out, one at most is in two
    if side % n < 2:  # section 2.3 of the paper
        window, stride = -(-side // n), side // n
        assert found == [(i * stride, i * stride + window) for i in range(n)]


@pytest.mark.parametrize('size', [(6, 6), (7, 6), (6, 13), (9, 10), (10, 10), (13, 13), (17, 11)])
@pytest.mark.parametrize('n', [1, 2, 3, 4, 6])
def test_maxima_of_the_bins(size, n):
    x = maps(2, 3, *size)
    y = pooled(x, n).array
    assert y.shape == (2, 3, n, n) and y.dtype == numpy.float32
    for i, (top, bottom) in enumerate(bins_of(size[0], n)):
        for j, (left, right) in enumerate(bins_of(size[1], n)):
            expected = x[:, :, top:bottom, left:right].max(axis=(2, 3))
            numpy.testing.assert_array_equal(y[:, :, i, j], expected)


@pytest.mark.parametrize('side', range(4, 25))
def test_chainer_s_own_agrees_where_4_divides(side):
    """Elsewhere it sees fewer cells in its outer bins, or others."""
    x = maps(1, 2, side, side)
    theirs = F.spatial_pyramid_pooling_2d(x, 3, 'max').array.ravel()
    ours = spatial_pyramid_pooling(x, POST).array.ravel()
    assert (theirs.shape == ours.shape and (theirs == ours).all()) == (side % 4 == 0)


@pytest.mark.parametrize('size', [(6, 6), (7, 10), (13, 9)])
def test_gradients(size):
    x = maps(2, 2, *size).astype('d')
    gy = numpy.random.RandomState(1).normal(size=(2, 2 * number(PAPER)))
    gradient_check.check_backward(lambda x: spatial_pyramid_pooling(x, PAPER), x, gy, eps=0.01)


def test_the_gradient_goes_to_the_largest_cell_once_a_bin():
    x = chainer.Variable(numpy.zeros((1, 1, 10, 10), 'f'))
    x.array[0, 0, 5, 5] = 1
    y = spatial_pyramid_pooling(x, (1, 4))
    y.grad = numpy.ones_like(y.array)
    y.backward()
    assert x.grad[0, 0, 5, 5] == 2 and x.grad.sum() == 17


@pytest.mark.parametrize('size', [(3, 9), (9, 3), (1, 1)])
def test_maps_below_the_largest_bin_are_refused(size):
    with pytest.raises(UserError) as e:
        spatial_pyramid_pooling(maps(1, 2, *size), POST)
    assert '{} x {} cells'.format(*size) in str(e.value) and '4 x 4 bins' in str(e.value)
