"""word2vec's two formats, ours, gensim's and damaged ones."""

import numpy as np
import pytest

from cli.errors import UserError
from data.words.word_vectors import WordVectors, load, save

WORDS = ['the', 'caf\u00e9', '吾輩', '🐈', "can't", 'x\u00ady']


@pytest.fixture
def vectors():
    random = np.random.RandomState(0)
    matrix = random.normal(0, 1e-2, (len(WORDS), 7)).astype(np.float32)
    # Bytes of a line feed and a space among the numbers of the binary format.
    matrix[1, 3] = np.frombuffer(b'\n \n ', '<f4')[0]
    matrix[2, 0] = np.float32(1) / 3
    return WordVectors(WORDS, matrix)


@pytest.mark.parametrize('name', ['v.txt', 'v.bin'])
def test_what_is_written_is_read(tmp_path, vectors, name):
    path = str(tmp_path / name)
    save(path, vectors)
    read = load(path)
    assert read.words == WORDS
    assert read.matrix.dtype == np.float32
    assert np.array_equal(read.matrix, vectors.matrix)
    assert read.index('🐈') == 3 and '🐈' in read and 'dog' not in read


@pytest.mark.parametrize('name', ['v.txt', 'v.bin'])
def test_gensim_reads_ours(tmp_path, vectors, name):
    models = pytest.importorskip('gensim.models')
    path = str(tmp_path / name)
    save(path, vectors)
    read = models.KeyedVectors.load_word2vec_format(path, binary=name.endswith('.bin'))
    assert read.index_to_key == WORDS
    assert np.array_equal(read.vectors, vectors.matrix)


@pytest.mark.parametrize('name', ['v.txt', 'v.bin'])
def test_we_read_gensims(tmp_path, vectors, name):
    models = pytest.importorskip('gensim.models')
    path = str(tmp_path / name)
    theirs = models.KeyedVectors(7)
    theirs.add_vectors(WORDS, vectors.matrix)
    theirs.save_word2vec_format(path, binary=name.endswith('.bin'))
    read = load(path)
    assert read.words == WORDS
    assert np.array_equal(read.matrix, vectors.matrix)


def test_word2vecs_own_text(tmp_path):
    # word2vec.c leaves a space at the end of each line.
    path = tmp_path / 'v.txt'
    path.write_bytes('2 3\n</s> 0.5 -1 2e-3 \n猫 1 2 3 \n'.encode())
    read = load(str(path))
    assert read.words == ['</s>', '猫']
    np.testing.assert_allclose(read.matrix, [[0.5, -1, 2e-3], [1, 2, 3]], rtol=1e-6)


@pytest.mark.parametrize(
    'name, content, reason',
    [
        ('v.txt', b'', "first line is not 'number-of-words units'"),
        ('v.txt', b'word 1 2 3\n', "first line is not 'number-of-words units'"),
        ('v.txt', b'one two\n', 'invalid literal'),
        ('v.txt', b'2 2\na 1 2\n', 'ends after 1 of 2 words'),
        ('v.txt', b'1 2\na 1 2\nb 1 2\n', 'goes on after its 1 words'),
        ('v.txt', b'2 2\na 1 2\nb 1\n', 'line 3 has 1 numbers'),
        ('v.txt', b'1 2\na 1 b\n', 'could not convert'),
        ('v.txt', b'-1 2\n', 'negative'),
        ('v.txt', b'1 1\n\xff\x00\x80\x3f\n', "can't decode"),
        ('v.bin', b'2 1\na \0\0\0\0\nb \0\0', 'ends after 1 of 2 words'),
        ('v.bin', b'1 1\n', 'ends after 0 of 1 words'),
    ],
)
def test_damaged_files(tmp_path, name, content, reason):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UserError) as e:
        load(str(path))
    assert name in str(e.value)
    assert reason in str(e.value)
    assert '\n' not in str(e.value)


def test_no_such_file():
    with pytest.raises(UserError, match='nowhere.txt: no such file'):
        load('nowhere.txt')


def test_a_failing_write_leaves_the_old_file(tmp_path, vectors):
    path = tmp_path / 'v.txt'
    save(str(path), vectors)
    before = path.read_bytes()
    broken = WordVectors(WORDS, vectors.matrix)
    broken.words = WORDS[:2] + [None] * 4
    with pytest.raises(AttributeError):
        save(str(path), broken)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ['v.txt']


def test_unit_vectors():
    vectors = WordVectors(['a', 'b'], np.array([[3, 4], [0, 0]], dtype=np.float32))
    np.testing.assert_allclose(vectors.unit, [[0.6, 0.8], [0, 0]])
