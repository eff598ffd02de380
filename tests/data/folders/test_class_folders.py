"""Folders of one folder a class: pictures, lists and the division."""

import pytest

from cli.errors import UserError
from data.folders.class_folders import ClassFolders


@pytest.fixture
def root(tmp_path):
    """Ten pictures of ants (empty files), five of bees, and what is no class."""
    for name, number in (('ant', 10), ('bee', 5), ('notes', 0)):
        (tmp_path / name).mkdir()
        for i in range(number):
            (tmp_path / name / '{}.jpg'.format(i)).write_bytes(b'')
    (tmp_path / 'notes' / 'x.txt').write_text('')
    (tmp_path / 'ant' / '._0.jpg').write_bytes(b'')
    return tmp_path


def test_classes_are_the_folders_with_pictures(root):
    layout = ClassFolders(str(root))
    assert layout.read_classes() == ('ant', 'bee')
    (root / 'classes.txt').write_text('bee\nwasp\n')
    assert layout.read_classes() == ('bee', 'wasp')
    assert layout.left_out(('bee', 'wasp')) == ['ant']


def test_each_class_is_divided(root):
    train, test = ClassFolders(str(root)).division(('ant', 'bee'))
    assert [sum(label == n for _, label in part) for part in (train, test) for n in (0, 1)] == [
        8, 4, 2, 1
    ]  # fmt: skip
    assert len(dict(train + test)) == 15
    assert all(name.startswith(('ant/', 'bee/')[label]) for name, label in train + test)
    # The seed is ours, and so is this division: it must never change.
    assert [name for name, _ in test] == ['ant/0.jpg', 'ant/5.jpg', 'bee/4.jpg']
    assert (train, test) == ClassFolders(str(root)).division(('ant', 'bee'))


def test_own_lists(root):
    (root / 'train.txt').write_text('bee/1.jpg 1\nant/2.jpg 0\n')
    (root / 'val.txt').write_text('bee/2.jpg\n')
    layout = ClassFolders(str(root))
    classes = layout.read_classes()
    assert layout.division(classes) == [[('bee/1.jpg', 1), ('ant/2.jpg', 0)], [('bee/2.jpg', 1)]]
    (root / 'test.txt').write_text('bee/3.jpg 1\n')
    assert layout.division(classes)[1] == [('bee/3.jpg', 1)]
    assert layout.read_list('val', classes) == [('bee/2.jpg', 1)]
    assert layout.read_list(str(root / 'val.txt'), classes) == [('bee/2.jpg', 1)]


@pytest.mark.parametrize('lines, told', [
    ('bee/1.jpg 2', 'bee/1.jpg: is class 2, but the 2 classes are 0 to 1'),
    ('bee/1.jpg -1', 'is class -1'),
    ('bee/1.jpg 0', "class 0 here, 'ant', but its folder is class 1"),
    ('notes/1.jpg', 'notes/1.jpg: its folder is no class'),
    ('\n', 'list.txt: is empty'),
])  # fmt: skip
def test_lists_that_are_wrong(root, lines, told):
    (root / 'list.txt').write_text(lines + '\n')
    layout = ClassFolders(str(root))
    with pytest.raises(UserError, match=told):
        layout.read_list('list', layout.read_classes())


def test_folders_of_other_names_need_numbers(root):
    (root / 'list.txt').write_text('bee/1.jpg 1\n')
    layout = ClassFolders(str(root))
    assert layout.read_list('list', ('Ameise', 'Biene')) == [('bee/1.jpg', 1)]


@pytest.mark.parametrize('name, told', [
    ('wasp', 'wasp: holds 0 pictures, too few to divide'), ('fly', 'fly: holds 1 pictures'),
])  # fmt: skip
def test_classes_of_too_few_pictures(root, name, told):
    (root / 'fly').mkdir()
    (root / 'fly' / '0.png').write_bytes(b'')
    with pytest.raises(UserError, match=told):
        ClassFolders(str(root)).division(('ant', name))


def test_no_class_at_all(tmp_path):
    (tmp_path / 'a.jpg').write_bytes(b'')
    with pytest.raises(UserError, match='holds no folder with pictures: give a folder of one'):
        ClassFolders(str(tmp_path))
    with pytest.raises(UserError, match='nowhere: holds no folder'):
        ClassFolders(str(tmp_path / 'nowhere'))
