"""A curve of many points in few."""

import numpy

from look.training.curve import thinned


def test_a_short_curve_stays_as_it_is():
    assert thinned([1, 2, 3], [5, None, 7], 10) == {'x': [1, 3], 'y': [5, 7]}


def test_a_peak_of_one_point_is_still_seen():
    y = numpy.ones(15000)
    y[7777] = 100
    found = thinned(list(range(15000)), y.tolist(), 600)
    assert len(found['x']) == len(found['y']) == 600
    assert max(found['most']) == 100 and min(found['least']) == 1
    place = found['most'].index(100)
    assert found['x'][place] - 25 < 7777 <= found['x'][place]
    assert found['x'][-1] == 14999
    # Every value counts once.
    numpy.testing.assert_allclose(numpy.mean(found['y']), y.mean())
