"""Drawn cells, ISBI 2012's slices, and the weights of borders."""

import os
import zlib

import numpy
import pytest
from PIL import Image

from cli.errors import UserError
from data import borders, cells, isbi2012
from data.voc import MiniBatchLoaderWithAnySize
from measures.components import components
from train.parts.batches import iterator

REAL = os.environ.get('REVISIT_DATA')


def digest(*arrays):
    return [zlib.crc32(numpy.ascontiguousarray(array).tobytes()) for array in arrays]


def test_same_seed_same_cells():
    """On every machine and stack: by their checksums."""
    assert digest(*cells.tissue(3, 1, 64)) == TISSUE
    assert digest(*cells.tissue(3, 2, 64)) != TISSUE
    assert digest(*cells.tissue(4, 1, 64)) != TISSUE


TISSUE = [3778877711, 3062221470]


def test_cells_touch_along_thin_membranes():
    picture, label = cells.tissue(0, 0, 196)
    assert picture.shape == (196, 196, 3) and picture.dtype == label.dtype == numpy.uint8
    assert (picture == picture[:, :, :1]).all()
    assert set(label.ravel()) == {0, 1}
    assert 0.1 < (label == 0).mean() < 0.25
    assert 40 < components(label == 1).max() < 130
    # Membranes are darker than what is beside them, yet not all by much.
    assert picture[label == 0].mean() < picture[label == 1].mean() - 25
    assert numpy.percentile(picture[label == 0], 90) > picture[label == 1].mean() - 40


def test_folder_is_drawn_and_read(tmp_path):
    root = str(tmp_path / 'cells')
    cells.make(root, number=5, side=40)
    cells.make(root, number=5, side=40)
    loader = MiniBatchLoaderWithAnySize(root)
    assert loader.classes == cells.CLASSES
    assert loader.colours() == [[0, 0, 0], [255, 255, 255]]
    assert (len(loader.train), len(loader.test)) == (4, 1)
    x, t = loader.train[0]
    assert x.shape == (3, 40, 40) and set(t.ravel()) == {0, 1}
    with pytest.raises(UserError, match='another data set'):
        cells.make(root, number=6, side=40)
    with pytest.raises(UserError, match='number must be 2 or more'):
        cells.make(str(tmp_path / 'one'), number=1)


def slices(number, side=12):
    rng = numpy.random.RandomState(0)
    pictures = rng.randint(0, 256, (number, side, side)).astype('u1')
    labels = (255 * (rng.random_sample((number, side, side)) < 0.7)).astype('u1')
    return pictures, labels


def as_stacks(folder, pictures, labels):
    folder.mkdir(exist_ok=True)
    for name, pages in zip(isbi2012.STACKS, (pictures, labels)):
        first, *more = [Image.fromarray(page) for page in pages]
        first.save(str(folder / name), save_all=True, append_images=more)


def as_files(folder, pictures, labels, suffix='.png'):
    for name, pages in zip(isbi2012.FOLDERS, (pictures, labels)):
        (folder / name).mkdir(parents=True)
        for i, page in enumerate(pages):
            Image.fromarray(page).save(str(folder / name / '{}{}'.format(i, suffix)))


