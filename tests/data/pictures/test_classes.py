import os

import numpy as np
import pytest
from PIL import Image

from cli.errors import UserError
from data.pictures import classes


def test_colormap_is_voc_s():
    colours = classes.colormap()
    assert colours.shape == (256, 3) and colours.dtype == np.uint8
    # As printed in the VOC development kit's documentation.
    assert colours[[0, 1, 2, 15, 20, 255]].tolist() == [
        [0, 0, 0],
        [128, 0, 0],
        [0, 128, 0],
        [192, 128, 128],
        [0, 64, 128],
        [224, 224, 192],
    ]
    assert len({tuple(c) for c in colours.tolist()}) == 256


@pytest.mark.skipif('REVISIT_DATA' not in os.environ, reason='real data: set REVISIT_DATA')
def test_colormap_is_in_a_real_label():
    name = 'voc_sample/SegmentationClass/2011_000003.png'
    palette = Image.open(os.path.join(os.environ['REVISIT_DATA'], name)).getpalette()
    assert palette == classes.colormap().reshape(-1).tolist()


def test_classes_are_those_of_the_post():
    assert len(classes.CLASSES) == 21
    assert classes.CLASSES[0] == 'background'
    assert classes.CLASSES[15] == 'person'
    assert classes.CLASSES[20] == 'tv/monitor'


def test_folder_without_a_list_of_classes_is_voc(tmp_path):
    assert classes.read_classes(str(tmp_path)) == classes.CLASSES


def test_classes_are_read_as_written(tmp_path):
    classes.write_classes(str(tmp_path), ('nothing', 'red circle', 'n\u00e9on'))
    assert classes.read_classes(str(tmp_path)) == ('nothing', 'red circle', 'n\u00e9on')


def test_another_file_of_classes(tmp_path):
    classes.write_classes(str(tmp_path), ('a', 'b'))
    other = tmp_path / 'mine.txt'
    other.write_text('nothing\nthis\nthat\n\n')
    assert classes.read_classes(str(tmp_path), str(other)) == ('nothing', 'this', 'that')


def test_file_of_classes_that_cannot_be_read(tmp_path):
    with pytest.raises(UserError, match='none.txt: cannot be read as a list of names of classes'):
        classes.read_classes(str(tmp_path), str(tmp_path / 'none.txt'))
    (tmp_path / 'utf16.txt').write_bytes('a\nb\n'.encode('utf-16'))
    with pytest.raises(UserError, match='utf16.txt'):
        classes.read_classes(str(tmp_path), str(tmp_path / 'utf16.txt'))


@pytest.mark.parametrize('text', ['', 'background\n\n', 'x\n' * 256])
def test_number_of_classes_must_fit_into_a_label(tmp_path, text):
    (tmp_path / 'classes.txt').write_text(text)
    with pytest.raises(UserError, match='classes.txt'):
        classes.read_classes(str(tmp_path))


@pytest.mark.parametrize('text, line', [('a\n\nb\n', 2), ('\na\nb\n', 1), ('a\nb\n  \nc', 3)])
def test_a_blank_line_would_shift_the_classes_below(tmp_path, text, line):
    (tmp_path / 'classes.txt').write_text(text)
    with pytest.raises(UserError, match='classes.txt, line {}: is blank'.format(line)):
        classes.read_classes(str(tmp_path))
