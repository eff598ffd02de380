import hashlib
import os
import pickle
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from cli.errors import UserError
from data import shapes
from data.pictures.classes import colormap, read_classes
from data.pictures.picture import to_picture
from data.voc import MiniBatchLoaderWithAnySize

# Of arrays before any file is written: both stacks must draw these very pixels.
PIXELS = '29453b64e244e8fa'
LABELS = 'dd359f91db774b72'
SINGLES = '95252e09cd159dda'
ANY_SIZE = '20ae549cf03c4131'


def digest(arrays):
    sha = hashlib.sha256()
    for a in arrays:
        sha.update(a.tobytes())
    return sha.hexdigest()[:16]


@pytest.fixture(scope='module')
def made(tmp_path_factory):
    root = str(tmp_path_factory.mktemp('data') / 'shapes')
    shapes.make(root, number=10, seed=5, side=64)
    return root


def contents(root):
    return {
        os.path.relpath(os.path.join(folder, f), root): open(os.path.join(folder, f), 'rb').read()
        for folder, _, files in os.walk(root)
        for f in files
    }


def test_scenes_are_the_same_everywhere():
    scenes = [shapes.scene(0, i) for i in range(30)]
    assert digest(picture for picture, _ in scenes) == PIXELS
    assert digest(label for _, label in scenes) == LABELS


def test_single_shapes_are_the_same_everywhere():
    data = shapes.SingleShapes(30)
    assert digest(to_picture(data[i][0]) for i in range(30)) == SINGLES


def test_shapes_of_any_size_are_the_same_everywhere():
    data = shapes.ShapesOfAnySize(30)
    assert digest(data.picture(i) for i in range(30)) == ANY_SIZE


def test_scenes_are_learnable():
    """All classes occur, objects and background hold their share, borders are thin."""
    labels = [shapes.scene(1, i)[1] for i in range(150)]
    pixels = np.concatenate([label.ravel() for label in labels])
    share = np.bincount(pixels, minlength=256) / float(len(pixels))
    assert (share[:21] > 0).all() and share[21:255].sum() == 0
    assert 0.6 < share[0] < 0.85
    assert 0.03 < share[255] < 0.2
    assert (share[1:21] > 0.003).all()
    assert {label.shape[0] < label.shape[1] for label in labels} == {True, False}
    assert len({label.shape for label in labels}) > 20


def test_border_is_four_pixels_around_an_object():
    objects = np.zeros((20, 30), dtype=np.uint8)
    objects[:, 10:] = 1
    columns = shapes._borders(objects).all(axis=0)
    assert np.flatnonzero(columns).tolist() == [8, 9, 10, 11]
    assert shapes._borders(objects).sum() == 4 * 20


def test_picture_and_label_belong_together():
    # The mean colour of every object must be nearest to the colour that names it.
    names = {'red': (1, 0, 0), 'green': (0, 1, 0), 'blue': (0, 0, 1), 'yellow': (1, 1, 0)}
    right = []
    for i in range(60):
        picture, label = shapes.scene(2, i)
        for class_ in set(label.ravel().tolist()) - {0, 255}:
            rgb = picture[label == class_].mean(axis=0)
            rgb = (rgb - rgb.min()) / (rgb.max() - rgb.min())
            nearest = min(names, key=lambda n: np.abs(rgb - names[n]).sum())
            right.append(shapes.CLASSES[class_].startswith(nearest))
    assert len(right) > 80 and np.mean(right) > 0.97


def test_made_folder_is_voc_s_layout(made):
    assert read_classes(made) == shapes.CLASSES and len(shapes.CLASSES) == 21
    loader = MiniBatchLoaderWithAnySize(made)
    assert (len(loader.train), len(loader.test)) == (8, 2)
    by_lists = MiniBatchLoaderWithAnySize(made, 'train', 'val')
    assert by_lists.train.names == loader.train.names
    assert by_lists.test.names == loader.test.names
    for i in range(8):
        number = int(loader.train.names[i][-6:])
        picture, label = shapes.scene(5, number, 64)
        image, read = loader.train[i]
        np.testing.assert_array_equal(read, np.where(label == 255, -1, label.astype(int)))
        assert np.abs(to_picture(image).astype(int) - picture).mean() < 12, 'JPEG is close'
    png = Image.open(os.path.join(made, 'SegmentationClass', 'shapes_000003.png'))
    assert png.mode == 'P' and png.getpalette() == colormap().reshape(-1).tolist()


def test_same_set_again_touches_nothing(made):
    before = os.stat(made).st_mtime, contents(made)
    shapes.make(made, number=10, seed=5, side=64)
    assert (os.stat(made).st_mtime, contents(made)) == before
    assert os.listdir(os.path.dirname(made)) == ['shapes']


