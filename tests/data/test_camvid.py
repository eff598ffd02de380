import os

import numpy as np
import pytest
from PIL import Image

from cli.errors import UserError
from data import camvid
from data.voc import MiniBatchLoaderWithAnySize


@pytest.fixture
def tutorial(tmp_path):
    """Small pictures in the tutorial's format: RGB PNG, grey labels 0 to 11."""
    root = tmp_path / 'CamVid'
    rng = np.random.RandomState(0)
    for split, number, lead in (('train', 3, '/SegNet/CamVid/'), ('val', 2, '')):
        (root / split).mkdir(parents=True)
        (root / (split + 'annot')).mkdir()
        lines = []
        for i in range(number):
            name = '{}_{:05d}.png'.format(split, i)
            picture = rng.randint(0, 256, (36, 48, 3)).astype(np.uint8)
            label = np.resize(np.arange(12, dtype=np.uint8), (36, 48))
            Image.fromarray(picture).save(str(root / split / name))
            Image.fromarray(label).save(str(root / (split + 'annot') / name))
            lines.append('{0}{1}/{2} {0}{1}annot/{2}\n'.format(lead, split, name))
        (root / (split + '.txt')).write_text(''.join(lines))
    return root


def convert(tutorial, **options):
    out = str(tutorial.parent / 'out')
    camvid.convert(str(tutorial), out, **options)
    return out


def test_converted_without_loss(tutorial):
    loader = MiniBatchLoaderWithAnySize(convert(tutorial), mean=(0, 0, 0))
    assert loader.classes == camvid.CLASSES and loader.n_class == 11
    assert loader.train.names == ['train_00000', 'train_00001', 'train_00002']
    assert loader.test.names == ['val_00000', 'val_00001']
    image, label = loader.test[1]
    bgr = np.array(Image.open(str(tutorial / 'val' / 'val_00001.png')))[:, :, ::-1]
    np.testing.assert_array_equal(image, bgr.transpose(2, 0, 1))
    expected = np.resize(np.array(list(range(11)) + [-1]), (36, 48))
    np.testing.assert_array_equal(label, expected)


def test_label_has_camvid_s_colours(tutorial):
    png = Image.open(convert(tutorial) + '/SegmentationClass/train_00000.png')
    colours = np.array(png.convert('RGB'))[0, :12].tolist()
    assert png.mode == 'P'
    assert colours[3] == [128, 64, 128] and colours[8] == [64, 0, 128]
    assert colours[11] == [0, 0, 0]
    assert len({tuple(c) for c in colours}) == 12


def test_scaled(tutorial):
    loader = MiniBatchLoaderWithAnySize(convert(tutorial, scale=0.5), mean=(0, 0, 0))
    image, label = loader.train[0]
    assert image.shape == (3, 18, 24) and label.shape == (18, 24)
    picture = np.array(Image.open(str(tutorial / 'train' / 'train_00000.png')))
    mean = picture[:2, :2].reshape(4, 3).mean(axis=0)
    assert np.abs(image[::-1, 0, 0] - mean).max() <= 1, 'a pixel is the mean of four'
    assert set(label.ravel().tolist()) <= set(range(-1, 11))
    # Picked, not mixed: every label pixel is one of the four it stands for.
    whole = np.resize(np.array(list(range(11)) + [-1]), (36, 48))
    blocks = whole.reshape(18, 2, 24, 2).transpose(0, 2, 1, 3).reshape(18, 24, 4)
    assert (blocks == label[:, :, None]).any(axis=2).all()


def test_same_conversion_again_touches_nothing(tutorial):
    out = convert(tutorial)
    before = os.stat(out)
    convert(tutorial)
    after = os.stat(out)
    # Reading it may change when it was read last.
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    with pytest.raises(UserError, match='another data set'):
        convert(tutorial, scale=0.5)


@pytest.mark.parametrize('scale', [0, -1, 1.5])
def test_scale_out_of_range(tutorial, scale):
    with pytest.raises(UserError, match='scale'):
        convert(tutorial, scale=scale)


def spoil_label(tutorial, array):
    Image.fromarray(array).save(str(tutorial / 'valannot' / 'val_00001.png'))


@pytest.mark.parametrize(
    'array, message',
    [
        (np.full((36, 48), 12, dtype=np.uint8), 'val_00001.png: holds class 12'),
        (np.zeros((36, 47), dtype=np.uint8), 'val_00001.png: is 47 x 36 pixels, but'),
        (np.zeros((36, 48, 3), dtype=np.uint8), 'val_00001.png: is a picture of mode RGB'),
    ],
)
def test_wrong_label_leaves_nothing(tutorial, array, message):
    spoil_label(tutorial, array)
    with pytest.raises(UserError, match=message):
        convert(tutorial)
    assert os.listdir(str(tutorial.parent)) == ['CamVid']


def test_missing_picture(tutorial):
    (tutorial / 'train' / 'train_00002.png').unlink()
    with pytest.raises(UserError, match='train_00002.png: no such file'):
        convert(tutorial)


def test_folder_of_something_else(tutorial):
    (tutorial / 'train.txt').unlink()
    with pytest.raises(UserError, match='train.txt: no such file'):
        convert(tutorial)


@pytest.mark.parametrize('text, message', [('a.png\n', 'line 1'), ('\n', 'is empty')])
def test_wrong_list(tutorial, text, message):
    (tutorial / 'val.txt').write_text(text)
    with pytest.raises(UserError, match='val.txt.*' + message):
        convert(tutorial)


@pytest.mark.skipif('REVISIT_DATA' not in os.environ, reason='real data: set REVISIT_DATA')
def test_real_camvid(tmp_path):
    source = os.path.join(os.environ['REVISIT_DATA'], 'camvid')
    out = str(tmp_path / 'out')
    camvid.convert(source, out, scale=0.25)
    loader = MiniBatchLoaderWithAnySize(out)
    assert (len(loader.train), len(loader.test), loader.n_class) == (367, 101, 11)
    counts = np.zeros(12, dtype=int)
    for _, label in loader.train:
        assert label.shape == (90, 120)
        counts += np.bincount(label.ravel() + 1, minlength=12)
    share = dict(zip(camvid.CLASSES, counts[1:] / float(counts[1:].sum())))
    # Road and buildings fill streets; poles and cyclists do not.
    assert share['Road'] > 0.2 and share['Building'] > 0.2
    assert share['Pole'] < 0.03 and share['Bicyclist'] < 0.03
    assert 0 < counts[0] < 0.1 * counts.sum()


def test_two_pictures_of_one_name_leave_nothing(tutorial, tmp_path):
    lines = (tutorial / 'train.txt').read_text().splitlines(True)
    (tutorial / 'train.txt').write_text(''.join(lines + lines[:1]))
    with pytest.raises(UserError, match='two pictures would have this name'):
        camvid.convert(str(tutorial), str(tmp_path / 'out'))
    assert not (tmp_path / 'out').exists()
