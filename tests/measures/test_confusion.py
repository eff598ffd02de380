"""The four measures of Long et al., against cases worked by hand and their formulas."""

import warnings

import numpy as np
import pytest
from chainer import functions

from measures import confusion

#         predicted 0  1  2
BY_HAND = np.array(
    [
        [6, 1, 1],  # of 8 pixels of class 0
        [2, 2, 0],  # of 4
        [0, 1, 3],  # of 4
    ]
)


@pytest.fixture(autouse=True)
def no_warning():
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        yield


def test_counted_by_hand():
    truth = np.array([[0, 0, 1], [2, -1, 1]])
    predicted = np.array([[0, 1, 1], [2, 2, 0]], dtype=np.int32)
    expected = [[1, 1, 0], [1, 1, 0], [0, 0, 1]]
    matrix = confusion.count(truth, predicted, 3)
    assert matrix.tolist() == expected and matrix.dtype == np.int64


def test_measured_by_hand():
    found = confusion.measures(BY_HAND)
    assert found['pixel accuracy'] == pytest.approx(11 / 16)
    assert found['class accuracy'] == pytest.approx((6 / 8 + 2 / 4 + 3 / 4) / 3)
    # Unions: 8 + 8 - 6, 4 + 4 - 2, 4 + 4 - 3.
    assert found['mean IU'] == pytest.approx((6 / 10 + 2 / 6 + 3 / 5) / 3)
    weighted = (8 * 6 / 10 + 4 * 2 / 6 + 4 * 3 / 5) / 16
    assert found['frequency-weighted IU'] == pytest.approx(weighted)
    assert found['class accuracies'] == pytest.approx([0.75, 0.5, 0.75])
    assert found['IUs'] == pytest.approx([0.6, 1 / 3, 0.6])
    assert found['pixels'].tolist() == [8, 4, 4]


def test_what_occurs_nowhere_takes_no_part():
    """Class 1 is predicted but never true; class 2 neither: IUs 3/4, 0 and undefined."""
    found = confusion.measures(np.array([[3, 1, 0], [0, 0, 0], [0, 0, 0]]))
    assert found['class accuracy'] == pytest.approx(3 / 4)
    assert found['mean IU'] == pytest.approx((3 / 4 + 0) / 2)
    assert found['frequency-weighted IU'] == pytest.approx(3 / 4)
    assert np.isnan(found['class accuracies']).tolist() == [False, True, True]
    assert np.isnan(found['IUs']).tolist() == [False, False, True]


@pytest.mark.parametrize('seed', range(3))
def test_as_the_reference_counts(seed):
    """What score.py of fcn.berkeleyvision.org computes, pixel by pixel and class by class."""
    rng = np.random.RandomState(seed)
    n_class = 5
    # Class 3 is never true and class 4 never predicted.
    pairs = [
        (rng.choice([-1, 0, 1, 2, 4], size), rng.choice([0, 1, 2, 3], size))
        for size in ((7, 5), (4, 9), (6, 6))
    ]
    matrix = sum(confusion.count(truth, predicted, n_class) for truth, predicted in pairs)
    pixels = [
        (t, p)
        for truth, predicted in pairs
        for t, p in zip(truth.ravel().tolist(), predicted.ravel().tolist())
        if t >= 0
    ]
    accuracies, ius, frequencies = [], [], []
    for c in range(n_class):
        both = sum(t == p == c for t, p in pixels)
        true, said = sum(t == c for t, _ in pixels), sum(p == c for _, p in pixels)
        accuracies.append(both / true if true else np.nan)
        ius.append(both / (true + said - both) if true + said else np.nan)
        frequencies.append(true / len(pixels))
    found = confusion.measures(matrix)
    assert found['pixel accuracy'] == pytest.approx(np.mean([t == p for t, p in pixels]))
    assert found['class accuracy'] == pytest.approx(np.nanmean(accuracies))
    assert found['mean IU'] == pytest.approx(np.nanmean(ius))
    weighted = sum(f * iu for f, iu in zip(frequencies, ius) if f > 0)
    assert found['frequency-weighted IU'] == pytest.approx(weighted)
    assert found['IUs'] == pytest.approx(ius, nan_ok=True)
    assert found['class accuracies'] == pytest.approx(accuracies, nan_ok=True)


def test_right_everywhere_is_one():
    truth = np.resize([0, 1, 2, -1], (8, 8))
    found = confusion.measures(confusion.count(truth, np.maximum(truth, 0), 4))
    names = 'pixel accuracy', 'class accuracy', 'mean IU', 'frequency-weighted IU'
    assert [found[name] for name in names] == [1, 1, 1, 1]


def test_a_data_set_is_more_than_the_mean_of_its_pictures():
    """A picture of 100 pixels, all right, and one of 4, all wrong."""
    matrix = confusion.count(np.zeros(100, int), np.zeros(100, int), 2)
    matrix = matrix + confusion.count(np.ones(4, int), np.zeros(4, int), 2)
    assert confusion.measures(matrix)['pixel accuracy'] == pytest.approx(100 / 104)


def test_nothing_to_count():
    matrix = confusion.count(np.full((3, 3), -1), np.zeros((3, 3), int), 2)
    found = confusion.measures(matrix)
    assert not matrix.any() and np.isnan(found['mean IU']) and np.isnan(found['pixel accuracy'])
    assert np.isnan(found['class accuracy']) and np.isnan(found['frequency-weighted IU'])


@pytest.mark.parametrize('predicted', [2, -1])
def test_a_class_out_of_range(predicted):
    with pytest.raises(ValueError, match='0 to 1'):
        confusion.count(np.zeros(3, int), np.full(3, predicted), 2)
    with pytest.raises(ValueError, match='0 to 1'):
        confusion.count(np.full(3, 2), np.zeros(3, int), 2)


def test_shapes_that_differ():
    with pytest.raises(ValueError, match='truth is'):
        confusion.count(np.zeros((2, 3), int), np.zeros((3, 2), int), 2)


def test_the_posts_accuracy_is_chainer_s():
    rng = np.random.RandomState(0)
    truth = rng.randint(-1, 4, (1, 9, 7)).astype('i')
    scores = rng.normal(size=(1, 4, 9, 7)).astype('f')
    expected = float(functions.accuracy(scores, truth, ignore_label=-1).array)
    assert confusion.accuracy(truth, scores.argmax(axis=1)) == pytest.approx(expected)
    assert np.isnan(confusion.accuracy(np.full((2, 2), -1), np.zeros((2, 2))))
