import os
import pickle

import chainer
import numpy as np
import pytest
from PIL import Image

from cli.errors import UserError
from data.detection import DetectionDataset, DetectionLoader
from data.pictures.picture import MEAN
from data.voc import SegmentationDataset
from tests.data.annotations import annotation, thing
from tests.data.contracts import check_detection

real = pytest.mark.skipif('REVISIT_DATA' not in os.environ, reason='real data: set REVISIT_DATA')


@pytest.fixture
def dogs(folder):
    """Pictures a, b and c of 30 x 20; nothing is on c."""
    for name in 'abc':
        folder.add(name)
    folder.annotate(
        'a', thing('dog', 1, 2, 30, 20, truncated=1), thing('person', 5, 6, 7, 8, difficult=1)
    )
    folder.annotate('b', thing('aeroplane', 2.5, 3, 4, 5))
    folder.annotate('c')
    return folder


def test_example(dogs):
    data = DetectionDataset(str(dogs), 'abc')
    check_detection(data)
    image, boxes, labels, difficult = data[0]
    rgb = np.array(Image.open(str(dogs.picture('a'))))
    np.testing.assert_allclose(
        image, rgb[:, :, ::-1].transpose(2, 0, 1) - np.reshape(MEAN, (3, 1, 1)), atol=1e-4
    )
    assert boxes.tolist() == [[1, 0, 20, 30], [5, 4, 8, 7]]
    assert labels.tolist() == [11, 14] and difficult.tolist() == [False, True]
    assert [found.truncated for found in data.objects(0)] == [True, False]
    assert data[1][1].tolist() == [[2, 1.5, 5, 4]] and data[1][2].tolist() == [0]
    assert data[2][1].shape == (0, 4)
    assert data.counts(0).tolist() == [0] * 11 + [1, 0, 0, 1] + [0] * 5 + [1]


def test_the_box_lies_on_its_object(folder):
    """A white rectangle, and the numbers that the development kit would give it."""
    picture = np.zeros((20, 30, 3), np.uint8)
    picture[4:9, 11:28] = 255
    folder.add('a')
    Image.fromarray(picture).save(str(folder.picture('a').with_suffix('.png')))
    folder.picture('a').unlink()
    folder.annotate('a', thing('car', 12, 5, 28, 9))
    image, ((y_min, x_min, y_max, x_max),), _, _ = DetectionDataset(str(folder), ['a'])[0]
    inside = image[:, int(y_min) : int(y_max), int(x_min) : int(x_max)]
    assert inside.min() > 100 and (image > 100).sum() == inside.size
    assert (y_max - y_min) * (x_max - x_min) == 5 * 17


def test_loader_of_a_folder_without_lists(dogs):
    loader = DetectionLoader(str(dogs))
    assert (len(loader.train), len(loader.test), loader.n_class) == (2, 1, 20)
    assert sorted(loader.train.names + loader.test.names) == list('abc')


def test_loader_takes_names_lists_and_classes(dogs):
    dogs.write_list('dog_train', 'a  1\nb -1\nc -1\n', 'Main')
    (dogs.root / 'mine.txt').write_text('person\ndog\naeroplane\n')
    mine = str(dogs.root / 'mine.txt')
    loader = DetectionLoader(str(dogs), 'dog_train', ['b', 'c'], mean=(0, 0, 0), classes=mine)
    assert (loader.train.names, loader.test.names) == (['a'], ['b', 'c'])
    assert loader.classes == ('person', 'dog', 'aeroplane')
    image, _, labels, _ = loader.train[0]
    assert image.min() >= 0 and labels.tolist() == [1, 0]
    with pytest.raises(UserError, match='both'):
        DetectionLoader(str(dogs), train_names=['a'])


def test_both_files_of_boxes_say_the_same(dogs):
    xml = list(DetectionDataset(str(dogs), 'ab'))
    lines = 'a dog 1 2 30 20\na person 5 6 7 8\nb aeroplane 2.5 3 4 5\n'
    (dogs.root / 'boxes.txt').write_text(lines)
    (dogs.root / 'Annotations').rename(dogs.root / 'elsewhere')
    text = DetectionDataset(str(dogs), 'abc')
    check_detection(text)
    for one, other in zip(xml, text):
        for a, b in zip(one[:3], other[:3]):
            np.testing.assert_array_equal(a, b)
    assert not text[0][3].any() and len(text[2][1]) == 0


def test_iterators_and_processes_give_the_same(dogs):
    data = DetectionDataset(str(dogs), 'abc')
    it = chainer.iterators.MultiprocessIterator(data, 1, repeat=False, shuffle=False, n_processes=2)
    try:
        found = [example for (example,) in it]
    finally:
        it.finalize()
    for one, other in zip(found, pickle.loads(pickle.dumps(data))):
        for a, b in zip(one, other):
            np.testing.assert_array_equal(a, b)


def test_another_size_than_the_annotation_says(dogs):
    dogs.annotate('a', thing('dog', 1, 1, 2, 2), width=31)
    data = DetectionDataset(str(dogs), 'a')
    for read in (data.get_example, data.counts):
        with pytest.raises(UserError, match='a.xml, <size>: is 31 x 20 pixels, .*a.jpg is 30 x 20'):
            read(0)


def turned(path, orientation):
    """A photograph of 30 x 20 pixels with EXIF; gives its pixels as stored."""
    pixels = np.zeros((20, 30, 3), np.uint8)
    pixels[:10, :15] = 200
    exif = Image.Exif()
    exif[0x0112] = orientation
    Image.fromarray(pixels).save(str(path), exif=exif.tobytes(), quality=95)


