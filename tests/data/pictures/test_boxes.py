import numpy as np
import pytest

from data.pictures.boxes import draw
from data.pictures.classes import colormap


def drawn(*boxes, labels=None, captions=None, side=480, **more):
    picture = np.full((side, side, 3), 99, np.uint8)
    labels = [0] * len(boxes) if labels is None else labels
    captions = [''] * len(boxes) if captions is None else captions
    boxes = np.array(boxes, np.float32).reshape(-1, 4)
    return np.array(draw(picture, boxes, labels, captions, **more)), picture


def test_nothing_to_draw():
    pixels, picture = drawn()
    np.testing.assert_array_equal(pixels, picture)


def test_small_boxes_stay_in_sight():
    pixels, _ = drawn((100, 100, 110, 110), (50, 50, 400, 400), labels=[4, 5])
    assert pixels[100, 105].tolist() == colormap()[5].tolist()


@pytest.mark.parametrize('box', [(7, 7, 8, 8), (7, 7, 8, 400), (7.4, 7.4, 7.6, 7.6),
                                 (-50, -50, 900, 900), (479, 479, 480, 480)])  # fmt: skip
def test_boxes_of_any_size(box):
    """Predicted ones may reach beyond the picture, or be next to nothing."""
    pixels, picture = drawn(box, captions=['x'])
    assert pixels.shape == picture.shape and (pixels != picture).any()


def test_captions_stay_in_the_picture():
    """What is written at the right edge is as much ink as on the left."""
    left, picture = drawn((100, 0, 120, 20), captions=['potted plant .93'])
    right, _ = drawn((100, 460, 120, 480), captions=['potted plant .93'])
    assert (left != picture).any()
    ink = [(pixels.max(axis=2) < 60).sum() for pixels in (left, right)]
    assert ink[0] == ink[1] > 20


def test_more_classes_than_colours():
    pixels, picture = drawn((10, 10, 90, 90), labels=[1000])
    assert (pixels != picture).any()
