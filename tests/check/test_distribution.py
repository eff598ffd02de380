"""Shares of classes, whatever an example is."""

import numpy
import pytest

from check.distribution import measured


def test_labels_and_boxes():
    x = numpy.ones((3, 4, 9), 'f')
    labelled = measured([(x, numpy.array([[0, 2], [2, -1]]))])
    assert labelled['classes'] == pytest.approx([1 / 3, 0, 2 / 3])
    assert (labelled['side'], labelled['brightness']) == (6, 1)
    boxes = numpy.zeros((3, 4), 'f')
    with_boxes = measured([(x, boxes, numpy.array([1, 1, 0]), numpy.zeros(3, bool))])
    assert with_boxes['classes'] == pytest.approx([1 / 3, 2 / 3])