def test_boxes_drawn_on_the_turned_or_on_the_stored_picture(dogs):
    turned(dogs.picture('a'), 6)
    dogs.annotate('a', thing('dog', 1, 2, 20, 30), width=20, height=30)
    data = DetectionDataset(str(dogs), 'a')
    check_detection(data)
    image = data[0][0]
    assert image.shape == (3, 30, 20) and image[:, :14, 11:].min() > 0 > image[:, :, :9].max()
    dogs.annotate('a', thing('dog', 1, 2, 30, 20))
    check_detection(data)
    assert data[0][0].shape == (3, 20, 30)


@pytest.mark.parametrize('orientation, size', [(3, {}), (6, {'width': 0, 'height': 0})])
def test_boxes_that_would_fit_either_way(dogs, orientation, size):
    turned(dogs.picture('a'), orientation)
    dogs.annotate('a', thing('dog', 1, 2, 20, 20), **size)
    data = DetectionDataset(str(dogs), 'a')
    for read in (data.get_example, data.counts):
        with pytest.raises(UserError, match='a.jpg: its EXIF .*a.xml, <size> would fit either'):
            read(0)


@pytest.mark.parametrize('box', [(1, 1, 40, 5), (1, 1, 5, 40), (31, 1, 31, 5), (-9, 1, 5, 5)])
def test_box_outside_of_the_picture(dogs, box):
    dogs.annotate('a', thing('dog', 1, 1, 2, 2), thing('cat', *box))
    data = DetectionDataset(str(dogs), 'a')
    for read in (data.get_example, data.counts):
        with pytest.raises(UserError, match=r'a.xml, object 2 \(cat\): its box, .* outside of .*a'):
            read(0)


def test_a_name_that_is_no_class(dogs):
    dogs.annotate('a', thing('dog', 1, 1, 2, 2), thing('Dog', 1, 1, 2, 2))
    data = DetectionDataset(str(dogs), 'a')
    for read in (data.get_example, data.counts):
        with pytest.raises(UserError, match="object 2 .Dog.: is of class 'Dog', which is none of"):
            read(0)


def test_what_is_missing_is_told_at_once(dogs):
    dogs.picture('b').unlink()
    with pytest.raises(UserError, match='JPEGImages/b.jpg: no such picture'):
        DetectionDataset(str(dogs), 'ab')
    dogs.annotation('a').unlink()
    with pytest.raises(UserError, match='Annotations/a.xml: no such annotation'):
        DetectionDataset(str(dogs), 'a')


@pytest.mark.parametrize('which', ['picture', 'annotation'])
def test_damaged_file_is_named(dogs, which):
    path = getattr(dogs, which)('a')
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(UserError, match=path.name):
        DetectionDataset(str(dogs), 'a')[0]


def test_laughs(dogs):
    laughs = '<!DOCTYPE a [<!ENTITY b "{}">]>'.format('ha' * 1000) + annotation()
    dogs.annotation('a').write_text(laughs)
    with pytest.raises(UserError, match='a.xml: refused'):
        DetectionDataset(str(dogs), 'a')[0]


@real
def test_real_voc():
    loader = DetectionLoader(os.path.join(os.environ['REVISIT_DATA'], 'voc2012'))
    assert (len(loader.train), len(loader.test)) == (437, 300)
    counts = [sum(data.counts(i) for i in range(len(data))) for data in (loader.train, loader.test)]
    assert sum(counts)[:-1].sum() == 1379
    i = loader.train.names.index('2007_000063')
    image, boxes, labels, _ = loader.train[i]
    assert boxes.tolist() == [[114, 122, 275, 379], [0, 74, 375, 428]]
    assert [loader.classes[label] for label in labels] == ['dog', 'chair']
    assert image.shape == (3, 375, 500)
    chosen = DetectionDataset(loader.root, loader.train.names[:40] + loader.test.names[:40])
    check_detection(chosen)


@real
def test_real_boxes_lie_where_the_labels_of_segmentation_do():
    """Two ways of telling the same objects: a convention that is a pixel off would show."""
    root = os.path.join(os.environ['REVISIT_DATA'], 'voc2012')
    names = [name for part in DetectionLoader(root).layout.division() for name in part]
    boxes, labels = DetectionDataset(root, names), SegmentationDataset(root, names)
    beyond = []
    for i in range(len(names)):
        label, objects = labels.label(i), boxes.objects(i)
        numbers, size = boxes.numbers(objects), np.tile(label.shape, 2)
        for number, found in zip(numbers, objects):
            box = np.array(found.box)
            rows, columns = np.nonzero(label == number + 1)
            if (numbers == number).sum() == 1 and len(rows):
                own = rows.min(), columns.min(), rows.max() + 1, columns.max() + 1
                # At its edge nothing reaches beyond the picture.
                beyond.append(np.where((box > 0) & (box < size), own - box, np.nan))
    assert len(beyond) == 715
    # Of objects alone of their class, whose labels have borders of 255. The same on all four
    # sides: if both ends were taken for what lies between them, two of these would be -2.
    assert np.nanmedian(beyond, axis=0).tolist() == [3, 3, -3, -3]


@real
def test_real_raccoons():
    loader = DetectionLoader(os.path.join(os.environ['REVISIT_DATA'], 'raccoon'))
    assert len(loader.train) + len(loader.test) == 200 and loader.classes == ('raccoon',)
    found = [sum(data.counts(i) for i in range(len(data))) for data in (loader.train, loader.test)]
    assert sum(found).tolist() == [217, 0]
    check_detection(loader.test)
