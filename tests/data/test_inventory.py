"""What data holds is told before it is trained on, and refused where nothing can be learnt."""

import numpy as np
import pytest
from PIL import Image

from cli.errors import UserError
from data import inventory
from data.classification import ClassificationLoader
from data.detection import DetectionLoader
from data.pictures.classes import write_classes
from data.voc import MiniBatchLoaderWithAnySize
from tests.data.annotations import thing
from train import fcn32s


@pytest.fixture
def labelled(folder):
    """A folder of pictures whose labels have stripes of the values given for each."""

    def make(*labels, classes=('ground', 'road')):
        write_classes(str(folder), classes)
        for i, values in enumerate(labels):
            folder.add('p{}'.format(i), values=values)
        return folder

    return make


def table(folder, train=('p0', 'p1'), test=('p2',)):
    loader = MiniBatchLoaderWithAnySize(str(folder), list(train), list(test))
    return inventory.table(loader).splitlines()


def test_shares_of_the_classes_and_of_what_is_not_counted(labelled):
    lines = table(labelled((0, 1), (0, 255), (1, 1)))
    assert lines[0].endswith('VOC2012: 2 classes, named in its classes.txt')
    assert [line.rsplit(None, 2) for line in lines[2:]] == [
        ['pictures', '2', '1'],
        ['ground', '50.00%', '-'],
        ['road', '25.00%', '100.00%'],
        ['not counted', '25.00%', '-'],
    ]


def test_names_that_occur_in_no_label(labelled):
    names = ('ground', 'road', 'sky', 'tree', 'sea')
    lines = table(labelled((0, 1), (0, 1), (0, 3), classes=names))
    assert lines[-2:] == ['in no label: sky, sea', 'in no label for training: tree']


def test_names_that_nobody_gave(labelled):
    folder = labelled((0, 1), (0, 1), (0, 1))
    (folder.root / 'classes.txt').unlink()
    assert "21 classes, named as VOC's, as it has no classes.txt" in table(folder)[0]


def test_pictures_without_a_label(labelled):
    folder = labelled(*[(0, 1)] * 7)
    for i in range(3, 7):
        folder.label('p{}'.format(i)).unlink()
    # Pictures of macOS's own kind, which are none.
    (folder.root / 'JPEGImages' / '._p0.jpg').write_bytes(b'\0\5\26\7')
    assert table(folder)[-1] == 'left out, as they have no label: 4 pictures (p3, p4, p5 ...)'


def test_labels_saved_as_jpeg(labelled):
    folder = labelled(*[(0, 1)] * 4)
    folder.label('p3').rename(folder.label('p3').with_suffix('.jpg'))
    assert 'no PNG and so no labels: 1 files (p3.jpg)' in table(folder)[-1]
    for i in range(3):
        folder.label('p{}'.format(i)).rename(folder.label('p{}'.format(i)).with_suffix('.jpg'))
    with pytest.raises(UserError, match='holds no label pictures.*p0.jpg is no PNG'):
        MiniBatchLoaderWithAnySize(str(folder))
    with pytest.raises(UserError, match="no such label, but 'p0' is asked for: .*p0.jpg is no PNG"):
        table(folder)


@pytest.mark.parametrize('values, reason', [
    ((0, 255), 'of class 0 .ground.; the rest is 255, "not counted": was class 1 saved as 255'),
    ((0, 0), 'of class 0 .ground.; there is nothing to tell apart'),
    ((1, 1), 'of class 1 .road.; there is nothing to tell apart'),
    ((255, 255), 'no pixel of the training labels is counted, all are 255'),
])  # fmt: skip
def test_nothing_to_learn(labelled, values, reason):
    with pytest.raises(UserError, match=reason):
        table(labelled(values, values, (0, 1)))


def test_nothing_to_measure(labelled):
    with pytest.raises(UserError, match='no pixel of the test labels'):
        table(labelled((0, 1), (0, 1), (255, 255)))


def test_a_pair_that_does_not_match_is_told_before_training(labelled):
    folder = labelled((0, 1), (0, 1), (0, 1))
    Image.fromarray(np.zeros((7, 9), np.uint8)).save(str(folder.label('p1')))
    with pytest.raises(UserError, match='p1.png: is 9 x 7 pixels'):
        table(folder)


