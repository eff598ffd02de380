import pytest

from cli.errors import UserError
from data.folders import listing
from data.folders.boxes_file import BoxesFile


def read(tmp_path, content, pictures=('a.jpg', 'b.png')):
    (tmp_path / 'boxes.txt').write_bytes(content.encode('utf-8'))
    for name in pictures:
        path = tmp_path / 'images' / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b'')
    folder = listing.Folder(str(tmp_path / 'images'), listing.PICTURES, 'picture')
    return BoxesFile(str(tmp_path / 'boxes.txt'), folder)


def test_objects_of_each_picture(tmp_path):
    found = read(
        tmp_path, '\ufeffb dog 123 115 379 275\r\na tv monitor 1 2 3.5 4\r\n\r\nb cat 1 1 1 1\r\n'
    )
    assert found.names() == ['b', 'a']
    size, objects = found.read('b')
    assert size is None
    assert [(o.name, o.box) for o in objects] == [
        ('dog', (114, 122, 275, 379)), ('cat', (0, 0, 1, 1))
    ]  # fmt: skip
    ((_, (other,)), (_, none)) = found.read('a'), found.read('c')
    assert (other.name, other.box) == ('tv monitor', (1, 0, 4, 3.5)) and none == []
    assert not other.difficult and not other.truncated and other.where.endswith('boxes.txt, line 2')


@pytest.mark.parametrize('line, told', [
    ('b dog 1 2 3', 'line 3: "b dog 1 2 3" must be the name of a picture'),
    ('b dog 1 2 3 four', "line 3: 'four' is no number"),
    ('b dog 1 2 nan 4', "line 3: 'nan' is no number"),
    ('b dog 9 2 8 4', 'line 3: its box ends before it begins, at x 9 and 8'),
    ('q1.jpg dog 1 2 3 4', r"line 3: there is no picture 'q1.jpg' in \S+ \(names are without suf"),
    ('a.png dog 1 2 3 4', "line 3: there is no picture 'a.png'"),
    ('my b dog 1 2 3 4', "line 3: there is no picture 'my' .*tabs"),
])  # fmt: skip
def test_what_is_wrong_is_told(tmp_path, line, told):
    with pytest.raises(UserError, match='boxes.txt, ' + told):
        read(tmp_path, 'a dog 1 2 3 4\n\n' + line + '\n')


def test_names_with_suffix_and_in_folders_further_down(tmp_path):
    lines = ['a.jpg dog 1 1 2 2', 'a cat 1 1 2 2', 'b.PNG dog 1 1 2 2', 'c.d dog 1 1 2 2',
             'in/e.jpg dog 1 1 2 2']  # fmt: skip
    pictures = ('a.jpg', 'b.png', 'c.d.jpg', 'in/e.jpg')
    found = read(tmp_path, '\n'.join(lines), pictures)
    assert found.names() == ['a', 'b', 'c.d', 'in/e']
    assert [o.name for o in found.read('a')[1]] == ['dog', 'cat']


def test_names_with_spaces_where_there_are_tabs(tmp_path):
    lines = 'my photo\ttv monitor\t1\t2\t3\t4\nmy photo.jpg\t\tdog \t1\t1\t2\t2\na dog\t1 1\t2 2\n'
    found = read(tmp_path, lines, ('my photo.jpg', 'a.jpg'))
    assert [(name, o.name) for name in found.names() for o in found.read(name)[1]] == [
        ('my photo', 'tv monitor'), ('my photo', 'dog'), ('a', 'dog')
    ]  # fmt: skip


def test_what_cannot_be_read_is_named(tmp_path):
    folder = listing.Folder(str(tmp_path), listing.PICTURES, 'picture')
    with pytest.raises(UserError, match='boxes.txt: cannot be read as a list of boxes'):
        BoxesFile(str(tmp_path / 'boxes.txt'), folder)
