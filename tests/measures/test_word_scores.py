import numpy as np
import pytest

from data.words import planted
from data.words.word_vectors import WordVectors
from measures.word_scores import score_pairs, score_questions, spearman


@pytest.fixture
def vectors():
    """Vectors that know all about three words of length 1, and nothing about a fourth."""
    matrix = [[1, 0], [0.8, 0.6], [0, 1], [0, 0]]
    return WordVectors(['a', 'b', 'c', 'o'], np.array(matrix, dtype=np.float32))


def test_spearman_by_hand():
    assert spearman([1, 2, 3], [10, 100, 1000]) == pytest.approx(1)
    assert spearman([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)
    # 1 - 6 * (1 + 1) / (3 * 8)
    assert spearman([1, 2, 3], [2, 1, 3]) == pytest.approx(0.5)
    # Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4.
    assert spearman([1, 2, 2, 3], [1, 2, 3, 4]) == pytest.approx(np.sqrt(0.9))


def test_spearman_as_scipys():
    stats = pytest.importorskip('scipy.stats')
    random = np.random.RandomState(0)
    a, b = random.randint(0, 20, (2, 100))
    assert spearman(a, b + 0.3 * a) == pytest.approx(stats.spearmanr(a, b + 0.3 * a)[0])


def test_pairs(vectors):
    # Cosines .8, .6, 0: the order is a b, b c, a c.
    score = score_pairs(vectors, [('a', 'b', 9), ('b', 'c', 5), ('a', 'c', 1), ('a', 'x', 7)])
    assert score == (pytest.approx(1), 3, 4)
    assert np.isnan(score_pairs(vectors, [('a', 'b', 9), ('x', 'y', 1)]).spearman)


def test_questions():
    eye = np.eye(8, dtype=np.float32)
    # Each word is its kind and its subject.
    words = ['france', 'paris', 'japan', 'tokyo', 'italy', 'rome']
    matrix = np.array([eye[i // 2] + eye[4 + i % 2] for i in range(6)])
    vectors = WordVectors(words, matrix)
    questions = planted.questions()['capital-country']
    score = score_questions(vectors, questions)
    assert score == (12, 12, 60)
    vectors.unit[5] *= -1
    assert score_questions(vectors, questions).right < 12
