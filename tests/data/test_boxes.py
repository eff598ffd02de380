"""The command that shows what a folder of boxes holds, and one picture of it."""

import numpy as np
import pytest
from PIL import Image

from data import boxes
from data.pictures.classes import colormap
from tests.data.annotations import thing


@pytest.fixture
def coins(folder):
    """Black pictures a to e of 240 x 160 with a coin each; on a there is a difficult note too."""
    for name in 'abcde':
        Image.new('RGB', (240, 160)).save(str(folder.picture(name)))
        folder.annotate(name, thing('coin', 21, 41, 60, 80), width=240, height=160)
    folder.annotate(
        'a', thing('coin', 21, 41, 60, 80, truncated=1),
        thing('note', 101, 1, 240, 160, difficult=1), width=240, height=160,
    )  # fmt: skip
    (folder.root / 'classes.txt').write_text('coin\nnote\nstamp\n')
    return folder


def test_a_picture_and_its_boxes(coins, tmp_path, script):
    out = tmp_path / 'out.png'
    status, printed, err = script(boxes.main, coins, 'a', '-o', out)
    assert status == 0, err
    lines = printed.splitlines()
    assert lines[0].endswith('a.jpg: 240 x 160 pixels')
    assert [line.split() for line in lines[1:-1]] == [
        ['40.0', '20.0', '80.0', '60.0', 'coin', 'truncated'],
        ['0.0', '100.0', '160.0', '240.0', 'note', 'difficult'],
    ]
    with Image.open(str(out)) as image:
        pixels = np.array(image)
    # Twice as large; the frame lies on the outermost pixels of the box.
    assert pixels.shape == (320, 480, 3)
    coin, note = [colormap()[i].tolist() for i in (1, 2)]
    for row, column, colour in ((80, 80, coin), (159, 80, coin), (120, 40, coin), (120, 119, coin),
                                (157, 80, coin), (156, 80, [0] * 3), (160, 80, [0] * 3),
                                (319, 300, note), (318, 300, [0] * 3), (200, 479, note),
                                (200, 199, [0] * 3)):  # fmt: skip
        assert pixels[row, column].tolist() == colour, (row, column)


def test_what_the_folder_holds(coins, script):
    status, printed, err = script(boxes.main, coins)
    assert status == 0, err
    lines = printed.splitlines()
    assert lines[0].endswith('VOC2012: 3 classes, named in its classes.txt')
    found = [line.split() for line in lines[2:5]]
    assert found[0] == ['pictures', '4', '1'] and found[1] == ['coin', '4', '1']
    assert found[2][0] == 'note' and 'difficult' in printed
    assert 'in no picture: stamp' in lines


def test_the_first_wrong_annotation_is_told(coins, refused):
    coins.annotate('c', thing('coin', 21, 41, 600, 80), width=240, height=160)
    assert 'c.xml, object 1 (coin): its box' in refused(boxes.main, coins)


def test_its_own_place_and_names_of_other_scripts(coins, tmp_path, monkeypatch, script):
    monkeypatch.chdir(tmp_path)
    (coins.root / 'classes.txt').write_text('\u8ca8\u5e63\nnote\n', encoding='utf-8')
    coins.annotate('b', thing('\u8ca8\u5e63', 1, 1, 240, 160), width=240, height=160)
    for _ in range(2):
        status, printed, err = script(boxes.main, coins, 'b')
        assert status == 0, err
    assert '\u8ca8\u5e63' in printed and (tmp_path / 'runs/boxes/b.png').exists()


def test_names_from_a_file(coins, tmp_path, script, refused):
    (tmp_path / 'mine.txt').write_text('note\n')
    line = refused(boxes.main, coins, 'a', '--classes', tmp_path / 'mine.txt')
    assert "is of class 'coin', which is none of the 1 classes (note)" in line


def test_nothing_that_is_read_is_overwritten(coins, tmp_path, refused):
    before = {path: path.read_bytes() for path in coins.root.rglob('*') if path.is_file()}
    mine = tmp_path / 'mine.png'
    mine.write_text('coin\nnote\n')
    for out, told in (
        (coins.picture('b'), 'lies in a folder that is read'),
        (coins.picture('a'), 'lies in a folder that is read'),
        (mine, 'is read here'),
    ):
        line = refused(boxes.main, coins, 'a', '--classes', mine, '-o', out, '--overwrite')
        assert told in line
    assert mine.read_text() == 'coin\nnote\n'
    assert before == {path: path.read_bytes() for path in coins.root.rglob('*') if path.is_file()}
    (tmp_path / 'there.png').write_bytes(b'')
    assert 'is there already' in refused(boxes.main, coins, 'a', '-o', tmp_path / 'there.png')


def test_what_is_not_there(coins, tmp_path, refused):
    assert 'no such picture' in refused(boxes.main, coins, 'f')
    assert 'has no boxes' in refused(boxes.main, tmp_path / 'nowhere', 'a')
    assert 'of which picture' in refused(boxes.main, coins, '-o', tmp_path / 'out.png')
    assert not (tmp_path / 'out.png').exists()
