"""Pixels near borders, by hand."""

import numpy
import pytest

from measures import borders, confusion

TRUTH = numpy.array([[0, 0, 0, 0, 0, 1, 1]] * 3)


@pytest.mark.parametrize(
    'width, expected',
    [(1, [0, 0, 0, 0, 1, 1, 0]), (2, [0, 0, 0, 1, 1, 1, 1]), (9, [1, 1, 1, 1, 1, 1, 1])],
)
def test_a_straight_border(width, expected):
    found = borders.band(TRUTH, width)
    assert found.dtype == bool
    assert (found == numpy.array([expected] * 3, bool)).all()
    assert (borders.band(TRUTH.T, width) == found.T).all()


def test_one_pixel_of_another_class():
    truth = numpy.zeros((7, 7), int)
    truth[3, 3] = 2
    found = borders.band(truth, 1)
    assert found.sum() == 5 and found[3, 2:5].all() and found[2:5, 3].all()
    # A square of 3 around each of the five: 5 x 5 without its corners.
    assert borders.band(truth, 2).sum() == 21
    assert not borders.band(truth, 2)[1, 1]


def test_as_far_as_from_the_nearest_border():
    truth = numpy.random.RandomState(0).randint(-1, 3, (6, 5)).repeat(4, axis=0).repeat(3, axis=1)
    on = numpy.argwhere(borders.band(truth, 1))
    for width in 2, 3, 5:
        places = numpy.indices(truth.shape).reshape(2, -1).T
        far = abs(places[:, None] - on[None]).max(axis=2).min(axis=1).reshape(truth.shape)
        assert (borders.band(truth, width) == (far <= width - 1)).all()


def test_no_border():
    assert not borders.band(numpy.ones((4, 5), int), 3).any()
    assert (borders.within(numpy.ones((4, 5), int), 3) == -1).all()


def test_void_is_a_border_but_does_not_count():
    truth = numpy.array([[1, 1, 1, -1, 1, 1, 1]])
    assert borders.within(truth, 1).tolist() == [[-1, -1, 1, -1, 1, -1, -1]]


def test_what_is_wrong_at_borders_weighs_more_there():
    truth = numpy.zeros((9, 9), int)
    truth[:, 5:] = 1
    predicted = numpy.roll(truth, 1, axis=1)
    predicted[:, 0] = 0
    whole, near = [
        confusion.measures(confusion.count(t, predicted, 2))['mean IU']
        for t in (truth, borders.within(truth, 1))
    ]
    # 45 + 9 pixels called 0 of which 45 are: 5/6, and 3/4; in the band 9 of 18, and none of 9.
    assert whole == pytest.approx((5 / 6 + 3 / 4) / 2)
    assert near == pytest.approx((1 / 2 + 0) / 2)
