"""What is read is not written over, by whatever name it is called."""

import os

import pytest

from cli import outputs
from cli.errors import UserError


@pytest.fixture
def photo(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / 'in').mkdir()
    path = tmp_path / 'in' / 'photo.png'
    path.write_text('a photograph')
    return path


@pytest.mark.parametrize('spelt', [
    'in/photo.png', './in/photo.png', 'in/../in/photo.png', 'link.png', 'folder/photo.png',
    'hard.png', 'absolute',
])  # fmt: skip
def test_an_input_by_any_name(photo, tmp_path, spelt):
    (tmp_path / 'link.png').symlink_to(photo)
    (tmp_path / 'folder').symlink_to(photo.parent)
    os.link(str(photo), str(tmp_path / 'hard.png'))
    out = str(photo) if spelt == 'absolute' else spelt
    for inputs in (['in/photo.png'], [str(photo)], ['link.png'], ['hard.png']):
        with pytest.raises(UserError, match='would be overwritten'):
            outputs.check([out], inputs, overwrite=True)


def test_what_lies_in_a_folder_that_is_read(photo):
    with pytest.raises(UserError, match='in a folder that is read'):
        outputs.check(['in/photo.png'], ['in'])
    outputs.check(['in/new.png', 'inner.png'], ['in'])


def test_what_is_there_stays_without_overwrite(photo):
    with pytest.raises(UserError, match='is there already.*--overwrite'):
        outputs.check(['in/photo.png'], overwrite=False)
    outputs.check(['in/photo.png'], overwrite=True)
    outputs.check(['in/new.png'], overwrite=False)


@pytest.mark.parametrize('out, reason', [
    ('in', 'is a folder'),
    ('in/', 'is a folder'),
    ('in/photo.png/out.png', 'in/photo.png: is a file, and nothing can be written into it'),
    ('out', 'must end in .png'),
    ('out.xyz', 'must end in .png'),
])  # fmt: skip
def test_a_name_that_no_picture_can_have(photo, out, reason):
    with pytest.raises(UserError, match=reason):
        outputs.check([out], endings=('.png',))
    outputs.check(['out.PNG'], endings=('.png',))


def test_two_outputs_of_one_name(photo):
    with pytest.raises(UserError, match='x/a.jpg and y/a.jpg: both would be written as ./in/a.png'):
        outputs.check_apart(['x/a.jpg', 'y/a.jpg'], ['in/a.png', './in/a.png'])
    outputs.check_apart(['x/a.jpg', 'y/b.jpg'], ['in/a.png', 'in/b.png'])


@pytest.mark.parametrize('out', ['in', './in/', 'in/run', 'link', 'link/run'])
def test_a_run_in_the_folder_of_its_pictures(photo, tmp_path, out):
    (tmp_path / 'link').symlink_to(photo.parent)
    with pytest.raises(UserError, match='--out {}: is, or lies in, in, which is read'.format(out)):
        outputs.check_run(out, ['in'], '.')


def test_a_run_beside_its_pictures(photo):
    outputs.check_run('run', ['in', 'classes.txt'], '.')
    outputs.check_run('in_too', ['in'], '.')
    for out in ('.', '../' + photo.parent.parent.name):
        with pytest.raises(UserError, match='is the folder of the data'):
            outputs.check_run(out, ['in'], '.')


def test_example_pictures_that_would_take_the_place_of_data(photo):
    path = photo.with_name('examples_epoch_2.jpg')
    path.write_bytes(b'a photograph')
    with pytest.raises(UserError, match='examples_epoch_2'):
        outputs.check_run('in', [str(path)])
