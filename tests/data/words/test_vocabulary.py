import pytest

from cli.errors import UserError
from data.words.vocabulary import Vocabulary, look_up


def test_file(tmp_path):
    path = str(tmp_path / 'vocabulary.txt')
    words = Vocabulary(['の', 'café', 'a'], [7, 5, 5])
    words.save(path)
    read = Vocabulary.load(path)
    assert read == words
    assert read.ids == {'の': 0, 'café': 1, 'a': 2}
    assert read != Vocabulary(['の', 'café', 'a'], [7, 5, 4])


@pytest.mark.parametrize('content', [b'one two three\n', b'word many\n', b'\xff\xfe 3\n'])
def test_no_vocabulary(tmp_path, content):
    path = tmp_path / 'vocabulary.txt'
    path.write_bytes(content)
    with pytest.raises(UserError, match='vocabulary.txt: not a vocabulary'):
        Vocabulary.load(str(path))


def test_a_word_that_is_not_there():
    ids = {'colour': 0, 'house': 1}
    assert look_up('house', ids, 'v.txt') == 1
    with pytest.raises(UserError) as e:
        look_up('color', ids, 'v.txt')
    assert str(e.value) == ("'color' is not among the 2 words of v.txt (did you mean colour?)")
