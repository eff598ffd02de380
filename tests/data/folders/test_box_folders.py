"""Layouts told apart, lists, division and names of classes."""

import pytest
from PIL import Image

from cli.errors import UserError
from data.folders import box_folders
from data.folders.lists import divided
from data.pictures.classes import CLASSES
from tests.data.annotations import annotation, thing


class Files(object):
    """Files to be in a folder: calling it makes small pictures, :meth:`text` all else."""

    def __init__(self, root):
        self._root = root

    def __call__(self, *pictures):
        for name in pictures:
            Image.new('RGB', (30, 20)).save(str(self._place(name)))

    def text(self, name, content):
        self._place(name).write_text(content)

    def _place(self, name):
        path = self._root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path


@pytest.fixture
def write(tmp_path):
    return Files(tmp_path)


def test_voc(write, tmp_path):
    write('JPEGImages/a.jpg', 'JPEGImages/b.jpg')
    write.text('Annotations/a.xml', annotation(thing('cow', 1, 1, 2, 2)))
    layout = box_folders.find(str(tmp_path))
    assert layout.names() == ['a'] and layout.left_out(()) == ['b']
    assert layout.read('a')[1][0].name == 'cow'
    assert [path[len(str(tmp_path)) :] for path in layout.files('a')] == [
        '/JPEGImages/a.jpg', '/Annotations/a.xml'
    ]  # fmt: skip
    classes = layout.read_classes()
    assert len(classes) == 20 and classes[0] == 'aeroplane' and classes[19] == 'tvmonitor'
    assert len(set(classes) & set(CLASSES)) == 18 and 'pottedplant' in classes
    with pytest.raises(UserError, match="b.xml: no such annotation, but 'b' is asked for"):
        layout.files('b')


@pytest.mark.parametrize('pictures', ['JPEGImages', 'images'])
def test_one_file_of_boxes(write, tmp_path, pictures):
    write(pictures + '/a.jpg', pictures + '/b.png')
    write.text('boxes.txt', 'b cat 1 1 2 2\n')
    layout = box_folders.find(str(tmp_path))
    assert layout.names() == ['b'] and layout.files('b')[1].endswith('boxes.txt')
    # Nothing is in this picture: a list may name it all the same.
    assert layout.files('a')[0].endswith('a.jpg') and layout.read('a') == (None, [])
    expected = box_folders.VOC_CLASSES if pictures == 'JPEGImages' else ('cat',)
    assert layout.read_classes() == expected


def test_the_raccoons_and_labelimg(write, tmp_path):
    write('images/a.jpg')
    write.text('annotations/a.xml', annotation(thing('raccoon', 1, 1, 2, 2)))
    assert box_folders.find(str(tmp_path)).read_classes() == ('raccoon',)
    write('beside/x.png', 'beside/y.png')
    for name in 'xy':
        text = annotation(thing('b' + name, 1, 1, 2, 2), thing('a', 1, 1, 2, 2))
        write.text('beside/{}.xml'.format(name), text)
    layout = box_folders.find(str(tmp_path / 'beside'))
    assert layout.names() == ['x', 'y'] and layout.read_classes() == ('a', 'bx', 'by')


def test_annotations_before_boxes_txt(write, tmp_path):
    write('JPEGImages/a.jpg')
    write.text('boxes.txt', 'a cat 1 1 2 2\n')
    (tmp_path / 'Annotations').mkdir()
    assert box_folders.find(str(tmp_path)).read('a')[1][0].name == 'cat'
    write.text('Annotations/a.xml', annotation(thing('cow', 1, 1, 2, 2)))
    assert box_folders.find(str(tmp_path)).read('a')[1][0].name == 'cow'


@pytest.mark.parametrize('root', ['', 'nowhere', 'pictures'])
def test_no_boxes(write, tmp_path, root):
    write('pictures/a.jpg')
    root = root and str(tmp_path / root)
    assert not box_folders.is_box_folder(root)
    with pytest.raises(UserError, match='has no boxes: give a folder' if root else 'is empty'):
        box_folders.find(root)


