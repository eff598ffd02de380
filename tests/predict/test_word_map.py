import numpy as np
import pytest
from PIL import Image

from data.words.word_vectors import WordVectors, save
from predict import word_map


def test_project_keeps_distances_in_a_plane():
    random = np.random.RandomState(0)
    flat = random.normal(0, 1, (6, 2))
    turn, _ = np.linalg.qr(random.normal(0, 1, (5, 5)))
    places = word_map.project(np.hstack((flat, np.zeros((6, 3)))).dot(turn) + 3)
    assert places.shape == (6, 2)
    before = np.linalg.norm(flat[:, None] - flat, axis=2)
    np.testing.assert_allclose(np.linalg.norm(places[:, None] - places, axis=2), before)


@pytest.fixture
def vectors(tmp_path):
    path = str(tmp_path / 'v.txt')
    matrix = np.random.RandomState(0).normal(0, 1, (4, 3)).astype(np.float32)
    save(path, WordVectors(['a', 'b', '猫', 'd'], matrix))
    return path


def test_script(script, refused, vectors, tmp_path):
    out = tmp_path / 'map.png'
    status, _, err = script(word_map.main, vectors, 'a', 'b', 'd', '-o', out)
    assert status == 0, err
    plain = np.array(Image.open(str(out)))
    assert plain[..., :3].min() == 0 and plain[..., :3].max() == 255
    script(word_map.main, vectors, 'a', 'b', 'd', 'a', '--arrows', '-o', out)
    assert not np.array_equal(plain, np.array(Image.open(str(out))))
    assert 'at least 3 words' in refused(word_map.main, vectors, 'a', 'b', '-o', out)
    assert 'by twos' in refused(word_map.main, vectors, 'a', 'b', 'd', '--arrows', '-o', out)
    assert "'x' is not among" in refused(word_map.main, vectors, 'a', 'b', 'x', '-o', out)
