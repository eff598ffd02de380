"""One seed gives one curve, then and now."""

import json
import os

import numpy

from tests.chainer_compat import same_curve


def test_same_curve():
    with open(os.path.join(os.path.dirname(__file__), 'same_curve.json')) as f:
        then = json.load(f)
    now = same_curve.train()
    numpy.testing.assert_allclose(column(now, 'loss'), column(then, 'loss'), rtol=1e-4)
    # Rounding may turn the class of a pixel; each of these is a mean over 2112 of them.
    numpy.testing.assert_allclose(column(now, 'accuracy'), column(then, 'accuracy'), atol=2e-3)
    # It is a curve: something was learned on the way.
    assert column(then, 'loss')[-1] < 0.7 * column(then, 'loss')[0]


def column(log, name):
    return [entry['main/' + name] for entry in log]
