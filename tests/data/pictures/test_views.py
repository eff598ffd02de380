"""What a classifier is shown: cropped, warped, whole, deformed."""

import numpy
import pytest

from data.pictures import views

# Columns of 1 x 2 proportions: the place in a picture stands in its pixels.
WIDE = numpy.broadcast_to(numpy.arange(200, dtype='f'), (3, 100, 200))


def test_the_middle_is_cropped_where_the_short_side_is_8_sevenths():
    x = views.crop(WIDE, 70)
    assert x.shape == (3, 70, 70) and x.dtype == numpy.float32
    # 80 x 160 pixels, 45 to 115 of them.
    assert x[0, 0, 0] == pytest.approx(45.5 * 200 / 160 - 0.5, abs=0.1)
    assert x[0, 0, -1] == pytest.approx(114.5 * 200 / 160 - 0.5, abs=0.1)


def test_crops_in_training_are_from_anywhere():
    random = numpy.random.RandomState(0)
    left = {int(views.crop(WIDE, 70, random)[0, 0, 0]) for _ in range(200)}
    assert min(left) < 4 and max(left) > 106 and len(left) > 40


def test_all_of_a_picture_is_warped_into_a_square():
    x = views.warp(WIDE, 50)
    assert x.shape == (3, 50, 50)
    assert x[0, 0, 0] == pytest.approx(1.5, abs=1) and x[0, 0, -1] == pytest.approx(197.5, abs=1)


@pytest.mark.parametrize('size, side, expected', [
    ((100, 200), 50, (50, 100)), ((200, 100), 50, (100, 50)), ((30, 30), 224, (224, 224)),
    ((37, 50), 60, (60, 81)), ((1, 1), 40, (40, 40)), ((3, 3000), 30, (30, 120)),
    ((3000, 3), 30, (120, 30)),
])  # fmt: skip
def test_whole_pictures_keep_their_proportions(size, side, expected):
    """Of a strip the middle is left, four times as long as wide at most."""
    x = views.whole(numpy.zeros((3,) + size, 'f'), side)
    assert x.shape == (3,) + expected


@pytest.mark.parametrize('deform', [views.bent, views.sheared])
def test_deformed_by_the_strength_given(deform):
    x = numpy.random.RandomState(0).normal(0, 60, (3, 40, 60)).astype('f')
    smooth = views.scaled(views.scaled(x, (5, 6)), (40, 60))
    changed = []
    for strength in (0, 0.02, 0.2):
        y = deform(smooth, strength, numpy.random.RandomState(1))
        again = deform(smooth, strength, numpy.random.RandomState(1))
        assert y.shape == x.shape and y.dtype == numpy.float32
        numpy.testing.assert_array_equal(y, again)
        changed.append(abs(y - smooth).mean())
    assert changed[0] < 1e-4 < changed[1] < changed[2] / 2


def test_sheared_about_the_middle():
    """The map of a half turn turns the picture over in both directions."""

    class Drawn(object):
        def normal(self, mean, deviation, shape):
            return numpy.array([[-2, 0], [0, -2]])

    x = numpy.random.RandomState(0).normal(size=(3, 7, 9)).astype('f')
    numpy.testing.assert_allclose(views.sheared(x, 1, Drawn()), x[:, ::-1, ::-1], atol=1e-6)
