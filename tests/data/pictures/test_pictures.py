import numpy as np
import pytest
from PIL import Image

from cli.errors import UserError
from data.pictures.picture import MEAN, load_picture, load_voc_label, to_input, to_picture


def save(tmp_path, array, name='x.png'):
    path = str(tmp_path / name)
    Image.fromarray(array).save(path)
    return path


def test_label_is_read_by_its_indices(folder):
    written = folder.add('a', values=(0, 7, 255))
    label = load_voc_label(str(folder.label('a')))
    assert label.dtype == np.int32
    np.testing.assert_array_equal(label, np.where(written == 255, -1, written.astype(int)))


def test_grey_label_is_read_as_it_is(tmp_path):
    label = load_voc_label(save(tmp_path, np.array([[0, 11], [255, 3]], dtype=np.uint8)))
    assert label.tolist() == [[0, 11], [-1, 3]]


@pytest.mark.parametrize('channels, mode', [(3, 'RGB'), (4, 'RGBA')])
def test_coloured_label_is_refused(tmp_path, channels, mode):
    path = save(tmp_path, np.zeros((4, 4, channels), dtype=np.uint8))
    with pytest.raises(UserError, match='x.png.*mode {}.*index PNG'.format(mode)):
        load_voc_label(path)


@pytest.mark.parametrize('mode', ['L', 'CMYK', 'RGB'])
def test_every_jpeg_becomes_rgb(folder, mode):
    folder.add('a', mode=mode)
    picture = load_picture(str(folder.picture('a')))
    folder.add('a')
    plain = load_picture(str(folder.picture('a'))).astype(int)
    if mode == 'L':
        plain = np.round(plain.dot([0.299, 0.587, 0.114]))[:, :, None]
    assert picture.shape == (20, 30, 3) and picture.dtype == np.uint8
    # JPEG alone may be off by this much; CMYK taken for its inverse is by far more.
    assert np.abs(picture - plain).mean() < 6


def test_transparency_is_dropped(tmp_path):
    rgba = np.zeros((2, 2, 4), dtype=np.uint8)
    rgba[:] = 10, 20, 30, 0
    assert load_picture(save(tmp_path, rgba))[0, 0].tolist() == [10, 20, 30]


def test_deep_picture_is_refused(tmp_path):
    path = save(tmp_path, np.full((4, 4), 40000, dtype=np.uint16))
    with pytest.raises(UserError, match='x.png.*8 bits'):
        load_picture(path)


def test_input_is_bgr_minus_mean_and_back():
    picture = np.zeros((2, 5, 3), dtype=np.uint8)
    picture[:] = 200, 100, 50
    x = to_input(picture)
    assert x.shape == (3, 2, 5) and x.dtype == np.float32 and x.flags.c_contiguous
    np.testing.assert_allclose(x[:, 0, 0], np.array([50, 100, 200]) - MEAN, rtol=1e-6)
    np.testing.assert_array_equal(to_picture(x), picture)


@pytest.mark.parametrize('read', [load_picture, load_voc_label])
def test_missing_file_is_named(tmp_path, read):
    with pytest.raises(UserError, match='gone.png: no such file'):
        read(str(tmp_path / 'gone.png'))


@pytest.mark.parametrize('read', [load_picture, load_voc_label])
@pytest.mark.parametrize('keep', [0, 20, 60, 0.5, 0.9])
@pytest.mark.parametrize('suffix', ['jpg', 'png'])
def test_truncated_file_is_named(tmp_path, read, keep, suffix):
    noise = np.random.RandomState(0).randint(0, 256, (40, 40)).astype(np.uint8)
    path = save(tmp_path, noise, 'cut.' + suffix)
    with open(path, 'rb') as f:
        whole = f.read()
    with open(path, 'wb') as f:
        f.write(whole[: keep if isinstance(keep, int) else int(len(whole) * keep)])
    with pytest.raises(UserError, match='cut.' + suffix):
        read(path)


@pytest.mark.parametrize('start', [8, 16, 40])
def test_corrupt_png_is_named(tmp_path, start):
    noise = np.random.RandomState(0).randint(0, 256, (40, 40)).astype(np.uint8)
    path = save(tmp_path, noise, 'bad.png')
    with open(path, 'r+b') as f:
        f.seek(start)
        f.write(b'\xee' * 30)
    with pytest.raises(UserError, match='bad.png'):
        load_voc_label(path)


def test_folder_in_place_of_a_file_is_named(tmp_path):
    with pytest.raises(UserError, match='cannot be read'):
        load_picture(str(tmp_path))
