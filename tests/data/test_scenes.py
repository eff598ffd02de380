"""Drawn scenes with boxes: what they promise, and that they are the same everywhere."""

import zlib

import numpy
import pytest

from cli.errors import UserError
from data import scenes
from data.detection import DetectionLoader
from data.pictures import drawing
from tests.data import contracts


def digest(picture, objects):
    told = repr([(found.name, found.box) for found in objects]).encode()
    return zlib.crc32(picture.tobytes()), zlib.crc32(told)


def test_same_seed_same_scene():
    """On every machine and stack: by their checksums."""
    assert digest(*scenes.scene(3, 1, 64)) == SCENE
    assert digest(*scenes.scene(3, 2, 64)) != SCENE
    assert digest(*scenes.scene(4, 1, 64)) != SCENE


SCENE = (2487031505, 791194399)


def test_one_centre_a_cell_and_sides_of_a_sixth():
    seen = set()
    for i in range(60):
        picture, objects = scenes.scene(0, i, 96)
        height, width = picture.shape[:2]
        assert picture.dtype == numpy.uint8 and max(height, width) == 96
        assert 72 <= min(height, width) and 1 <= len(objects) <= 3
        cells = set()
        for found in objects:
            y_min, x_min, y_max, x_max = found.box
            assert 0 <= y_min and y_max <= height and y_max - y_min >= height / 6
            assert 0 <= x_min and x_max <= width and x_max - x_min >= width / 6
            cells.add((7 * (y_min + y_max) // (2 * height), 7 * (x_min + x_max) // (2 * width)))
            seen.add(found.name)
        assert len(cells) == len(objects)
    assert seen == set(scenes.CLASSES)


def test_no_centre_is_hidden():
    for i in range(60):
        objects = scenes.scene(0, i, 96)[1]
        for one in objects:
            y, x = (one.box[0] + one.box[2]) / 2, (one.box[1] + one.box[3]) / 2
            for other in objects:
                y_min, x_min, y_max, x_max = other.box
                assert other is one or not (y_min <= y < y_max and x_min <= x < x_max)


def test_a_box_is_as_large_as_its_shape(monkeypatch):
    painted, paint = [], drawing.paint

    def kept(*args):
        mask = paint(*args)
        ys, xs = numpy.nonzero(mask)
        painted.append((ys.min(), xs.min(), ys.max() + 1, xs.max() + 1))
        return mask

    monkeypatch.setattr(drawing, 'paint', kept)
    for i in range(20):
        for found in scenes.scene(0, i, 96)[1]:
            assert found.box in painted


def test_folder_is_read_as_voc_s(tmp_path):
    root = str(tmp_path / 'scenes')
    scenes.make(root, number=10, side=48)
    loader = DetectionLoader(root)
    assert loader.classes == scenes.CLASSES
    assert (len(loader.train), len(loader.test)) == (8, 2)
    for part in (loader.train, loader.test):
        contracts.check_detection(part)
    # Boxes as drawn.
    place = (
        loader.train.names.index('scenes_000003') if 'scenes_000003' in loader.train.names else 0
    )
    i = int(loader.train.names[place].split('_')[1])
    objects = scenes.scene(0, i, 48)[1]
    numpy.testing.assert_array_equal(loader.train[place][1], [found.box for found in objects])
    names = [loader.classes[label] for label in loader.train[place][2]]
    assert names == [found.name for found in objects]
    # Made once; and never over anything else.
    scenes.make(root, number=10, side=48)
    with pytest.raises(UserError):
        scenes.make(root, number=11, side=48)


def test_command(tmp_path, script):
    status, printed, err = script(
        scenes.main, tmp_path / 'out', '--number', 3, '--side', 40, '--seed', 5
    )
    assert status == 0, err
    assert '3 pictures, 5 classes' in printed
