"""Average precision against ChainerCV's, and by hand; kinds of errors by hand."""

import numpy
import pytest

from measures.detection import (
    KINDS,
    Found,
    Objects,
    average_precisions,
    confusion,
    errors,
    overlaps,
)


def test_overlaps():
    a = [[0, 0, 10, 10], [0, 0, 10, 20]]
    b = [[0, 0, 10, 10], [5, 0, 15, 10], [10, 0, 20, 10], [3, 3, 3, 3]]
    expected = [[1, 1 / 3, 0, 0], [1 / 2, 1 / 5, 0, 0]]
    numpy.testing.assert_allclose(overlaps(a, b), expected)
    assert overlaps(a, numpy.zeros((0, 4))).shape == (2, 0)
    assert overlaps([[1, 1, 1, 1]], [[1, 1, 1, 1]]).tolist() == [[0]]


def drawn(seed, pictures=30, n_class=4):
    """Objects of classes 0 to 2, a fifth of them difficult, and boxes near and far from them."""
    r = numpy.random.RandomState(seed)
    truth, found = [], []
    for _ in range(pictures):
        n = r.randint(0, 5)
        low = r.randint(0, 60, (n, 2))
        boxes = numpy.concatenate([low, low + r.randint(10, 50, (n, 2))], 1).astype(float)
        labels, difficult = r.randint(0, n_class - 1, n), r.rand(n) < 0.2
        truth.append(Objects(boxes, labels, difficult))
        times = r.randint(0, 3, n)
        near = numpy.repeat(boxes, times, 0) + r.randint(-6, 7, (times.sum(), 4))
        of_near = numpy.repeat(labels, times)
        other = r.rand(len(of_near)) < 0.15
        of_near = numpy.where(other, r.randint(0, n_class, len(of_near)), of_near)
        far = r.randint(0, 3)
        low = r.randint(0, 60, (far, 2))
        boxes = numpy.concatenate([low, low + r.randint(10, 50, (far, 2))], 1)
        boxes = numpy.concatenate([near, boxes])
        labels = numpy.concatenate([of_near, r.randint(0, n_class, far)])
        whole = (boxes[:, 2:] > boxes[:, :2]).all(1)
        boxes, labels = boxes[whole], labels[whole]
        scores = r.permutation(len(boxes)) / 10.0 + r.rand(len(boxes)) / 1000
        found.append(Found(boxes, labels, scores))
    return found, truth


# What eval_detection_voc of ChainerCV 0.13.1 gives for them, its boxes being ours with y_max - 1
# and x_max - 1: with use_07_metric=True, and without.
CHAINERCV = {
    0: ([0.313948, 0.320766, 0.468939], 0.367884, [0.300214, 0.287554, 0.474306], 0.354025),
    1: ([0.235354, 0.375758, 0.393939], 0.335017, [0.223454, 0.350370, 0.402778], 0.325534),
    2: ([0.265550, 0.397047, 0.393301], 0.351966, [0.245066, 0.400997, 0.385836], 0.343966),
    3: ([0.148485, 0.411255, 0.379447], 0.313062, [0.139869, 0.411640, 0.352717], 0.301409),
    5: ([0.301408, 0.279221, 0.181818], 0.254149, [0.303547, 0.277902, 0.183333], 0.254927),
}


@pytest.mark.parametrize('seed', sorted(CHAINERCV))
def test_average_precisions_are_chainercv_s(seed):
    of_2007, mean_2007, of_2010, mean_2010 = CHAINERCV[seed]
    result = average_precisions(*drawn(seed), n_class=4)
    # Class 3 never occurs.
    numpy.testing.assert_allclose(result['AP 2007'], of_2007 + [numpy.nan], atol=1e-6)
    numpy.testing.assert_allclose(result['AP 2010'], of_2010 + [numpy.nan], atol=1e-6)
    assert result['mean AP 2007'] == pytest.approx(mean_2007, abs=1e-6)
    assert result['mean AP 2010'] == pytest.approx(mean_2010, abs=1e-6)


def at(*places):
    """Boxes of 10 x 10, each from a place in a row on."""
    return numpy.array([[0, x, 10, x + 10] for x in places], float).reshape(-1, 4)


def objects(places, labels, difficult=None):
    if difficult is None:
        difficult = [False] * len(labels)
    return Objects(at(*places), numpy.array(labels), numpy.array(difficult, bool))


def seen(places, labels, scores):
    return Found(at(*places), numpy.array(labels), numpy.array(scores, float))