def test_names_of_classes(write, tmp_path):
    write('images/a.jpg')
    write.text('boxes.txt', 'a coin 1 1 2 2\n')
    layout = box_folders.find(str(tmp_path))
    # The list of segmentation, whose class 0 has no boxes.
    write.text('classes.txt', 'background\ncoin\nnote\n')
    assert layout.read_classes() == ('coin', 'note')
    write.text('one.txt', 'coin\n')
    assert layout.read_classes(str(tmp_path / 'one.txt')) == ('coin',)
    for content in ('background\n', 'coin\nnote\ncoin\n'):
        write.text('classes.txt', content)
        with pytest.raises(UserError, match='classes.txt: must list each class once'):
            layout.read_classes()


def test_nothing_is_told_of_any_picture(write, tmp_path):
    write('images/a.jpg')
    write.text('annotations/a.xml', annotation())
    with pytest.raises(UserError, match='no object is told of any picture'):
        box_folders.find(str(tmp_path)).read_classes()


@pytest.fixture
def layout(write, tmp_path):
    write(*['images/{}.jpg'.format(i) for i in range(10)])
    write.text('boxes.txt', ''.join('{} cat 1 1 2 2\n'.format(i) for i in range(10)))
    return box_folders.find(str(tmp_path))


def test_lists_of_voc(write, layout):
    write.text('ImageSets/Main/train.txt', '3\n1\n')
    write.text('ImageSets/Main/cat_train.txt', '3 -1\n1  1\n2  0\n')
    write.text('ImageSets/Main/dog_train.txt', '3 -1\n1 -1\n')
    write.text('ImageSets/Segmentation/train.txt', '5\n')
    write.text('ImageSets/Segmentation/val.txt', '6\n')
    assert layout.read_list('train') == ['3', '1']
    assert layout.read_list('val') == ['6']
    assert layout.read_list('cat_train') == ['1']
    with pytest.raises(UserError, match='dog_train.txt: has no line "NAME 1"'):
        layout.read_list('dog_train')
    with pytest.raises(UserError, match='trian: cannot be read'):
        layout.read_list('trian')


def test_lists_by_path(write, layout, tmp_path):
    # Not every line ends in a number: these are names with spaces.
    write.text('mine/list.txt', 'IMG 1\nIMG\n')
    assert layout.read_list(str(tmp_path / 'mine/list.txt')) == ['IMG 1', 'IMG']


@pytest.mark.parametrize('names', [('IMG 12', 'IMG 1'), ('IMG 0', 'IMG 1'), ('IMG 2', 'IMG 3')])
def test_names_that_end_in_a_space_and_a_number(write, tmp_path, names):
    """VOC's numbers are -1, 0 and 1, and no picture is called so."""
    write(*['images/{}.jpg'.format(name) for name in names])
    write.text('boxes.txt', names[0] + '.jpg\tcat\t1\t1\t2\t2\n')
    write.text('some.txt', '\n'.join(names) + '\n')
    assert box_folders.find(str(tmp_path)).read_list('some') == list(names)


def test_division(write, layout):
    everything = [str(i) for i in range(10)]
    assert layout.division() == divided(everything)
    assert [len(part) for part in layout.division()] == [8, 2]
    write.text('train.txt', '3\n1\n')
    assert layout.division() == divided(everything)
    write.text('test.txt', '2\n')
    assert layout.division() == (['3', '1'], ['2'])
    write.text('ImageSets/Segmentation/train.txt', '5\n')
    write.text('ImageSets/Segmentation/val.txt', '6\n')
    assert layout.division() == (['5'], ['6'])
    write.text('ImageSets/Main/train.txt', '7\n')
    write.text('ImageSets/Main/val.txt', '8\n')
    assert layout.division() == (['7'], ['8'])


def test_one_picture_cannot_be_divided(write, tmp_path):
    write('images/a.jpg')
    write.text('boxes.txt', 'a cat 1 1 2 2\n')
    with pytest.raises(UserError, match='one picture cannot be divided'):
        box_folders.find(str(tmp_path)).division()
