"""Pictures with boxes: warped, moved, flipped, in another light; the box follows the object."""

import colorsys

import numpy
import pytest

from data.pictures import boxed
from data.pictures.picture import MEAN, to_input


def marked(height=60, width=40, box=(12, 8, 30, 28)):
    """A picture of 0 with 200 in its box, and the box."""
    x = numpy.zeros((3, height, width), 'f')
    x[:, box[0] : box[2], box[1] : box[3]] = 200
    return x, numpy.array([box], 'f')


def extent(x):
    seen = x[0] > 100
    ys, xs = numpy.flatnonzero(seen.any(axis=1)), numpy.flatnonzero(seen.any(axis=0))
    return [ys[0], xs[0], ys[-1] + 1, xs[-1] + 1]


def test_warped_to_a_square():
    x, boxes = marked()
    square, found = boxed.resized(x, boxes, 120)
    assert square.shape == (3, 120, 120) and square.dtype == numpy.float32
    assert found.tolist() == [[24, 24, 60, 84]]
    numpy.testing.assert_allclose(extent(square), found[0], atol=1)
    empty = boxed.resized(x, numpy.zeros((0, 4), 'f'), 30)[1]
    assert empty.shape == (0, 4)


def test_flipped():
    x, boxes = marked()
    over, found = boxed.flipped(x, boxes)
    assert found.tolist() == [[12, 12, 30, 32]] == [extent(over)]
    assert boxed.flipped(x, numpy.zeros((0, 4), 'f'))[1].shape == (0, 4)


@pytest.mark.parametrize('seed', range(20))
def test_a_box_follows_its_object(seed):
    x, boxes = marked()
    random = numpy.random.RandomState(seed)
    window, found, seen = boxed.moved(x, boxes, 0.2, random)
    assert window.shape[0] == 3 and seen.tolist() == [True]
    assert 0.6 * 60 - 1 <= window.shape[1] <= 1.4 * 60 + 1
    assert 0.6 * 40 - 1 <= window.shape[2] <= 1.4 * 40 + 1
    numpy.testing.assert_array_equal(found[0], extent(window))


def test_edges_move_on_their_own():
    shapes = set()
    random = numpy.random.RandomState(0)
    x, boxes = marked()
    for _ in range(50):
        shapes.add(boxed.moved(x, boxes, 0.2, random)[0].shape)
    assert len(shapes) > 30


def test_an_object_that_left_is_told():
    x, boxes = marked(box=(0, 0, 3, 3))
    left = 0
    for seed in range(50):
        random = numpy.random.RandomState(seed)
        window, found, seen = boxed.moved(x, boxes, 0.2, random)
        assert (found >= 0).all() and (found[0, 2:] <= window.shape[1:]).all()
        assert seen[0] == bool((window > 100).any())
        left += not seen[0]
    assert 10 < left < 45


class Fixed(object):
    """Draws what it is told."""

    def __init__(self, *numbers):
        self._numbers = list(numbers)

    def uniform(self, low, high):
        value = self._numbers.pop(0)
        assert low <= value <= high
        return value

    def randint(self, n):
        return self._numbers.pop(0)


@pytest.mark.parametrize('exposure', [1.4, 1 / 1.4])
@pytest.mark.parametrize('saturation', [1.5, 1 / 1.5])
def test_exposure_and_saturation_of_hsv(exposure, saturation):
    rgb = numpy.random.RandomState(0).randint(0, 256, (4, 5, 3)).astype('u1')
    drawn = []
    for factor in (exposure, saturation):
        drawn += [max(factor, 1 / factor), int(factor > 1)]
    found = boxed.lit(to_input(rgb), MEAN, 1.5, Fixed(*drawn))
    assert found.dtype == numpy.float32
    for y in range(4):
        for c in range(5):
            h, s, v = colorsys.rgb_to_hsv(*(rgb[y, c] / 255.0))
            expected = colorsys.hsv_to_rgb(h, min(1, saturation * s), exposure * v)
            expected = numpy.minimum(255 * numpy.array(expected), 255)[::-1] - MEAN
            numpy.testing.assert_allclose(found[:, y, c], expected, atol=1e-3)


def test_black_and_grey_stay_so():
    for grey in (0, 90):
        x = to_input(numpy.full((2, 2, 3), grey, 'u1'))
        found = boxed.lit(x, MEAN, 1.5, Fixed(1.0, 1, 1.5, 1))
        numpy.testing.assert_allclose(found, x, atol=1e-4)