def test_told_by_training_and_nothing_left_where_it_refuses(labelled, tmp_path, script, refused):
    folder = labelled(*[(0, 1)] * 3)
    options = ['--data', folder, '--width', 2, '--loaders', 0, '-e', 1]
    for name in ('p0', 'p1', 'p2'):
        for path in (folder.picture(name), folder.label(name)):
            with Image.open(str(path)) as image:
                image.resize((48, 40), Image.NEAREST).save(str(path))
    status, printed, err = script(fcn32s.main, *options, '--out', tmp_path / 'run')
    assert status == 0, err
    assert 'ground' in printed and 'not counted' in printed
    for name in ('p0', 'p1', 'p2'):
        Image.new('L', (48, 40), 255).save(str(folder.label(name)))
    assert 'all are 255' in refused(fcn32s.main, *options, '--out', tmp_path / 'other')
    assert not (tmp_path / 'other').exists()


def test_an_empty_data_folder_is_not_the_drawn_shapes(tmp_path, monkeypatch, refused):
    monkeypatch.chdir(tmp_path)
    assert '--data is empty' in refused(fcn32s.main, '--data', '')
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def boxed(folder):
    """Three pictures of 30 x 20 with a dog each, and on the first a difficult cow too."""
    for name in ('p0', 'p1', 'p2'):
        folder.add(name)
        folder.annotate(name, thing('dog', 1, 1, 9, 9))
    folder.annotate('p0', thing('dog', 1, 1, 9, 9), thing('cow', 2, 2, 5, 5, difficult=1))
    return folder


def test_objects_of_each_class(boxed):
    loader = DetectionLoader(str(boxed), ['p1', 'p2'], ['p0'])
    lines = inventory.objects_table(loader).splitlines()
    assert lines[0].endswith("VOC2012: 20 classes, named as VOC's, as it has no classes.txt")
    assert [line.split() for line in lines[2:6]] == [
        ['pictures', '2', '1'], ['cow', '0', '1'], ['dog', '2', '1'], ['difficult', '0', '1']
    ]  # fmt: skip
    assert lines[6].startswith('in no picture: aeroplane, bicycle')
    assert lines[7:] == ['in no picture for training: cow']
    boxed.add('p3')
    lines = inventory.objects_table(loader).splitlines()
    assert lines[8:] == []
    loader = DetectionLoader(str(boxed), ['p1', 'p2'], ['p0'])
    lines = inventory.objects_table(loader).splitlines()
    assert lines[8:] == ['left out: 1 pictures without an annotation (p3)']


def test_objects_cut_out_and_folders_of_classes(boxed, tmp_path):
    for folder, names in (('JPEGImages', 'p'), ('ant', 'ab'), ('bee', 'ab')):
        (tmp_path / 'mine' / folder).mkdir(parents=True)
        for name in names:
            path = tmp_path / 'mine' / folder / (name + '.jpg')
            Image.new('RGB', (30, 20)).save(str(path))
    (tmp_path / 'mine' / 'classes.txt').write_text('ant\nbee\n')
    lines = inventory.objects_table(ClassificationLoader(str(tmp_path / 'mine'))).splitlines()
    assert [line.split() for line in lines[2:5]] == [
        ['pictures', '2', '2'], ['ant', '1', '1'], ['bee', '1', '1']
    ]  # fmt: skip
    assert lines[5:] == ['left out: 1 folders that are no class (JPEGImages)']
    lines = inventory.objects_table(ClassificationLoader(str(boxed))).splitlines()
    # The difficult cow is not cut out.
    assert [line.split() for line in lines[2:4]] == [['pictures', '2', '1'], ['dog', '2', '1']]


def test_no_object_to_learn_or_to_measure(boxed):
    boxed.annotate('p1')
    for train, test, what in ((['p1'], ['p0'], 'training'), (['p0'], ['p1'], 'test')):
        with pytest.raises(UserError, match='there is no object in the {} pict'.format(what)):
            inventory.objects_table(DetectionLoader(str(boxed), train, test))


def test_difficult_objects_alone_are_nothing_to_learn_or_to_measure(boxed):
    boxed.annotate('p1', thing('dog', 1, 1, 9, 9, difficult=1))
    for train, test, what in ((['p1'], ['p0'], 'training'), (['p0'], ['p1'], 'test')):
        with pytest.raises(UserError, match='in the {} pictures, but difficult ones'.format(what)):
            inventory.objects_table(DetectionLoader(str(boxed), train, test))