def test_by_hand():
    # Right, wrong, right of two pictures' four objects: precision 1, 1/2, 2/3 at recalls 1/4, 1/4,
    # 1/2. At 0, .1, .2 it is 1, at .3, .4, .5 2/3, beyond 0; the area 1/4 + 1/4 * 2/3.
    truth = [objects([0, 100], [0, 0]), objects([0, 100], [0, 0])]
    found = [seen([0, 50], [0, 0], [0.9, 0.8]), seen([1], [0], [0.7])]
    result = average_precisions(found, truth, 1)
    assert result['AP 2007'][0] == pytest.approx((3 + 3 * 2 / 3) / 11)
    assert result['AP 2010'][0] == pytest.approx(1 / 4 + 1 / 4 * 2 / 3)
    assert result['objects'].tolist() == [4]


def test_a_second_box_around_an_object_is_wrong():
    truth = [objects([0, 100], [0, 0])]
    once = average_precisions([seen([0, 100], [0, 0], [0.9, 0.7])], truth, 1)
    twice = average_precisions([seen([0, 1, 100], [0, 0, 0], [0.9, 0.8, 0.7])], truth, 1)
    assert once['AP 2010'].tolist() == [1]
    assert twice['AP 2010'][0] == pytest.approx(1 / 2 + 1 / 2 * 2 / 3)


def test_difficult_objects_count_in_nothing():
    truth = [objects([0, 100], [0, 0], [False, True])]
    found = [seen([100, 101, 0], [0, 0, 0], [0.9, 0.8, 0.7])]
    result = average_precisions(found, truth, 1)
    assert result['AP 2010'].tolist() == [1] and result['objects'].tolist() == [1]
    only = average_precisions(found, [objects([100], [0], [True])], 1)
    assert numpy.isnan(only['AP 2010'][0]) and numpy.isnan(only['mean AP 2010'])


def test_half_an_overlap_is_enough():
    # A box twice as high as the object: 100 pixels of 200.
    truth = [objects([0], [0])]
    half = Found(numpy.array([[0.0, 0, 20, 10]]), numpy.array([0]), numpy.array([1.0]))
    less = Found(numpy.array([[0.0, 0, 20.1, 10]]), numpy.array([0]), numpy.array([1.0]))
    assert average_precisions([half], truth, 1)['AP 2010'].tolist() == [1]
    assert average_precisions([less], truth, 1)['AP 2010'].tolist() == [0]


def test_nothing_found_is_nothing_right():
    result = average_precisions([seen([], [], [])], [objects([0], [1])], 3)
    numpy.testing.assert_array_equal(result['AP 2007'], [numpy.nan, 0, numpy.nan])
    assert result['mean AP 2007'] == 0


def test_each_kind_of_error():
    """Cat 0 and dog 1 are alike, car 2 is not."""
    similar = numpy.array([[1, 1, 0], [1, 1, 0], [0, 0, 1]], bool)
    truth = [objects([0, 50, 100, 150, 200, 250], [0, 0, 0, 0, 1, 2])]
    found = [
        seen(
            # Over 0: right, and once more; beside 50 by 5 pixels: a third; dog; car; nothing.
            [0, 1, 55, 200, 250, 300], [0] * 6, [0.9, 0.8, 0.7, 0.6, 0.5, 0.4],
        )
    ]  # fmt: skip
    counts = errors(found, truth, 3, similar)
    # As many boxes as there are cats, four: the car and the nothing come too late.
    assert dict(zip(KINDS, counts[0].tolist())) == {
        'correct': 1, 'localization': 2, 'similar': 1, 'other': 0, 'background': 0,
    }  # fmt: skip
    assert counts[1:].sum() == 0
    more = [objects([0, 50, 100, 150, 200, 250, 400, 450], [0, 0, 0, 0, 1, 2, 0, 0])]
    assert errors(found, more, 3, similar)[0].tolist() == [1, 2, 1, 1, 1]
    # The cat that is right, a dog and a car taken for cats.
    assert confusion(found, more, 3).tolist() == [[1, 0, 0], [1, 0, 0], [1, 0, 0]]


def test_errors_pass_over_boxes_of_difficult_objects():
    truth = [objects([0, 50], [0, 0], [True, False])]
    found = [seen([0, 50], [0, 0], [0.9, 0.8])]
    similar = numpy.eye(1, dtype=bool)
    assert errors(found, truth, 1, similar).tolist() == [[1, 0, 0, 0, 0]]
