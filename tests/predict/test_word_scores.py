import numpy as np
import pytest

from data.words.word_vectors import WordVectors, save
from predict import word_scores


@pytest.fixture
def vectors():
    """Vectors that know all about three words of length 1, and nothing about a fourth."""
    matrix = [[1, 0], [0.8, 0.6], [0, 1], [0, 0]]
    return WordVectors(['a', 'b', 'c', 'o'], np.array(matrix, dtype=np.float32))


def test_script(script, refused, vectors, tmp_path):
    path = str(tmp_path / 'v.txt')
    save(path, vectors)
    pairs, questions = tmp_path / 'pairs', tmp_path / 'questions'
    pairs.write_text('a b 9\nb c 5\na c 1\na x 3\n')
    questions.write_text(': one\na b b c\n: two\nx a b c\n')
    status, printed, err = script(
        word_scores.main, path, '--pairs', pairs, '--questions', questions
    )
    assert status == 0, err
    assert printed.splitlines() == [
        '{}: Spearman 1.0000, 3/4 seen'.format(pairs),
        'one: 100.0% right (1/1), 1/1 seen',
        'two: - right (0/0), 0/1 seen',
        '{}: 100.0% right (1/1), 1/2 seen'.format(questions),
    ]
    assert 'give --pairs FILE' in refused(word_scores.main, path)
    assert "can't be read" in refused(word_scores.main, path, '--pairs', 'no')
