"""Labels by colour are those by index."""

import shutil

import numpy
import pytest
from PIL import Image

from benchmarks import labels_by_colour
from data.pictures.by_colour import load_by_colour
from data.pictures.classes import colormap
from data.pictures.picture import load_voc_label


@pytest.fixture
def label(tmp_path):
    """An index PNG of every class, and borders."""
    numbers = numpy.arange(22 * 3, dtype='u1').reshape(6, 11) % 22
    numbers[numbers == 21] = 255
    image = Image.fromarray(numbers)
    image.putpalette(colormap().ravel().tolist())
    image.save(str(tmp_path / 'label.png'))
    return str(tmp_path / 'label.png'), numbers


def test_the_same_both_ways(label, tmp_path):
    path, numbers = label
    found = load_by_colour(path, 21)
    assert found.dtype == numpy.int32
    numpy.testing.assert_array_equal(found, numpy.where(numbers == 255, -1, numbers.astype('i')))
    numpy.testing.assert_array_equal(found, load_voc_label(path))
    # And of a label that somebody saved in RGB, of which only the colours are left.
    with Image.open(path) as image:
        image.convert('RGB').save(str(tmp_path / 'rgb.png'))
    numpy.testing.assert_array_equal(load_by_colour(str(tmp_path / 'rgb.png'), 21), found)


def test_what_no_class_has_is_not_counted(tmp_path):
    Image.new('RGB', (2, 1), (1, 2, 3)).save(str(tmp_path / 'other.png'))
    assert load_by_colour(str(tmp_path / 'other.png'), 21).tolist() == [[-1, -1]]


def test_the_table(tiny, tmp_path, script):
    out = tmp_path / 'labels.md'
    status, printed, err = script(labels_by_colour.main, tiny, '--out', out)
    assert status == 0, err
    lines = out.read_text().splitlines()
    assert lines[2].startswith('| by index |') and lines[2].endswith('| 1.0 |')
    assert lines[-1] == '5 labels, the same both ways.'


def test_other_colours_are_told(tmp_path, tiny, refused):
    copy = tmp_path / 'copy'
    shutil.copytree(tiny, str(copy))
    for path in (copy / 'SegmentationClass').iterdir():
        with Image.open(str(path)) as image:
            image.putpalette(colormap()[::-1].ravel().tolist())
            image.save(str(path))
    assert 'colours' in refused(labels_by_colour.main, copy)