def test_other_set_is_not_overwritten(made):
    before = contents(made)
    with pytest.raises(UserError, match='another data set'):
        shapes.make(made, number=11, seed=5, side=64)
    assert contents(made) == before


def test_other_things_are_not_overwritten(tmp_path):
    (tmp_path / 'thesis.tex').write_text('years of work')
    for path in (tmp_path, tmp_path / 'thesis.tex'):
        with pytest.raises(UserError, match='something else'):
            shapes.make(str(path), number=2, side=32)
    assert (tmp_path / 'thesis.tex').read_text() == 'years of work'


def test_empty_folder_is_filled(tmp_path):
    shapes.make(str(tmp_path / 'a' / 'b'), number=2, side=32)
    (tmp_path / 'c').mkdir()
    shapes.make(str(tmp_path / 'c'), number=2, side=32)
    assert contents(str(tmp_path / 'c')) == contents(str(tmp_path / 'a' / 'b'))


@pytest.mark.parametrize('stop', [KeyboardInterrupt, OSError(28, 'No space left on device')])
def test_interrupted_set_is_redone(tmp_path, monkeypatch, stop):
    root = tmp_path / 'out'
    scene = shapes.scene

    def stopping(seed, i, side):
        if i == 3:
            raise stop
        return scene(seed, i, side)

    monkeypatch.setattr(shapes, 'scene', stopping)
    with pytest.raises((KeyboardInterrupt, UserError)):
        shapes.make(str(root), number=5, side=32)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(shapes, 'scene', scene)
    shapes.make(str(root), number=5, side=32)
    assert len(MiniBatchLoaderWithAnySize(str(root)).train) == 4


def test_two_at_once_agree(tmp_path, monkeypatch):
    # While this one draws, another process finishes the same set.
    root = str(tmp_path / 'out')
    scene = shapes.scene

    def slow(seed, i, side):
        if i == 1:
            monkeypatch.setattr(shapes, 'scene', scene)
            shapes.make(root, number=3, side=32)
        return scene(seed, i, side)

    monkeypatch.setattr(shapes, 'scene', slow)
    shapes.make(root, number=3, side=32)
    assert os.listdir(str(tmp_path)) == ['out']
    assert len(MiniBatchLoaderWithAnySize(root).train) == 2


def test_full_disk_is_one_line_and_leaves_nothing(tmp_path):
    # A limit on the size of files stands for the full disk: it fails the same write.
    code = (
        'import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600));'
        'from data import shapes; from cli.errors import run;'
        'sys.argv = ["shapes", {!r}]; run(shapes.main)'.format(str(tmp_path / 'out'))
    )
    done = subprocess.run(
        [sys.executable, '-W', 'ignore', '-B', '-c', code],
        cwd=os.path.join(os.path.dirname(__file__), '..', '..'),
        capture_output=True,
    )
    last = done.stderr.decode().splitlines()[-1]
    assert done.returncode == 1
    assert last.startswith('error:') and 'out: cannot be written' in last
    assert b'Traceback' not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_folder_that_cannot_be_made(tmp_path):
    (tmp_path / 'file').write_text('')
    with pytest.raises(UserError, match='cannot be written'):
        shapes.make(str(tmp_path / 'file' / 'out'), number=2, side=32)


@pytest.mark.parametrize('wrong', [{'number': 1}, {'side': 16}, {'seed': -1}])
def test_what_cannot_be_drawn(tmp_path, wrong):
    with pytest.raises(UserError):
        shapes.make(str(tmp_path / 'out'), **wrong)


def test_single_shapes():
    data = shapes.SingleShapes(200, side=32, seed=1)
    assert len(data) == 200
    images, classes = zip(*data[:])
    assert images[0].shape == (3, 32, 32) and images[0].dtype == np.float32
    assert classes[0].dtype == np.int32 and np.ndim(classes[0]) == 0
    assert set(int(c) for c in classes) == set(range(21))
    np.testing.assert_array_equal(pickle.loads(pickle.dumps(data))[7][0], images[7])
    assert not np.array_equal(shapes.SingleShapes(200, side=32, seed=2)[7][0], images[7])
    with pytest.raises(IndexError):
        data[200]


def test_shapes_of_any_size():
    data = shapes.ShapesOfAnySize(120, side=64, seed=3)
    sizes, labels = [], []
    for i in range(len(data)):
        image, label = data[i]
        assert image.dtype == np.float32 and label.dtype == np.int32 and label.shape == ()
        np.testing.assert_array_equal(to_picture(image), data.picture(i))
        sizes.append(image.shape[1:])
        labels.append(int(label))
    assert {max(size) for size in sizes} == {64} and 32 <= min(map(min, sizes)) < 36
    assert {size[0] < size[1] for size in sizes} == {True, False}
    assert set(labels) == set(range(20)) and data.classes == shapes.CLASSES[1:]
    with pytest.raises(IndexError):
        data[120]