@pytest.mark.parametrize(
    'write', [as_stacks, as_files, lambda *args: as_files(*args, suffix='.tif')]
)
def test_stacks_and_single_files_are_read_alike(write, tmp_path, script):
    pictures, labels = slices(12)
    write(tmp_path / 'isbi', pictures, labels)
    out = tmp_path / 'out'
    status, printed, err = script(isbi2012.main, tmp_path / 'isbi', out)
    assert status == 0, err
    assert 'membranes and cells' in printed
    loader = MiniBatchLoaderWithAnySize(str(out))
    assert loader.train.names == ['slice_{:02d}'.format(i) for i in range(6)]
    assert loader.test.names == ['slice_{:02d}'.format(i) for i in range(6, 12)]
    for i in (0, 5):
        x, t = loader.test[i]
        # In the order of the numbers: 10 and 11 last.
        assert (t == labels[6 + i] // 255).all()
        grey = x[0] + numpy.float32(103.939)
        assert (grey.round() == pictures[6 + i]).all()


@pytest.mark.filterwarnings('ignore:Corrupt EXIF')
def test_what_is_not_isbi_is_refused(tmp_path, refused):
    def line(source):
        return refused(isbi2012.main, source, tmp_path / 'out')

    (tmp_path / 'empty').mkdir()
    assert 'holds neither train-volume.tif nor pictures in image' in line(tmp_path / 'empty')
    pictures, labels = slices(8)
    as_stacks(tmp_path / 'fewer', pictures, labels[:7])
    assert '8 slices, but 7 labels' in line(tmp_path / 'fewer')
    as_stacks(tmp_path / 'few', pictures[:6], labels[:6])
    assert 'none is left to train on' in line(tmp_path / 'few')
    as_stacks(tmp_path / 'small', pictures, labels[:, :9])
    assert 'is 12 x 9 pixels, but its picture 12 x 12' in line(tmp_path / 'small')
    as_stacks(tmp_path / 'grey', pictures, labels // 2)
    assert 'holds 127, but a label is 0 (membrane) or 255 (cell)' in line(tmp_path / 'grey')
    as_stacks(tmp_path / 'colour', numpy.stack([pictures] * 3, axis=-1), labels)
    assert 'mode RGB, but must be grey' in line(tmp_path / 'colour')
    path = tmp_path / 'cut'
    as_stacks(path, pictures, labels)
    stack = (path / 'train-volume.tif').read_bytes()
    (path / 'train-volume.tif').write_bytes(stack[: len(stack) // 2])
    assert 'cannot be read as a picture' in line(path)
    assert not (tmp_path / 'out').exists()


@pytest.mark.skipif(REAL is None, reason='REVISIT_DATA names no folder')
def test_the_real_slices(tmp_path):
    out = str(tmp_path / 'out')
    isbi2012.convert(os.path.join(REAL, 'isbi2012'), out)
    loader = MiniBatchLoaderWithAnySize(out)
    assert (len(loader.train), len(loader.test)) == (24, 6)
    x, t = loader.test[5]
    assert x.shape == (3, 512, 512)
    assert (t == 0).mean() == pytest.approx(0.1675, abs=1e-3)
    weight = borders.border_weight(t)
    assert 1 < weight[t == 0].mean() < 5 and weight.max() > 8


def test_border_weight_is_the_paper_s_formula():
    label = numpy.zeros((9, 30), int)
    label[2:7, 3:8] = label[2:7, 11:16] = 1
    label[4, 20] = -1
    weight = borders.border_weight(label)
    assert weight.dtype == numpy.float32
    # Between the two: 1 and 3 pixels, 2 and 2.
    assert weight[4, 8] == pytest.approx(10 * numpy.exp(-(4**2) / 50))
    assert weight[4, 9] == pytest.approx(10 * numpy.exp(-(4**2) / 50))
    # Beside the second, off its row: sqrt(2) and sqrt(1 + 9 ** 2).
    total = numpy.sqrt(2) + numpy.sqrt(1 + 9**2)
    assert weight[7, 16] == pytest.approx(10 * numpy.exp(-(total**2) / 50), rel=1e-5)
    assert not weight[label != 0].any()
    assert weight[4, 29] < 1e-4


def test_border_weight_without_a_second_cell():
    label = numpy.zeros((8, 8), int)
    assert not borders.border_weight(label).any()
    label[2:4, 2:4] = 1
    assert not borders.border_weight(label).any()


def test_weights_are_computed_once(tmp_path, monkeypatch):
    root = str(tmp_path / 'cells')
    cells.make(root, number=5, side=40)
    computed = []
    plain = borders.border_weight
    monkeypatch.setattr(
        borders, 'border_weight', lambda *args: computed.append(args) or plain(*args)
    )
    train = MiniBatchLoaderWithAnySize(root).train
    weighted = borders.BorderWeighted(train, 3.0)
    assert len(weighted) == 4
    for _ in range(2):
        for i in range(4):
            x, t, weight = weighted[i]
            assert (weight == plain(t, 3.0)).all() and (x == train[i][0]).all()
    assert len(computed) == 4


def test_loaded_ahead_in_a_process_of_its_own(tmp_path):
    root = str(tmp_path / 'cells')
    cells.make(root, number=5, side=40)
    weighted = borders.BorderWeighted(MiniBatchLoaderWithAnySize(root).train)
    batches = iterator(weighted, 2, 0, loaders=1)
    for _, t, weight in batches.next() + batches.next():
        assert (weight == borders.border_weight(t)).all()
    batches.finalize()
