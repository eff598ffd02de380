import pytest

from cli.errors import UserError
from data.folders.boxes_file import BoxesFile


def written(tmp_path, content):
    path = tmp_path / 'boxes.txt'
    path.write_bytes(content.encode('utf-8'))
    return str(path)


def test_objects_of_each_picture(tmp_path):
    found = BoxesFile(written(
        tmp_path, '\ufeffb dog 123 115 379 275\r\na tv monitor 1 2 3.5 4\r\n\r\nb cat 1 1 1 1\r\n'
    ))  # fmt: skip
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
])  # fmt: skip
def test_what_is_wrong_is_told(tmp_path, line, told):
    with pytest.raises(UserError, match='boxes.txt, ' + told):
        BoxesFile(written(tmp_path, 'a dog 1 2 3 4\n\n' + line + '\n'))


def test_what_cannot_be_read_is_named(tmp_path):
    with pytest.raises(UserError, match='boxes.txt: cannot be read as a list of boxes'):
        BoxesFile(str(tmp_path / 'boxes.txt'))
