"""Pictures and labels are found by their names, whatever their suffixes look like."""

import pytest

from cli.errors import UserError
from data.folders.file_pairs import FilePairs


@pytest.fixture
def pairs(tmp_path):
    for folder in ('pictures', 'labels'):
        (tmp_path / folder).mkdir()

    def make(*files):
        for file in files:
            (tmp_path / file).write_bytes(b'')
        return FilePairs(str(tmp_path / 'pictures'), str(tmp_path / 'labels'))

    return make


@pytest.mark.parametrize('suffix', ['.jpg', '.JPG', '.jpeg', '.Jpeg', '.png', '.PNG', '.webp'])
def test_suffixes_of_cameras_and_systems(pairs, suffix):
    found = pairs('pictures/a' + suffix, 'labels/a.PNG')
    picture, label = found.find('a')
    assert picture.endswith('a' + suffix) and label.endswith('a.PNG')
    assert found.labelled() == ['a'] and found.unlabelled() == []


def test_files_that_macos_leaves(pairs):
    found = pairs('pictures/a.jpg', 'pictures/._a.jpg', 'labels/a.png', 'labels/._a.png')
    assert found.labelled() == ['a'] and found.unlabelled() == []
    with pytest.raises(UserError, match='no such picture'):
        found.find('._a')


def test_a_name_that_is_in_a_folder_further_down(pairs, tmp_path):
    for folder in ('pictures', 'labels'):
        (tmp_path / folder / 'in').mkdir()
    picture, _ = pairs('pictures/in/a.jpg', 'labels/in/a.png').find('in/a')
    assert picture == str(tmp_path / 'pictures' / 'in' / 'a.jpg')


def test_what_is_not_there_is_named(pairs):
    with pytest.raises(UserError, match="pictures/b.jpg: no such picture .nor .jpeg .png .*'b'"):
        pairs('pictures/a.jpg', 'labels/b.png').find('b')
    with pytest.raises(UserError, match='labels/a.png: no such label'):
        pairs('pictures/a.jpg').find('a')
