import os
import pickle

import chainer
import numpy as np
import pytest
from PIL import Image

from cli.errors import UserError
from data.pictures.picture import MEAN
from data.voc import MiniBatchLoaderWithAnySize, SegmentationDataset
from tests.data.contracts import check_segmentation


def test_example(folder):
    written = folder.add('a', height=20, width=30)
    data = SegmentationDataset(str(folder), ['a'])
    check_segmentation(data)
    image, label = data[0]
    assert image.shape == (3, 20, 30) and image.dtype == np.float32
    assert label.shape == (20, 30) and label.dtype == np.int32
    np.testing.assert_array_equal(label, np.where(written == 255, -1, written.astype(int)))
    rgb = np.array(Image.open(str(folder.picture('a'))))
    np.testing.assert_allclose(
        image, rgb[:, :, ::-1].transpose(2, 0, 1) - np.reshape(MEAN, (3, 1, 1)), atol=1e-4
    )


def test_mean_is_a_choice(folder):
    folder.add('a')
    image, _ = SegmentationDataset(str(folder), ['a'], mean=(0, 0, 0))[0]
    assert image.min() >= 0


def test_png_pictures_do_as_well(folder):
    folder.add('a')
    Image.open(str(folder.picture('a'))).save(str(folder.picture('a').with_suffix('.png')))
    with_jpeg = SegmentationDataset(str(folder), ['a'])[0][0]
    folder.picture('a').unlink()
    np.testing.assert_array_equal(SegmentationDataset(str(folder), ['a'])[0][0], with_jpeg)


def test_loader_divides_as_the_posts(folder):
    for name in 'abcde':
        folder.add(name)
    loader = MiniBatchLoaderWithAnySize(str(folder))
    assert (len(loader.train), len(loader.test)) == (4, 1)
    assert sorted(loader.train.names + loader.test.names) == list('abcde')
    assert loader.n_class == len(loader.classes) == 21


def test_loader_takes_names_and_lists(folder):
    for name in 'abc':
        folder.add(name)
    folder.write_list('mine', 'b\na\n')
    loader = MiniBatchLoaderWithAnySize(str(folder), 'mine', ['c'])
    assert loader.train.names == ['b', 'a']
    assert loader.test.names == ['c']


def test_one_grey_picture_is_enough_with_lists(folder):
    folder.add('only', mode='L')
    path = folder.write_list('trainval', 'only\n')
    loader = MiniBatchLoaderWithAnySize(str(folder), path, path)
    assert loader.train[0][0].shape == loader.test[0][0].shape == (3, 20, 30)


def test_number_of_classes_is_the_folder_s(folder):
    folder.add('a', values=(0, 1))
    (folder.root / 'classes.txt').write_text('nothing\nsomething\n')
    loader = MiniBatchLoaderWithAnySize(str(folder), ['a'], ['a'])
    assert loader.classes == ('nothing', 'something')
    assert loader.train.n_class == loader.n_class == 2


def test_classes_of_another_file(folder):
    folder.add('a', values=(0, 1))
    (folder.root / 'classes.txt').write_text('nothing\nsomething\n')
    (folder.root / 'mine.txt').write_text('this\nthat\nmore\n')
    mine = str(folder.root / 'mine.txt')
    loader = MiniBatchLoaderWithAnySize(str(folder), ['a'], ['a'], classes=mine)
    assert loader.classes == ('this', 'that', 'more')
    assert loader.test.n_class == 3


def test_multiprocess_iterator_gives_the_same(folder):
    for i, name in enumerate('abc'):
        folder.add(name, height=20 + 5 * i)
    data = SegmentationDataset(str(folder), 'abc')
    it = chainer.iterators.MultiprocessIterator(data, 1, repeat=False, shuffle=False, n_processes=2)
    try:
        for i, ((image, label),) in enumerate(it):
            np.testing.assert_array_equal(image, data[i][0])
            np.testing.assert_array_equal(label, data[i][1])
    finally:
        it.finalize()
    assert i == 2
    assert len(pickle.loads(pickle.dumps(data))) == 3


