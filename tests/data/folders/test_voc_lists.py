import pytest

from cli.errors import UserError
from data.folders.voc_lists import division, read_list, split


def test_split_is_the_posts():
    names = ['2007_{:06d}'.format(i) for i in range(2913)]
    train, test = split(names)
    assert (len(train), len(test)) == (2330, 583)
    assert sorted(train + test) == names
    assert (train, test) == split(reversed(names)), 'depends on nothing but the names'
    # The seed is ours, and so is this division: it must never change.
    assert [int(n[-6:]) for n in test[:5]] == [0, 3, 7, 21, 24]
    assert 0.4 < sum(n < '2007_001456' for n in test) / 583.0 < 0.6


@pytest.mark.parametrize('n, n_train', [(2, 1), (3, 2), (5, 4), (11, 8)])
def test_split_of_few_leaves_no_part_empty(n, n_train):
    train, test = split([str(i) for i in range(n)])
    assert (len(train), len(test)) == (n_train, n - n_train)


def test_one_picture_cannot_be_split():
    with pytest.raises(UserError, match='one picture'):
        split(['a'])


def test_all_that_trainval_lists_is_split(folder):
    folder.write_list('trainval', 'a\nb\n\n c \nd\ne\n')
    folder.write_list('train', 'a\n')
    folder.write_list('val', 'b\n')
    assert division(str(folder)) == split('abcde')


def test_without_trainval_the_own_lists_count(folder):
    folder.write_list('train', 'a\nc\n')
    folder.write_list('val', 'b\n')
    assert division(str(folder)) == (['a', 'c'], ['b'])


def test_without_lists_all_labels_are_split(folder):
    for name in 'abc':
        folder.add(name)
    assert division(str(folder)) == split('abc')


def test_nothing_to_split(folder):
    with pytest.raises(UserError, match='SegmentationClass: holds no label'):
        division(str(folder))


def test_list_is_found_by_its_name_and_by_its_path(folder, tmp_path):
    folder.write_list('train', 'a\n')
    elsewhere = tmp_path / 'mine.txt'
    elsewhere.write_bytes(b'\xef\xbb\xbfx\r\ny z\r\n')
    assert read_list(str(folder), 'train') == ['a']
    assert read_list(str(folder), str(elsewhere)) == ['x', 'y z']


@pytest.mark.parametrize('content', [b'', b' \n\n'])
def test_empty_list(folder, tmp_path, content):
    (tmp_path / 'mine.txt').write_bytes(content)
    with pytest.raises(UserError, match='mine.txt: is empty'):
        read_list(str(folder), str(tmp_path / 'mine.txt'))


def test_missing_list(folder):
    with pytest.raises(UserError, match='trian: cannot be read.*No such file'):
        read_list(str(folder), 'trian')


def test_list_that_is_a_picture(folder):
    folder.add('a')
    with pytest.raises(UserError, match='a.jpg: cannot be read as a list'):
        read_list(str(folder), str(folder.picture('a')))
