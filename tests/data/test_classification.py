import os
import pickle

import chainer
import numpy as np
import pytest
from PIL import Image

from cli.errors import UserError
from data.classification import ClassificationDataset, ClassificationLoader, ObjectsDataset
from data.detection import DetectionDataset, DetectionLoader
from data.pictures.picture import MEAN
from tests.data.annotations import thing
from tests.data.contracts import check_classification

real = pytest.mark.skipif('REVISIT_DATA' not in os.environ, reason='real data: set REVISIT_DATA')


@pytest.fixture
def insects(tmp_path):
    """Folders ant and bee of five pictures each, of all sizes, modes and formats."""
    rng = np.random.RandomState(0)
    for name in ('ant', 'bee'):
        (tmp_path / name).mkdir()
        for i, (suffix, mode) in enumerate(
            [('jpg', 'RGB'), ('jpg', 'L'), ('jpg', 'CMYK'), ('png', 'P'), ('png', 'RGBA')]
        ):
            pixels = rng.randint(0, 256, (12 + i, 20 - i, 3)).astype(np.uint8)
            path = tmp_path / name / 'image {:04d}.{}'.format(i, suffix)
            Image.fromarray(pixels).convert(mode).save(str(path))
    return tmp_path


def test_example(insects):
    data = ClassificationDataset(str(insects), [('bee/image 0000.jpg', 1)], ('ant', 'bee'))
    image, label = data[0]
    rgb = np.array(Image.open(str(insects / 'bee' / 'image 0000.jpg')))
    np.testing.assert_allclose(
        image, rgb[:, :, ::-1].transpose(2, 0, 1) - np.reshape(MEAN, (3, 1, 1)), atol=1e-4
    )
    assert label == 1


def test_grey_cmyk_and_palette_pictures(insects):
    loader = ClassificationLoader(str(insects))
    assert (loader.classes, len(loader.train), len(loader.test)) == (('ant', 'bee'), 8, 2)
    for data in (loader.train, loader.test):
        check_classification(data)
    names = ['ant/image {:04d}.{}'.format(i, s) for i, s in ((1, 'jpg'), (2, 'jpg'), (3, 'png'))]
    data = ClassificationDataset(str(insects), [(n, 0) for n in names], loader.classes, (0, 0, 0))
    grey, cmyk, palette = [data[i][0] for i in range(3)]
    assert (grey[0] == grey[2]).all() and not (cmyk[0] == cmyk[2]).all()
    with Image.open(str(insects / names[2])) as image:
        assert image.mode == 'P'
        np.testing.assert_array_equal(palette[::-1], np.array(image.convert('RGB'))
                                      .transpose(2, 0, 1))  # fmt: skip


def test_mean_and_lists(insects):
    (insects / 'mine.txt').write_text('ant/image 0001.jpg 0\nbee/image 0003.png 1\n')
    loader = ClassificationLoader(str(insects), 'mine', 'mine', mean=(0, 0, 0))
    assert loader.train.labels.tolist() == [0, 1] and loader.train[0][0].min() >= 0
    with pytest.raises(UserError, match='both'):
        ClassificationLoader(str(insects), train='mine')


def test_missing_and_damaged_pictures(insects):
    (insects / 'mine.txt').write_text('ant/image 0009.jpg 0\n')
    with pytest.raises(UserError, match='image 0009.jpg: no such picture, but a list names it'):
        ClassificationLoader(str(insects), 'mine', 'mine')
    path = insects / 'ant' / 'image 0001.jpg'
    path.write_bytes(path.read_bytes()[:100])
    data = ClassificationDataset(str(insects), [('ant/image 0001.jpg', 0)], ('ant', 'bee'))
    with pytest.raises(UserError, match='image 0001.jpg: cannot be read as a picture'):
        data[0]


def test_processes_give_the_same(insects):
    data = ClassificationLoader(str(insects)).train
    it = chainer.iterators.MultiprocessIterator(data, 1, repeat=False, shuffle=False, n_processes=2)
    try:
        found = [example for (example,) in it]
    finally:
        it.finalize()
    assert len(found) == 8
    for one, other in zip(found, pickle.loads(pickle.dumps(data))):
        np.testing.assert_array_equal(one[0], other[0])
        assert one[1] == other[1]


@pytest.fixture
def objects(folder):
    for name in 'ab':
        folder.add(name)
    folder.annotate(
        'a', thing('dog', 3, 2, 30, 20, truncated=1), thing('cat', 5, 6, 7, 8, difficult=1),
        thing('cow', '5.4', 6, '7.2', 8),
    )  # fmt: skip
    folder.annotate('b', thing('aeroplane', 12, 13, 12, 13))
    return folder


def test_objects_cut_out_by_their_boxes(objects):
    pictures = DetectionDataset(str(objects), 'ab')
    data = ObjectsDataset(pictures)
    check_classification(data)
    assert data.names == ['a', 'a', 'b']
    assert [data.classes[label] for label in data.labels] == ['dog', 'cow', 'aeroplane']
    whole, boxes, _, _ = pictures[0]
    np.testing.assert_array_equal(data[0][0], whole[:, 1:20, 2:30])
    # Fractions are rounded outwards.
    np.testing.assert_array_equal(data[1][0], whole[:, 5:8, 4:8])
    assert data[2][0].shape == (3, 1, 1)


def test_a_folder_with_boxes_is_read_as_its_objects(objects):
    loader = ClassificationLoader(str(objects))
    assert (len(loader.train) + len(loader.test), loader.n_class) == (3, 20)
    objects.write_list('mine', 'b\n', 'Main')
    assert len(ClassificationLoader(str(objects), 'mine', 'mine').train) == 1


def test_no_object_is_left(objects):
    objects.annotate('b', thing('dog', 1, 1, 2, 2, difficult=1))
    with pytest.raises(UserError, match='none of the 1 pictures has an object'):
        ObjectsDataset(DetectionDataset(str(objects), 'b'))


def test_box_outside_of_the_picture(objects):
    objects.annotate('b', thing('dog', 1, 1, 40, 2))
    data = ObjectsDataset(DetectionDataset(str(objects), 'b'))
    for read in (data.get_example, data.counts):
        with pytest.raises(UserError, match='b.xml, object 1 .dog.: its box, .* lies outside'):
            read(0)


@real
def test_real_caltech():
    loader = ClassificationLoader(os.path.join(os.environ['REVISIT_DATA'], 'caltech'))
    assert (len(loader.train), len(loader.test), loader.n_class) == (400, 200, 10)
    assert loader.classes[0] == 'butterfly' and loader.classes[9] == 'sunflower'
    assert np.bincount(loader.train.labels).tolist() == [40] * 10
    assert np.bincount(loader.test.labels).tolist() == [20] * 10
    assert not set(loader.train.names) & set(loader.test.names)
    check_classification(loader.test)


@real
def test_real_objects_of_voc():
    loader = DetectionLoader(os.path.join(os.environ['REVISIT_DATA'], 'voc2012'))
    data = ObjectsDataset(loader.train)
    assert len(data) == 837 and set(data.names) == set(loader.train.names)
    for i in range(0, len(data), 60):
        image, label = data[i]
        assert image.shape[1] >= 5 and data.classes[label] in loader.classes