def test_missing_picture_is_told_at_once(folder):
    folder.add('a')
    folder.picture('a').unlink()
    with pytest.raises(UserError, match='JPEGImages/a.jpg: no such picture'):
        SegmentationDataset(str(folder), ['a'])


def test_missing_label_is_told_at_once(folder):
    folder.add('a')
    folder.label('a').unlink()
    with pytest.raises(UserError, match='SegmentationClass/a.png: no such label'):
        SegmentationDataset(str(folder), ['a'])


def test_list_naming_what_is_not_there(folder):
    folder.add('a')
    folder.write_list('train', 'a\nmissing\n')
    with pytest.raises(UserError, match='JPEGImages/missing'):
        MiniBatchLoaderWithAnySize(str(folder), 'train', ['a'])


def test_one_list_without_the_other(folder):
    folder.add('a')
    with pytest.raises(UserError, match='both'):
        MiniBatchLoaderWithAnySize(str(folder), train_names=['a'])


@pytest.mark.parametrize('missing', ['JPEGImages', 'SegmentationClass'])
def test_root_of_another_layout(folder, missing):
    (folder.root / missing).rmdir()
    with pytest.raises(UserError, match='VOC2012: has no folder ' + missing):
        MiniBatchLoaderWithAnySize(str(folder))


def test_root_that_is_not_there(tmp_path):
    with pytest.raises(UserError, match='nowhere: has no folder JPEGImages'):
        MiniBatchLoaderWithAnySize(str(tmp_path / 'nowhere'))


def test_class_beyond_the_last(folder):
    folder.add('a', values=(0, 20, 255))
    assert SegmentationDataset(str(folder), ['a'], n_class=21)[0][1].max() == 20
    with pytest.raises(UserError, match='a.png: holds class 20.*0 to 19'):
        SegmentationDataset(str(folder), ['a'], n_class=20)[0]


def test_label_of_another_size(folder):
    folder.add('a')
    Image.open(str(folder.label('a'))).resize((29, 20)).save(str(folder.label('a')))
    with pytest.raises(UserError, match='a.png: is 29 x 20.*a.jpg is 30 x 20'):
        SegmentationDataset(str(folder), ['a'])[0]


@pytest.mark.parametrize('which', ['picture', 'label'])
def test_damaged_file_is_named(folder, which):
    folder.add('a')
    path = getattr(folder, which)('a')
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(UserError, match=path.name):
        SegmentationDataset(str(folder), ['a'])[0]


@pytest.mark.skipif('REVISIT_DATA' not in os.environ, reason='real data: set REVISIT_DATA')
def test_real_voc():
    root = os.path.join(os.environ['REVISIT_DATA'], 'voc_sample')
    data = MiniBatchLoaderWithAnySize(root, 'trainval', 'trainval').train
    seen = [(image.shape, sorted(set(label.ravel().tolist()))) for image, label in data]
    assert seen == [
        ((3, 338, 500), [-1, 0, 5, 15]),
        ((3, 375, 500), [-1, 0, 9, 15, 18]),
        ((3, 375, 500), [0, 6, 7]),
    ]


@pytest.mark.skipif('REVISIT_DATA' not in os.environ, reason='real data: set REVISIT_DATA')
def test_real_voc_with_lists_of_its_own():
    loader = MiniBatchLoaderWithAnySize(os.path.join(os.environ['REVISIT_DATA'], 'voc2012'))
    assert (len(loader.train), len(loader.test), loader.n_class) == (437, 300, 21)
    occurs = sum(loader.test.counts(i) for i in range(len(loader.test)))[:-1] > 0
    assert occurs.sum() == 18
    check_segmentation(SegmentationDataset(loader.root, loader.test.names[:40]))
