"""YOLO's loss, worked by hand and term by term."""

import chainer
import numpy
import pytest
from chainer import Parameter

from models.parts import grid
from models.parts.detection import Detection


class Given(Detection):
    """Says the same of every picture."""

    def __init__(self, cells, n_class):
        super(Given, self).__init__()
        self.n_class, self.size = n_class, 7
        with self.init_scope():
            self.said = Parameter(cells)

    def cells(self, x):
        return chainer.functions.broadcast_to(self.said, (len(x),) + self.said.shape[1:])


def made(n_class=3):
    return numpy.zeros((1, 7, 7, grid.numbers(n_class)), 'f')


def loss(cells, boxes, labels, n_class=3):
    """Of one picture of 70 x 70, whose cells are ten pixels."""
    model = Given(cells, n_class)
    told, classes = grid.encode(boxes, labels, (70, 70))
    found = model(numpy.zeros((1, 3, 7, 7), 'f'), told[None], classes[None])
    return model, float(found.array)


def test_confidence_without_an_object():
    cells = made()
    cells[0, 2, 3, 4], cells[0, 2, 3, 9], cells[0, 0, 0, 4] = 1, -2, 3
    # Whatever else is said there costs nothing.
    cells[0, 5, 5, [0, 3, 7, 11]] = 9
    assert loss(cells, numpy.zeros((0, 4)), [])[1] == pytest.approx(0.5 * (1 + 4 + 9))


def test_the_whole_by_hand():
    # In the cell (2, 3): centre in its middle, 20 pixels high and 40 wide, of class 1.
    box = [[15, 15, 35, 55]]
    cells = made()
    # The first box is right, but half as high: it covers half of the object.
    cells[0, 2, 3, :5] = [0.5, 0.5, (40 / 70) ** 0.5, (10 / 70) ** 0.5, 0.7]
    # The second lies a cell to the right: 30 of 50 columns are both's, and more than the half.
    cells[0, 2, 3, 5:10] = [1.5, 0.5, (40 / 70) ** 0.5, (20 / 70) ** 0.5, 0.2]
    cells[0, 2, 3, 10:] = [0.1, 0.8, 0.3]
    responsible = 5 * 1**2 + (0.6 - 0.2) ** 2
    other = 0.5 * 0.7**2
    classes = 0.1**2 + 0.2**2 + 0.3**2
    assert loss(cells, box, [1])[1] == pytest.approx(responsible + other + classes, rel=1e-5)


def test_roots_of_the_sides():
    """The same error costs more in a small box."""
    costs = []
    for side in (10, 60):
        cells = made()
        cells[0, 3, 3, :5] = [0.5, 0.5, (side / 70) ** 0.5, ((side + 5) / 70) ** 0.5, 0]
        low, high = 35 - side / 2, 35 + side / 2
        cells[0, 3, 3, 4] = side / (side + 5)  # as sure as it overlaps
        cells[0, 3, 3, 10] = 1
        costs.append(loss(cells, [[low, low, high, high]], [0])[1])
        assert costs[-1] == pytest.approx(
            5 * (((side + 5) / 70) ** 0.5 - (side / 70) ** 0.5) ** 2, rel=1e-4
        )
    assert costs[0] > 4 * costs[1]


def test_where_no_box_overlaps_the_nearest_is_responsible():
    cells = made()
    cells[0, 0, 0, :4] = [0.5, 0.5, 0, 0]  # of no size
    cells[0, 0, 0, 5:9] = [9, 9, 0.1, 0.1]  # far away
    cells[0, 0, 0, 10] = 1
    model, value = loss(cells, [[0, 0, 10, 10]], [0])
    assert value == pytest.approx(5 * 2 / 7, rel=1e-5)


def test_the_nearest_is_so_in_the_picture():
    """A cell is a seventh of it: a box that is the wrong size is further than one beside."""
    cells = made()
    cells[0, 0, 0, :4] = [2, 0.5, (10 / 70) ** 0.5, (10 / 70) ** 0.5]  # a cell and a half beside
    cells[0, 0, 0, 5:9] = [0.5, 0.5, 1, 0]  # as wide as the picture, of no height
    cells[0, 0, 0, 10] = 1
    # Of the numbers that are predicted the second is nearer: .53 for 2.25.
    _, value = loss(cells, [[0, 0, 10, 10]], [0])
    assert value == pytest.approx(5 * 1.5**2, rel=1e-5)


