"""Corpora of any script and size, and what is wrong with some."""

import tracemalloc

import chainer
import numpy as np
import pytest

from cli.errors import UserError
from data import corpus, python_manual
from data.corpus import Corpus
from data.words import planted
from data.words.vocabulary import END


@pytest.fixture
def write(tmp_path):
    """Write text into a file and give its path."""

    def write(text, encoding='utf-8'):
        path = tmp_path / 'text.txt'
        path.write_bytes(text.encode(encoding))
        return str(path)

    return write


def sentences(read):
    """Back from word numbers to sentences."""
    assert read.ids[0] == read.ids[-1] == -1
    words = ['|' if i < 0 else read.vocabulary.words[i] for i in read.ids]
    return [s.split() for s in ' '.join(words).split('|') if s.split()]


def test_words_are_numbered_by_frequency(write):
    read = Corpus(write('b a\nc a b\n\na b a d\n'))
    assert read.vocabulary.words == ['a', 'b', 'c', 'd']
    assert read.vocabulary.counts.tolist() == [4, 3, 1, 1]
    assert read.ids.dtype == np.int32
    assert sentences(read) == [['b', 'a'], ['c', 'a', 'b'], ['a', 'b', 'a', 'd']]


def test_rare_words_are_dropped_and_their_neighbours_move_together(write):
    read = Corpus(write('a x b\na b\n'), min_count=2)
    assert sentences(read) == [['a', 'b'], ['a', 'b']]


def test_running_text_has_no_ends(write):
    path = write('one two\nthree\n')
    assert sentences(Corpus(path)) == [['one', 'two'], ['three']]
    assert sentences(Corpus(path, running_text=True)) == [['one', 'two', 'three']]


@pytest.mark.parametrize('text', ['a b\nc d\n', 'a b\r\nc d\r\n', '\ufeffa b\rc d\r', 'a b\nc d'])
def test_line_ends(write, text):
    assert sentences(Corpus(write(text))) == [['a', 'b'], ['c', 'd']]


def test_unicode(write):
    # Words in Japanese, between spaces of ASCII and of Japan; accents; an emoji.
    lines = ['吾輩 は 猫\u3000で ある', 'naïve cafe\u0301 naïve', '🐈 猫 Ψ']
    read = Corpus(write('\n'.join(lines)))
    assert sentences(read) == [line.split() for line in lines]
    assert read.vocabulary.words[:2] == ['naïve', '猫']


@pytest.mark.parametrize('running_text', [False, True])
@pytest.mark.parametrize('piece', [1, 2, 3, 7])
def test_words_are_not_cut_where_a_piece_ends(write, monkeypatch, piece, running_text):
    text = '  one two\n\nthree  猫 four\nfive \n'
    path = write(text)
    whole = sentences(Corpus(path, running_text=running_text))
    # A word must fit into a piece; the reading itself may be in smaller ones.
    monkeypatch.setattr(corpus, 'PIECE', 7)
    real_open = open

    def in_pieces(*args, **kwargs):
        f = real_open(*args, **kwargs)
        read = f.read
        return _Reader(f, lambda n: read(min(n, piece)))

    monkeypatch.setattr(corpus, 'open', in_pieces, raising=False)
    assert sentences(Corpus(path, running_text=running_text)) == whole
    assert sum(map(len, whole)) == 6


class _Reader(object):
    def __init__(self, f, read):
        self._f, self.read = f, read

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._f.close()


@pytest.mark.parametrize('text', ['', ' \n \n', '\ufeff'])
def test_empty(write, text):
    with pytest.raises(UserError, match='text.txt: holds no words'):
        Corpus(write(text))


def test_all_words_rare(write):
    with pytest.raises(UserError, match='no word occurs 5 times, the most frequent one 2'):
        Corpus(write('a b a'), min_count=5)


def test_only_lonely_words(write):
    with pytest.raises(UserError, match='no sentence has two words'):
        Corpus(write('a\nb\na\n'))


def test_not_utf8(write):
    with pytest.raises(UserError, match='text.txt: is not text in UTF-8'):
        Corpus(write('à la carte', encoding='latin-1'))


def test_no_white_space(write):
    # Japanese as it is written: to be cut into words first.
    with pytest.raises(UserError, match='white space must stand between words'):
        Corpus(write('吾輩は猫である' * 100000))


def test_no_such_file():
    with pytest.raises(UserError, match='nowhere.txt: no such text file'):
        Corpus('nowhere.txt')


def test_nothing_is_left_in_the_folder(write, tmp_path):
    path = write('a b\n')
    read = Corpus(path, folder=str(tmp_path))
    assert [p.name for p in tmp_path.iterdir()] == ['text.txt']
    assert sentences(read) == [['a', 'b']]


def test_memory_does_not_grow_with_the_text(tmp_path, monkeypatch):
    monkeypatch.setattr(corpus, 'PIECE', 1 << 13)
    line = ' '.join('w{}'.format(i) for i in range(500)) + '\n'
    peaks = []
    for lines in (50, 400):
        path = tmp_path / 'text.txt'
        path.write_text(line * lines)
        tracemalloc.start()
        read = Corpus(str(path))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert read.vocabulary.counts.sum() == 500 * lines
    # A text of 950 kB, 200,000 words.
    assert path.stat().st_size > 900e3
    assert peaks[1] < 600e3
    assert peaks[1] < 1.1 * peaks[0]


def test_python_manual_is_english():
    words = [word for word in python_manual.words() if word != END]
    assert len(words) > 40000
    assert {'the', 'function', "doesn't", 'built-in'} <= set(words)
    assert all(word == word.lower() for word in words)
    assert Corpus('manual', min_count=5).vocabulary.words[0] == 'the'


def test_planted():
    read = Corpus('planted')
    assert read.vocabulary.counts.sum() == 12000
    words = set(read.vocabulary.words)
    assert {word for a, b, _ in planted.pairs() for word in (a, b)} <= words
    questions = planted.questions()
    assert sorted(map(len, questions.values())) == [60, 60]
    assert ('france', 'paris', 'japan', 'tokyo') in questions['capital-country']
    assert all(words >= set(q) and len(set(q)) == 4 for qs in questions.values() for q in qs)


def test_ptb_comes_through_chainer(monkeypatch):
    ids = {'a': 0, '<eos>': 1, 'b': 2}
    text = np.array([0, 2, 1, 0, 1], dtype=np.int32)
    monkeypatch.setattr(chainer.datasets, 'get_ptb_words', lambda: (text, text[:1], text[:1]))
    monkeypatch.setattr(chainer.datasets, 'get_ptb_words_vocabulary', lambda: ids)
    assert sentences(Corpus('ptb')) == [['a', 'b', '<eos>', 'a', '<eos>']]


def test_ptb_that_cannot_be_downloaded(monkeypatch):
    def refuse():
        raise OSError('no network')

    monkeypatch.setattr(chainer.datasets, 'get_ptb_words', refuse)
    with pytest.raises(UserError, match='ptb.train.txt .* give its path instead'):
        Corpus('ptb')
