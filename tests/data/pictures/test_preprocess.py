"""Preprocessing, held against what can be worked out by hand."""

import numpy as np
import pytest

from data.pictures.preprocess import (
    cut,
    flipped,
    global_contrast,
    lit,
    local_contrast,
    resized,
    window,
)


def test_global_contrast_by_hand():
    x = np.array([[[0, 2], [2, 4]], [[5, 5], [9, 9]]], 'f')
    # Means 2 and 7, standard deviations sqrt 2 and 2.
    r = 2**0.5
    expected = [[[-r, 0], [0, r]], [[-1, -1], [1, 1]]]
    found = global_contrast(x)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, expected, atol=1e-6)
    np.testing.assert_array_equal(global_contrast(np.stack([x, 3 * x]))[0], found)


def test_contrast_of_one_colour_is_zero():
    x = np.full((1, 3, 12, 12), 7, 'f')
    assert not global_contrast(x).any()
    np.testing.assert_allclose(local_contrast(x), 0, atol=0.3)


def test_local_contrast_leaves_no_slope_and_no_exposure():
    rng = np.random.RandomState(0)
    x = rng.normal(0, 1, (1, 2, 40, 50)).astype('f')
    found = local_contrast(x)
    assert found.dtype == np.float32 and found.shape == x.shape
    slope = np.linspace(0, 100, 50, dtype='f')
    sloping = local_contrast(5 * x + slope)
    # Away from the border, where the slope goes on.
    np.testing.assert_allclose(sloping[..., 10:-10], found[..., 10:-10], atol=0.05)


def test_local_contrast_of_a_point_by_hand():
    """1 at one pixel: minus the Gaussian's weight there, over its spread, is the rest."""
    x = np.zeros((1, 21, 21))
    x[0, 10, 10] = 1
    distance = np.arange(-4, 5)
    line = np.exp(-0.5 * (distance / 2.0) ** 2)
    weights = np.outer(line, line) / line.sum() ** 2
    centred = np.zeros((21, 21))
    centred[6:15, 6:15] = -weights
    centred[10, 10] += 1
    squares = np.pad(centred**2, 4, 'edge')
    spread = np.array(
        [[(squares[i : i + 9, j : j + 9] * weights).sum() for j in range(21)] for i in range(21)]
    )
    spread = np.sqrt(spread)
    expected = centred / np.maximum(spread, spread.mean())
    np.testing.assert_allclose(local_contrast(x)[0], expected, atol=1e-4)


def test_local_contrast_evens_out_what_global_contrast_does_not():
    """Left half dark with little contrast, right half bright with much."""
    rng = np.random.RandomState(0)
    x = rng.normal(0, 1, (1, 1, 40, 80))
    x[..., 40:] = 100 + 20 * x[..., 40:]

    def ratio(y):
        return y[..., 50:-10].std() / y[..., 10:30].std()

    assert ratio(global_contrast(x)) == pytest.approx(20, rel=0.2)
    assert ratio(local_contrast(x)) < 13


class Chosen(object):
    """Stands for a generator: the largest it could draw, or 0."""

    def __init__(self, largest):
        self._largest = largest

    def randint(self, n):
        return n - 1 if self._largest else 0

    def uniform(self, low, high):
        return high if self._largest else low


@pytest.mark.parametrize('largest', [False, True])
def test_cut_to_a_multiple(largest):
    t = np.arange(90 * 121).reshape(90, 121)
    x = np.stack([t, -t])
    cut_x, cut_t = cut(x, t, 16, Chosen(largest))
    assert cut_t.shape == (80, 112) and cut_x.shape == (2, 80, 112)
    assert cut_t[0, 0] == (10 * 121 + 9 if largest else 0)
    np.testing.assert_array_equal(cut_x, np.stack([cut_t, -cut_t]))


def test_a_picture_of_the_right_size_is_not_cut():
    t = np.zeros((32, 48), 'i')
    assert cut(t[None], t, 16, np.random)[1].shape == (32, 48)
    assert cut(t[None], t, 64, np.random)[1].shape == (32, 48)


def test_zoom_takes_a_smaller_window_and_resizes_it():
    t = np.arange(32).reshape(1, 32).repeat(32, axis=0).astype('i')
    x = t[None].astype('f')
    zoomed_x, zoomed_t = cut(x, t, 16, Chosen(False), zoom=2)
    # The window of the first 16 pixels, each twice.
    assert zoomed_x.shape == (1, 32, 32) and zoomed_x.dtype == np.float32
    assert zoomed_t.dtype == np.int32
    assert zoomed_t[0].tolist() == np.arange(16).repeat(2).tolist()
    np.testing.assert_allclose(zoomed_x[0, 0, 1:-1], np.arange(0.25, 15, 0.5), atol=1e-5)


