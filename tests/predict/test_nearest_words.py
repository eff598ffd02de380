import numpy as np
import pytest

from cli.errors import UserError
from data.words.word_vectors import WordVectors, save
from predict import nearest_words
from predict.nearest_words import analogy, nearest

# A square with a kind along one side and a subject along the other, and one apart.
WORDS = ['france', 'paris', 'japan', 'tokyo', 'queen']
MATRIX = [[1, 0, 1.5, 0], [1, 0, 0, 1.5], [0, 1, 1.5, 0], [0, 1, 0, 1.5], [-1, -1, 0, 0.5]]


@pytest.fixture
def vectors():
    # Lengths don't matter.
    matrix = np.array(MATRIX) * np.array([[1], [20], [3], [0.4], [5]])
    return WordVectors(WORDS, matrix.astype(np.float32), 'v.txt')


def test_neighbours(vectors):
    found = nearest(vectors, 'paris', 10)
    assert [word for word, _ in found] == ['tokyo', 'france', 'japan', 'queen']
    cosines = [2.25 / 3.25, 1 / 3.25, 0, -0.25 / np.sqrt(3.25 * 2.25)]
    np.testing.assert_allclose([cosine for _, cosine in found], cosines, atol=1e-6)
    assert len(nearest(vectors, 'paris', 2)) == 2


def test_analogies(vectors):
    (word, cosine), second = analogy(vectors, 'france', 'paris', 'japan', 2)
    assert word == 'tokyo' and cosine == pytest.approx(1)
    # The words of the question are no answers.
    assert second[0] == 'queen'
    assert analogy(vectors, 'paris', 'paris', 'paris', 9)[0][0] == 'tokyo'


def test_a_word_without_a_vector(vectors):
    with pytest.raises(
        UserError, match=r"'pariss' is not among the 5 words of v.txt \(did you mean p"
    ):
        nearest(vectors, 'pariss', 1)


def test_script(script, refused, vectors, tmp_path):
    path = str(tmp_path / 'v.bin')
    save(path, vectors)
    status, printed, _ = script(nearest_words.main, path, 'tokyo', 'queen', '-n', 1)
    assert status == 0
    assert printed.split('\n')[:3] == ['tokyo', '   0.692  paris', 'queen']
    _, printed, _ = script(nearest_words.main, path, '-a', 'france', 'paris', 'japan', '-n', 1)
    assert printed == 'france is to paris as japan is to\n   1.000  tokyo\n'
    assert "'moon' is not among" in refused(nearest_words.main, path, 'moon')
    assert 'three words' in refused(nearest_words.main, path, '-a', 'tokyo', 'queen')
    assert 'no such file' in refused(nearest_words.main, 'no.bin', 'a')


def test_a_folder_in_the_place_of_vectors(refused, tmp_path):
    assert 'is a folder: name the file in it' in refused(nearest_words.main, tmp_path, 'a')
