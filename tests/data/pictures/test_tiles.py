"""Tiles with their surroundings, bent, flipped and turned."""

import numpy
import pytest

from data.pictures import tiles
from models.unet import surrounded
from train.parts.pictures import augmentation


def example(height, width):
    """A picture whose channels say row and column, and two maps that say the same."""
    rows, columns = numpy.mgrid[:height, :width].astype('f')
    return numpy.stack([rows, columns, rows + columns]), rows.astype('i'), columns


def tile(side, x, *maps, random):
    """As train.unet cuts it out."""
    seen = [surrounded(min(side, length)) for length in x.shape[1:]]
    return tiles.tile(seen, 92, x, *maps, random=random)


@pytest.fixture
def still(monkeypatch):
    monkeypatch.setattr(tiles, 'DEVIATION', 0.0)


@pytest.mark.parametrize('size, scored', [((150, 140), (100, 100)), ((80, 30), (84, 36))])
def test_sides_that_the_network_gives(size, scored):
    x, rows, columns = tile(100, *example(*size), random=numpy.random.RandomState(0))
    assert x.dtype == numpy.float32 and rows.dtype == numpy.int32
    assert rows.shape == columns.shape in (scored, scored[::-1])
    assert x.shape == (3,) + tuple(side + 184 for side in rows.shape)


def test_everything_is_of_one_place(still):
    """Wherever the tile is and however it lies, picture and maps agree on it."""
    random = numpy.random.RandomState(0)
    corners = set()
    for _ in range(40):
        x, rows, columns = tile(52, *example(60, 61), random=random)
        inner = x[:, 92:-92, 92:-92]
        numpy.testing.assert_allclose(inner[0], rows, atol=1e-3)
        numpy.testing.assert_allclose(inner[1], columns, atol=1e-3)
        numpy.testing.assert_allclose(inner[2], rows + columns, atol=1e-3)
        corners.add((rows[0, 0] < rows[-1, -1], rows[0, 0] == rows[0, -1], columns[0, 0] > 30))
        assert rows.max() - rows.min() == columns.max() - columns.min() == 51
        assert 0 <= rows.min() and rows.max() <= 59 and columns.max() <= 60
    assert len(corners) == 8  # four turns, each also flipped


def test_around_is_the_picture_mirrored(still):
    random = numpy.random.RandomState(0)
    (picture,) = example(100, 100)[2:]
    expected = numpy.pad(picture, 92, 'reflect')
    x, inner = tile(100, picture[None], picture, random=random)
    ways = [numpy.rot90(expected, k) for k in range(4)]
    ways += [way[:, ::-1] for way in ways]
    assert any(numpy.allclose(x[0], way, atol=1e-3) for way in ways)


def test_bent_by_ten_pixels_or_so():
    random = numpy.random.RandomState(0)
    moved = numpy.array([tiles.displacements(random, (120, 90)) for _ in range(300)])
    assert moved.shape == (300, 2, 120, 90)
    # At the nine places of the grid, the centres of its fields, it is what was drawn.
    at_grid = moved[:, :, 20::40, 15::30]
    assert at_grid.std() == pytest.approx(10, rel=0.1)
    assert abs(at_grid.mean()) < 1
    # Smooth: from pixel to pixel mostly less than a half.
    assert numpy.abs(numpy.diff(moved, axis=2)).std() < 0.5
    assert numpy.abs(numpy.diff(moved, axis=3)).std() < 0.5


def test_bent_picture_and_label_go_together():
    random = numpy.random.RandomState(0)
    x, rows, columns = tile(100, *example(300, 300), random=random)
    inner = x[:, 92:-92, 92:-92]
    assert numpy.abs(inner[0] - rows).max() <= 0.51
    assert numpy.abs(inner[1] - columns).max() <= 0.51
    assert numpy.abs(numpy.diff(inner[0], n=2, axis=0)).max() > 1e-3


def test_interpolated_between_pixels():
    x = numpy.array([[[0, 10, 20], [100, 110, 120]]], 'f')
    rows, columns = numpy.array([0, 0.5, 1, 1]), numpy.array([0.25, 1, 2, 1.5])
    assert tiles.interpolated(x, rows, columns).tolist() == [[2.5, 60, 120, 115]]
    one = numpy.full((1, 1, 1), 7, 'f')
    assert tiles.interpolated(one, numpy.zeros(2), numpy.zeros(2)).tolist() == [[7, 7]]


def test_reflected_beyond_both_ends():
    at = numpy.array([-1.5, 0, 3.9, 4, 4.5, 8, 9])
    numpy.testing.assert_allclose(tiles.reflected(at, 5), [1.5, 0, 3.9, 4, 3.5, 0, 1])
    assert tiles.reflected(at, 1).tolist() == [0] * 7


def test_batch_of_several_and_what_could_not_be_loaded():
    from chainer import get_device

    from cli.errors import UserError

    convert = augmentation.tile_converter(36)
    numpy.random.seed(0)
    x, rows, columns = convert([example(64, 64), example(90, 70)], get_device('@numpy'))
    assert x.shape == (2, 3, 220, 220) and rows.shape == columns.shape == (2, 36, 36)
    with pytest.raises(UserError, match='gone'):
        convert([example(64, 64), UserError('gone')], get_device('@numpy'))
