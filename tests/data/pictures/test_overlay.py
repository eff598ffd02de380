"""Rows of the posts' figure."""

import numpy as np

from data.pictures import overlay
from data.pictures.classes import colormap


def test_predictions_with_their_accuracies_then_the_truth():
    picture = np.full((4, 5, 3), 100, np.uint8)
    truth = np.array([[1] * 5, [1] * 5, [0] * 5, [-1] * 5])
    right, half = np.maximum(truth, 0), np.zeros((4, 5), int)
    row = overlay.compared(picture, truth, [half, right])
    assert [caption for _, caption in row] == ['33.33%', '100.00%', 'truth']
    assert (row[0][0] == picture).all()
    mixed = (100 + colormap()[1].astype(int)) // 2
    assert row[1][0][0, 0].tolist() == mixed.tolist()
    border = (100 + colormap()[255].astype(int)) // 2
    assert row[2][0][3, 0].tolist() == border.tolist()


def test_titles_stand_above_the_columns():
    red, blue = [np.full((30, 40, 3), colour, np.uint8) for colour in ((200, 0, 0), (0, 0, 200))]
    rows = [[(red, 'a'), (blue, 'b')], [(blue, 'c'), (red, 'd')]]
    plain, titled = overlay.figure(rows), overlay.figure(rows, ['FCN', '\u771f'])
    assert titled.size == (plain.size[0], plain.size[1] + 14)
    pixels = np.array(titled)
    np.testing.assert_array_equal(pixels[14:], np.array(plain))
    # Something is written above either column, and nothing but black on white.
    assert pixels[:14, :40].min() < 128 and pixels[:14, 44:].min() < 128
