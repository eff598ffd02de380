"""V_Rand, V_Info and cells kept apart: worked by hand, and beside a published implementation."""

import numpy as np
import pytest

from measures import cells
from measures.components import components
from measures.nearest import two_nearest


def picture(*rows):
    """A label of '#' for membranes and '.' for cells."""
    return np.array([[int(c == '.') for c in row] for row in rows])


def test_found_as_it_is():
    truth = picture('..#..', '..#..', '#####', '.....')
    found = cells.scores(truth, truth)
    assert found.pop('touching') == found.pop('kept apart') == 3
    assert set(found.values()) == {1} and len(found) == 4


def test_two_cells_of_four_merged():
    """p = 1/2, 1/2 as one cell: s = 1. V_Rand (1/4 + 1/4) / (1/2 + 1/4); nothing is known."""
    truth = picture('..#..', '..#..')
    predicted = np.ones((2, 5), int)
    found = cells.scores(truth, predicted)
    assert found['V_Rand'] == pytest.approx((1 / 4 + 1 / 4) / (1 / 2 * 1 + 1 / 2 * 1 / 2))
    assert found['V_Info'] == pytest.approx(0)
    assert (found['touching'], found['kept apart']) == (1, 0)


def test_a_cell_split():
    """Nine pixels, one of them membrane in the prediction, which is a cell of its own."""
    truth = picture('.........')
    predicted = picture('....#....')
    p, s, t = cells.shares(components(truth == 1), components(predicted == 1))
    assert sorted(p) == sorted(s) == pytest.approx([1 / 9, 4 / 9, 4 / 9])
    assert t == pytest.approx([1])
    assert cells.v_rand(p, s, t) == pytest.approx((33 / 81) / (0.5 * 33 / 81 + 0.5))
    assert cells.v_info(p, s, t) == pytest.approx(0)


def test_one_of_three_merged_by_hand():
    """Cells of 2, 2 and 4 pixels, the first two found as one.

    V_Rand (4 + 4 + 16) / 64 against s (16 + 16) / 64; in bits H(T) = 1.5, H(S) = 1, I = 1.
    """
    truth = picture('..#..#....')
    predicted = picture('.....#....')
    found = cells.scores(truth, predicted)
    assert found['V_Rand'] == pytest.approx(24 / (0.5 * 32 + 0.5 * 24))
    assert found['V_Info'] == pytest.approx(1 / (0.5 * 1 + 0.5 * 1.5))
    assert (found['touching'], found['kept apart']) == (2, 1)


def test_what_is_membrane_in_the_truth_does_not_count():
    truth = picture('..##..')
    thin = picture('...#..')
    assert cells.scores(truth, thin)['V_Rand'] == 1
    assert cells.scores(truth, thin)['V_Info'] == 1


def test_a_thick_membrane_costs_nothing_once_it_is_thinned():
    truth = picture('....#....')
    predicted = picture('..#####..')
    found = cells.scores(truth, predicted)
    # Cells of 2 and 2, and four of a pixel: 12 of 64; s the same, t 32 of 64.
    assert found['V_Rand'] == pytest.approx(12 / (0.5 * 12 + 0.5 * 32))
    assert found['V_Rand thinned'] == found['V_Info thinned'] == 1
    assert cells.thinned(np.array([[1, 0, 0, 0, 0, 2]])).tolist() == [[1, 1, 1, 2, 2, 2]]


def test_thinned_or_not_what_is_merged_is_merged():
    truth = picture('..#..', '..#..')
    predicted = picture('.....', '..#..')
    found = cells.scores(truth, predicted)
    assert found['V_Info thinned'] == found['V_Info'] == pytest.approx(0)
    assert found['V_Rand thinned'] == found['V_Rand'] == pytest.approx(2 / 3)


def test_without_a_cell_there_is_no_score():
    found = cells.scores(picture('##', '##'), picture('..', '.#'))
    assert np.isnan(found['V_Rand']) and np.isnan(found['V_Info'])
    assert (found['touching'], found['kept apart']) == (0, 0)


def test_nothing_found_and_one_cell_found_whole():
    truth = picture('....')
    assert cells.scores(truth, truth)['V_Info'] == 1
    # Four cells of a pixel each.
    assert cells.scores(truth, picture('####'))['V_Rand'] == pytest.approx(0.25 / (0.125 + 0.5))


def test_a_cell_that_is_not_found_is_not_kept_apart():
    truth = picture('..#..#..')
    predicted = picture('..####..')
    assert cells.apart(components(truth == 1), components(predicted == 1)) == (0, 2)


def test_far_from_each_other_is_not_touching():
    wide = picture('.' + '#' * cells.GAP + '.')
    thin = picture('.' + '#' * (cells.GAP - 1) + '.')
    assert cells.apart(*[components(wide == 1)] * 2) == (0, 0)
    assert cells.apart(*[components(thin == 1)] * 2) == (1, 1)


