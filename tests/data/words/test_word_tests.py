import pytest

from cli.errors import UserError
from data.words.word_tests import read_pairs, read_questions


def write(tmp_path, text):
    path = tmp_path / 'file.txt'
    path.write_text(text, encoding='utf-8')
    return str(path)


@pytest.mark.parametrize(
    'text',
    [
        '# WordSim\n# Word 1\tWord 2\tHuman\nlove\tsex\t6.77\nいぬ\tねこ\t10.00\n',
        'Word 1,Word 2,Human (mean)\nlove,sex,6.77\nいぬ,ねこ,10.00\n',
        '\nlove sex 6.77\n\nいぬ ねこ 10 more columns\n',
    ],
)
def test_pairs(tmp_path, text):
    assert read_pairs(write(tmp_path, text)) == [('love', 'sex', 6.77), ('いぬ', 'ねこ', 10.0)]


@pytest.mark.parametrize(
    'text, reason',
    [
        ('', 'holds no pairs'),
        ('# nothing\n', 'holds no pairs'),
        ('a\tb\t1\na\tb\n', 'line 2: is not two words and a number'),
        ('a\tb\t1\na\tb\tlow\n', 'line 2: is not two words and a number'),
        ('a b\n', 'line 1: is not two words and a number'),
    ],
)
def test_no_pairs(tmp_path, text, reason):
    with pytest.raises(UserError, match=reason):
        read_pairs(write(tmp_path, text))


def test_questions(tmp_path):
    text = ': capitals\nParis France Oslo Norway\n\n: plural\ncat cats dog dogs\na as b bs\n'
    assert read_questions(write(tmp_path, text)) == {
        'capitals': [('Paris', 'France', 'Oslo', 'Norway')],
        'plural': [('cat', 'cats', 'dog', 'dogs'), ('a', 'as', 'b', 'bs')],
    }
    assert list(read_questions(write(tmp_path, 'a b c d\n'))) == ['all']


@pytest.mark.parametrize(
    'text, reason', [('', 'holds no'), (': s\na b c\n', 'line 2: is not four')]
)
def test_no_questions(tmp_path, text, reason):
    with pytest.raises(UserError, match=reason):
        read_questions(write(tmp_path, text))


def test_unreadable(tmp_path):
    with pytest.raises(UserError, match="nowhere: can't be read"):
        read_pairs('nowhere')
    path = tmp_path / 'latin.txt'
    path.write_bytes(b'caf\xe9\ttea\t3\n')
    with pytest.raises(UserError, match="latin.txt: can't be read as text in UTF-8"):
        read_pairs(str(path))
