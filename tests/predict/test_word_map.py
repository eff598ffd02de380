import numpy as np
import pytest
from PIL import Image

from cli import fonts
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
    script(word_map.main, vectors, 'a', 'b', 'd', 'a', '--arrows', '-o', out, '--overwrite')
    assert not np.array_equal(plain, np.array(Image.open(str(out))))
    out = tmp_path / 'other.png'
    assert 'at least 3 words' in refused(word_map.main, vectors, 'a', 'b', '-o', out)
    assert 'by twos' in refused(word_map.main, vectors, 'a', 'b', 'd', '--arrows', '-o', out)
    assert "'x' is not among" in refused(word_map.main, vectors, 'a', 'b', 'x', '-o', out)


def test_says_where_the_map_is_beside_a_run_or_in_runs(script, vectors, tmp_path, monkeypatch):
    (tmp_path / 'here').mkdir()
    monkeypatch.chdir(tmp_path / 'here')
    # Drawn anew: the name was not the person's.
    for _ in range(2):
        status, printed, err = script(word_map.main, '../v.txt', 'a', 'b', 'd')
        assert status == 0 and 'runs/words.png written' in printed, err
    (tmp_path / 'args.json').write_text('{}')
    status, printed, _ = script(word_map.main, '../v.txt', 'a', 'b', 'd')
    assert '../words.png written' in printed and (tmp_path / 'words.png').exists()
    assert sorted(path.name for path in (tmp_path / 'here').iterdir()) == ['runs']


def test_the_vectors_are_not_overwritten(refused, vectors, tmp_path):
    vectors_png = tmp_path / 'v.png'
    vectors_png.symlink_to(vectors)
    line = refused(word_map.main, vectors, 'a', 'b', 'd', '-o', vectors_png, '--overwrite')
    assert 'is read here' in line


def test_words_that_no_font_has(script, vectors, tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, 'find', lambda text: None)
    monkeypatch.setattr(fonts, '_told', [])
    status, _, err = script(word_map.main, vectors, 'a', 'b', '\u732b', '-o', tmp_path / 'x.png')
    assert status == 0 and len(err.splitlines()) == 1 and 'spelt in ASCII' in err