def divisions():
    """Two random divisions of 40 x 40 pixels, in which 0 is left out or alone."""
    rng = np.random.RandomState(7)
    blocks = rng.randint(1, 7, (5, 5)).repeat(8, axis=0).repeat(8, axis=1)
    truth = np.where(rng.random_sample((40, 40)) < 0.2, 0, blocks)
    found = np.where(rng.random_sample((40, 40)) < 0.1, 9, np.roll(blocks, 2, axis=1))
    return truth, found


def test_beside_scikit_image():
    """adapted_rand_error(..., ignore_labels=(0,)), precision, recall and error; and
    variation_of_information(..., ignore_labels=(0,)) in bits: version 0.26.0 gave these.

    It counts pairs of two different pixels, which leaves the pairs of a pixel with itself out of
    all three sums. What it calls precision is over the pairs within the truth's cells.
    """
    truth, found = divisions()
    p, s, t = cells.shares(truth, found)
    n = int((truth > 0).sum())
    joint, ours, true = [((n * each) ** 2).sum() - n for each in (p, s, t)]
    error, precision, recall = SKIMAGE_RAND
    assert 1 - joint / (0.5 * ours + 0.5 * true) == pytest.approx(error, rel=1e-9)
    assert joint / true == pytest.approx(precision, rel=1e-9)
    assert joint / ours == pytest.approx(recall, rel=1e-9)
    assert cells.v_rand(p, s, t) == pytest.approx(1 - error, abs=2e-3)

    missed, merged = SKIMAGE_INFORMATION
    entropies = [-(each * np.log2(each)).sum() for each in (s, t)]
    expected = 1 - (missed + merged) / sum(entropies)
    assert cells.v_info(p, s, t) == pytest.approx(expected, rel=1e-6)


# What scikit-image 0.26.0 gives for divisions().
SKIMAGE_RAND = 0.3810994111488266, 0.5811707830269025, 0.6618693748306209
SKIMAGE_INFORMATION = 1.2721282, 1.06643915


def test_components_hang_together_over_their_sides_only():
    inside = picture('..#.', '##.#', '..#.', '.##.')
    assert components(inside).tolist() == [
        [1, 1, 0, 2], [0, 0, 3, 0], [4, 4, 0, 5], [4, 0, 0, 5],
    ]  # fmt: skip


def test_components_of_a_spiral_and_of_nothing():
    spiral = picture('.....', '.###.', '.#.#.', '.#...', '.####')
    assert set(components(spiral)[spiral == 1]) == {1}
    # Two arms, which only the last row joins.
    assert components(picture('.#.', '.#.', '...')).max() == 1
    assert not components(np.zeros((3, 4), bool)).any()
    assert components(np.zeros((0, 4), bool)).shape == (0, 4)


def test_components_as_by_flooding():
    inside = np.random.RandomState(0).random_sample((30, 41)) < 0.6
    found = components(inside)
    assert ((found > 0) == inside).all()
    seen = np.zeros(inside.shape, int)
    for number, start in enumerate(zip(*np.nonzero(inside)), 1):
        todo = [] if seen[start] else [start]
        for y, x in todo:  # grows while it is gone through
            if inside[y, x] and not seen[y, x]:
                seen[y, x] = number
                for at in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
                    if 0 <= at[0] < 30 and 0 <= at[1] < 41:
                        todo.append(at)
    pairs = set(zip(found.ravel().tolist(), seen.ravel().tolist()))
    assert len(pairs) == len({a for a, _ in pairs}) == len({b for _, b in pairs})


@pytest.mark.parametrize('reach', [3, 7, 100])
def test_two_nearest_as_by_brute_force(reach):
    rng = np.random.RandomState(1)
    instances = np.where(rng.random_sample((23, 31)) < 0.04, rng.randint(1, 6, (23, 31)), 0)
    numbers, distances = two_nearest(instances, reach)
    places = np.stack(np.nonzero(np.ones((23, 31))), axis=1)
    every = []
    for number in range(1, 6):
        own = np.stack(np.nonzero(instances == number), axis=1)
        apart = np.sqrt(((places[:, None] - own) ** 2).sum(axis=2)).min(axis=1)
        every.append(apart.reshape(23, 31))
    expected = np.sort(every, axis=0)[:2]
    expected[expected > reach] = np.inf
    np.testing.assert_allclose(distances, expected, rtol=1e-6)
    assert ((numbers > 0) == np.isfinite(distances)).all()
    for which in (0, 1):
        named = np.isfinite(distances[which])
        own = np.take_along_axis(np.array(every), np.maximum(numbers - 1, 0), axis=0)[which]
        np.testing.assert_allclose(own[named], distances[which][named], rtol=1e-6)


def test_no_instance_and_one():
    numbers, distances = two_nearest(np.zeros((3, 4), int), 5)
    assert not numbers.any() and np.isinf(distances).all()
    numbers, distances = two_nearest(np.array([[0, 0, 4]]), 5)
    assert numbers.tolist() == [[[4, 4, 4]], [[0, 0, 0]]]
    assert distances[0].tolist() == [[2, 1, 0]] and np.isinf(distances[1]).all()
