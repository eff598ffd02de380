import numpy as np
import pytest
from PIL import Image

from cli.errors import UserError
from data.pictures.picture import (
    MEAN,
    check_labelled,
    check_picture,
    check_sized,
    load_labelled,
    load_picture,
    load_voc_label,
    to_input,
    to_picture,
)


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
    # Without decoding it too: a list of pictures is checked before the first is worked on.
    for read in (load_picture, check_picture, lambda path: check_sized(path, None, 'x.xml')):
        with pytest.raises(UserError, match='x.png.*8 bits'):
            read(path)


def test_deep_grey_to_look_at(tmp_path):
    path = save(tmp_path, np.array([[0, 257], [32896, 65535]], dtype=np.uint16))
    shown = load_picture(path, deep=True)
    assert shown.dtype == np.uint8 and shown[..., 2].tolist() == [[0, 1], [128, 255]]


@pytest.mark.parametrize('read', [load_picture, load_voc_label])
def test_nothing_is_read_by_what_runs_a_program(tmp_path, read, monkeypatch):
    """Of an EPS, whatever it is called, Pillow has Ghostscript run what stands in it."""
    path = tmp_path / 'x.png'
    Image.new('L', (4, 4)).save(str(path), 'EPS')
    asked = []
    monkeypatch.setattr('PIL.EpsImagePlugin.Ghostscript', lambda *args, **more: asked.append(1))
    with pytest.raises(UserError, match='x.png: cannot be read as a picture'):
        read(str(path))
    assert not asked


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


# What a camera that was held otherwise stores, by the orientation that it notes.
STORED = {
    2: Image.FLIP_LEFT_RIGHT,
    3: Image.ROTATE_180,
    4: Image.FLIP_TOP_BOTTOM,
    5: Image.TRANSPOSE,
    6: Image.ROTATE_90,
    7: Image.TRANSVERSE,
    8: Image.ROTATE_270,
}


def photograph(tmp_path, orientation, height=20, width=30):
    """A photograph upright, as an array; and the path of it as stored, with EXIF."""
    upright = np.random.RandomState(0).randint(0, 256, (height, width, 3)).astype(np.uint8)
    path = str(tmp_path / 'photo.png')
    image = Image.fromarray(upright)
    exif = image.getexif()
    exif[0x0112] = orientation
    if orientation in STORED:
        image = image.transpose(STORED[orientation])
    image.save(path, exif=exif.tobytes())
    return upright, path


@pytest.mark.parametrize('orientation', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
def test_a_photograph_alone_is_upright(tmp_path, orientation):
    upright, path = photograph(tmp_path, orientation)
    np.testing.assert_array_equal(load_picture(path), upright)


@pytest.mark.parametrize('orientation', [5, 6, 7, 8])
def test_a_photograph_is_turned_as_its_label_is(tmp_path, orientation):
    upright, path = photograph(tmp_path, orientation)
    found = load_labelled(path, np.zeros((20, 30), 'i'), 'label.png')
    np.testing.assert_array_equal(found, upright)
    # The label was drawn on the pixels as stored.
    stored = load_labelled(path, np.zeros((30, 20), 'i'), 'label.png')
    with Image.open(path) as image:
        np.testing.assert_array_equal(stored, np.array(image))
    for check in (load_labelled, check_labelled):
        with pytest.raises(UserError, match='7 x 9 .* is 20 x 30, turned as its EXIF says 30 x 20'):
            check(path, np.zeros((9, 7), 'i'), 'label.png')


@pytest.mark.parametrize('check', [load_labelled, check_labelled])
@pytest.mark.parametrize('orientation, sides', [(2, (20, 30)), (3, (20, 30)), (4, (20, 30)),
                                                (6, (20, 20))])  # fmt: skip
def test_a_label_that_fits_either_way_is_refused(tmp_path, check, orientation, sides):
    _, path = photograph(tmp_path, orientation, *sides)
    with pytest.raises(UserError, match='photo.png: its EXIF says .* would fit either way'):
        check(path, np.zeros(sides, 'i'), 'label.png')


def test_damaged_exif_says_nothing(tmp_path):
    upright, path = photograph(tmp_path, 1)
    Image.fromarray(upright).save(path, exif=b'Exif\0\0MM\0*\xff\xff\xff\xff\1')
    np.testing.assert_array_equal(load_picture(path), upright)
