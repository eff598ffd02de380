"""YOLO's grid, and what stays of boxes around one object."""

import numpy
import pytest

from models.parts import grid
from models.parts.suppression import non_maximum_suppression, overlap


def test_the_cell_of_the_centre_answers():
    # Of a picture of 140 x 70: cells of 20 x 10 pixels. The centre is at (50, 35).
    told, classes = grid.encode([[30, 0, 70, 70]], [4], (140, 70))
    assert told.shape == (7, 7, 4) and told.dtype == numpy.float32
    assert classes.shape == (7, 7) and classes.dtype == numpy.int32
    assert (classes != grid.NO_OBJECT).sum() == 1 and classes[2, 3] == 4
    # In the middle of its cell; as wide as the picture, 2/7 as high.
    numpy.testing.assert_allclose(told[2, 3], [0.5, 0.5, 1, (2 / 7) ** 0.5], rtol=1e-6)
    assert told.any(axis=2).sum() == 1


def test_of_two_centres_in_a_cell_the_larger_object_stays():
    boxes = [[0, 0, 10, 10], [1, 1, 9, 9]]
    for order in ([0, 1], [1, 0]):
        told, classes = grid.encode(numpy.array(boxes)[order], numpy.array([5, 6])[order], (70, 70))
        assert classes[0, 0] == 5
        assert told[0, 0, 2] ** 2 == pytest.approx(1 / 7)


def test_a_centre_at_the_edge_is_in_the_last_cell():
    told, classes = grid.encode([[68, 68, 72, 72]], [1], (70, 70))
    assert classes[6, 6] == 1 and told[6, 6, :2].tolist() == [1, 1]


def test_no_object():
    told, classes = grid.encode(numpy.zeros((0, 4)), [], (10, 10))
    assert not told.any() and (classes == grid.NO_OBJECT).all()


def test_decoded_what_was_encoded():
    boxes = numpy.array([[30, 0, 70, 70], [100, 30, 140, 50]], float)
    told, classes = grid.encode(boxes, [1, 0], (140, 70))
    cells = numpy.zeros((1, 7, 7, grid.numbers(2)), 'f')
    # By the second of a cell's boxes, half sure.
    cells[0, ..., 5:9] = told
    cells[0, ..., 9] = 0.5 * (classes >= 0)
    cells[0, ..., 10:] = numpy.eye(2)[classes]
    found, scores = grid.decode(cells)
    assert found.shape == (1, 98, 4) and scores.shape == (1, 98, 2)
    places = numpy.flatnonzero(scores[0].any(axis=1))
    assert places.tolist() == [2 * (7 * 2 + 3) + 1, 2 * (7 * 6 + 4) + 1]
    shares = found[0, places] * [140, 70, 140, 70]
    numpy.testing.assert_allclose(shares, boxes, atol=1e-4)
    assert scores[0, places].tolist() == [[0, 0.5], [0.5, 0]]


def test_nothing_is_sure_of_what_it_denies():
    cells = numpy.zeros((1, 7, 7, grid.numbers(2)), 'f')
    cells[0, 0, 0, [4, 9]] = -0.9, 0.5
    cells[0, 0, 0, 10:] = -0.8, 0.4
    _, scores = grid.decode(cells)
    assert scores[0, :2].tolist() == [[0, 0], [0, numpy.float32(0.5) * numpy.float32(0.4)]]


def test_distance_in_shares_of_the_picture():
    a = numpy.array([0.5, 0.25, 0.6, 0.8])
    b = numpy.array([[0.5, 0.25, 0.6, 0.8], [0.5, 0.95, 0.6, 0.8], [0.5, 0.25, 1, -0.8]])
    # Seven tenths of a cell are a tenth of the picture; sides are .36 and 1, however signed.
    assert grid.distances(a, b) == pytest.approx([0, 0.1, 0.64])


def test_overlap_broadcasts():
    a = numpy.array([[0, 0, 2, 2], [0, 0, 1, 1]], 'f')
    assert overlap(a, a).tolist() == [1, 1]
    assert overlap(a[:, None], a).tolist() == [[1, 0.25], [0.25, 1]]
    empty = numpy.zeros(4, 'f')
    assert overlap(empty, empty) == 0


def test_suppression_by_hand():
    boxes = numpy.array(
        [[0, 0, 10, 10], [0, 1, 10, 11], [0, 6, 10, 16], [0, 20, 10, 30], [0, 0, 10, 9]], 'f'
    )
    scores = numpy.array([[0.6, 0], [0.9, 0], [0.5, 0], [0.1, 0.3], [0, 0.8]], 'f')
    found, labels, kept = non_maximum_suppression(boxes, scores, 0.2, 0.5)
    # The first overlaps the second by 9/11 and goes; the third overlaps it by 1/3 and stays; of
    # the other class the last one stays, however much it overlaps these; .1 is not above .2.
    assert kept.tolist() == [numpy.float32(s) for s in (0.9, 0.8, 0.5, 0.3)]
    assert labels.tolist() == [0, 1, 0, 1] and labels.dtype == numpy.int32
    numpy.testing.assert_array_equal(found, boxes[[1, 4, 2, 3]])


def test_nothing_is_sure_enough():
    found, labels, kept = non_maximum_suppression(
        numpy.zeros((3, 4), 'f'), numpy.zeros((3, 2), 'f'), 0.2, 0.5
    )
    assert found.shape == (0, 4) and labels.shape == kept.shape == (0,)
    assert labels.dtype == numpy.int32