def test_zoom_out_ends_at_the_picture_s_border():
    t = np.arange(35 * 50, dtype='i').reshape(35, 50)
    x = t[None].astype('f')
    zoomed_x, zoomed_t = cut(x, t, 16, Chosen(True), zoom=2)
    assert zoomed_x.shape == (1, 32, 48) and zoomed_t.shape == (32, 48)
    assert zoomed_t[0, 0] == 0 and zoomed_t[-1, -1] == t[-1, -1]


def test_resized_to_a_multiple():
    label = np.arange(6, dtype=np.uint8).reshape(2, 3).repeat(11, axis=0).repeat(11, axis=1)
    picture = np.stack([40 * label] * 3, axis=2)
    small, small_label = resized(picture, label, 8)
    assert small.shape == (16, 32, 3) and small_label.shape == (16, 32)
    # Labels are picked, pictures interpolated: at the corners both are what they were.
    assert set(small_label.ravel()) == set(range(6))
    for row, column in ((0, 0), (0, -1), (-1, 0), (-1, -1)):
        assert small_label[row, column] == label[row, column]
        assert small[row, column].tolist() == picture[row, column].tolist()
    assert (resized(picture, label, 11)[1] == label).all()


def test_flips_by_hand():
    t = np.array([[1, 2, 3], [4, 5, 6]])
    x = np.stack([t, 10 * t])
    for left_right, up_down, expected in (
        (0, 0, [[1, 2, 3], [4, 5, 6]]),
        (1, 0, [[3, 2, 1], [6, 5, 4]]),
        (0, 1, [[4, 5, 6], [1, 2, 3]]),
        (1, 1, [[6, 5, 4], [3, 2, 1]]),
    ):
        fx, ft = flipped(x, t, left_right, up_down)
        assert ft.tolist() == expected
        assert fx.tolist() == [expected, (10 * np.array(expected)).tolist()]


def numbered(height, width):
    """A picture whose pixels say where they are, and the label that says the same."""
    t = np.arange(height * width, dtype=np.int32).reshape(height, width)
    return np.stack([t, t, t]).astype('f'), t


@pytest.mark.parametrize('size', [(40, 60), (20, 60), (40, 8), (5, 5), (32, 32)])
def test_a_window_is_a_square_of_the_picture(size):
    x, t = numbered(*size)
    rng = np.random.RandomState(0)
    corners = set()
    for _ in range(30):
        square, label = window(x, t, 32, rng)
        assert square.shape == (3, 32, 32) and label.shape == (32, 32)
        assert square.dtype == np.float32 and label.dtype == np.int32
        seen = label >= 0
        # Pixels keep their labels; what lies beyond the picture is 0 and not counted.
        np.testing.assert_array_equal(square[0][seen], label[seen])
        assert not square[:, ~seen].any()
        assert seen.sum() == min(32, size[0]) * min(32, size[1])
        corners.add(label.max())
    assert len(corners) > 1 or size[0] <= 32 and size[1] <= 32


def test_a_window_zooms():
    x, t = numbered(100, 100)
    rng = np.random.RandomState(0)
    shown = []
    for _ in range(60):
        _, label = window(x, t, 32, rng, zoom=2)
        assert label.shape == (32, 32)
        rows = label // 100
        shown.append(rows.max() - rows.min() + 1)
    # From half to twice, as often less as more.
    assert 15 <= min(shown) < 20 and 50 < max(shown) <= 64
    assert 20 <= sum(length < 32 for length in shown) <= 40


def test_light_by_hand():
    class Fixed(object):
        def uniform(self, low, high, number):
            assert (low, high, number) == (-0.5, 0.5, 3)
            return np.array([0.5, -0.5, 0.25])

    x = np.array([[[0, 8]], [[4, 8]], [[8, 8]]], 'f')
    # Grey 4 and 8, in the middle 6; colours half as far from grey, then all half as far again
    # from 6, then 32 brighter.
    expected = np.array([[[2, 8]], [[4, 8]], [[6, 8]]], 'f')
    expected = 6 + 1.5 * (expected - 6) + 32
    found = lit(x, 0.5, Fixed())
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, expected, rtol=1e-6)


def test_no_light_changes_nothing():
    x = np.random.RandomState(0).normal(0, 60, (3, 4, 5)).astype('f')
    np.testing.assert_allclose(lit(x, 0, np.random.RandomState(0)), x, rtol=1e-5, atol=1e-4)