def test_gradients_reach_what_the_loss_speaks_of():
    numpy.random.seed(0)
    cells = numpy.random.uniform(0.1, 0.9, made().shape).astype('f')
    model = Given(cells, 3)
    told, classes = grid.encode([[15, 15, 35, 55]], [1], (70, 70))
    model.cleargrads()
    model(numpy.zeros((1, 3, 7, 7), 'f'), told[None], classes[None]).backward()
    grad = model.said.grad[0]
    # Without an object the two confidences alone; with one the other box's confidence besides.
    assert (numpy.flatnonzero(grad[0, 0]) == [4, 9]).all()
    assert grad[2, 3].astype(bool).sum() == 5 + 1 + 3
    numpy.testing.assert_allclose(grad[0, 0, 4], 2 * 0.5 * cells[0, 0, 0, 4], rtol=1e-5)
    # What confidence is to be, the overlap, is no way for gradients.
    step = 1e-3
    for place in range(13):
        moved = cells.copy()
        moved[0, 2, 3, place] += step
        if place in (4, 9) or place >= 10:
            change = (
                loss(moved, [[15, 15, 35, 55]], [1])[1] - loss(cells, [[15, 15, 35, 55]], [1])[1]
            )
            assert change / step == pytest.approx(grad[2, 3, place], rel=0.02, abs=0.01)


def test_mean_over_pictures():
    numpy.random.seed(0)
    cells = numpy.random.uniform(-1, 1, made().shape).astype('f')
    model = Given(cells, 3)
    pairs = [grid.encode(b, c, (70, 70)) for b, c in (([[15, 15, 35, 55]], [1]), ([], []))]
    told, classes = [numpy.stack(part) for part in zip(*pairs)]
    both = float(model(numpy.zeros((2, 3, 7, 7), 'f'), told, classes).array)
    each = [
        float(model(numpy.zeros((1, 3, 7, 7), 'f'), told[i : i + 1], classes[i : i + 1]).array)
        for i in range(2)
    ]
    assert both == pytest.approx(numpy.mean(each), rel=1e-5)


def test_iou_is_reported_where_there_is_an_object():
    cells = made()
    cells[0, 2, 3, :4] = [0.5, 0.5, (40 / 70) ** 0.5, (10 / 70) ** 0.5]
    for boxes, labels, expected in (([[15, 15, 35, 55]], [1], 0.5), ([], [], None)):
        reporter = chainer.Reporter()
        model = Given(cells, 3)
        reporter.add_observer('main', model)
        told, classes = grid.encode(boxes, labels, (70, 70))
        with reporter.scope({}):
            seen = reporter.observation
            with chainer.using_config('train', False):
                with reporter:
                    model(numpy.zeros((1, 3, 7, 7), 'f'), told[None], classes[None])
        assert 'main/loss' in seen
        if expected is None:
            assert 'main/iou' not in seen
        else:
            assert float(seen['main/iou']) == pytest.approx(expected, rel=1e-5)


def test_predictions_are_cut_at_the_picture_s_edges():
    cells = made()
    cells[0, 0, 0, :5] = [0.5, 0.5, 0.5, 0.5, 0.9]
    cells[0, 0, 0, 11] = 0.8
    ((boxes, labels, scores),) = Given(cells, 3).predict(numpy.zeros((1, 3, 7, 7), 'f'))
    high = 0.5 / 7 + 0.125
    numpy.testing.assert_allclose(boxes, [[0, 0, high, high]], rtol=1e-5)
    assert labels.tolist() == [1] and scores == pytest.approx([0.72])


@pytest.mark.parametrize('box', [
    [-3, 0.5, 0.2, 0.2],  # left of the picture
    [0.5, 0.5, 0, 0.5],  # of no width
])  # fmt: skip
def test_what_is_empty_in_the_picture_is_not_found(box):
    cells = made()
    cells[0, 0, 0, :5] = box + [0.9]
    cells[0, 0, 0, 11] = 0.8
    ((boxes, labels, scores),) = Given(cells, 3).predict(numpy.zeros((1, 3, 7, 7), 'f'))
    assert boxes.shape == (0, 4) and labels.shape == scores.shape == (0,)
