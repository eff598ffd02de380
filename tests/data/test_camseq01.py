import numpy as np
import pytest
from PIL import Image

from cli.errors import UserError
from data import camseq01
from data.voc import MiniBatchLoaderWithAnySize

TABLE = '64 128 64\tAnimal\n128 0 0\t\tBuilding\n128 64 128\tRoad side\n0 0 0\t\tVoid\n'
COLOURS = [(64, 128, 64), (128, 0, 0), (128, 64, 128), (0, 0, 0)]
NAMES = ['0016E5_0795{}'.format(i) for i in (1, 3, 5, 7, 9)]


@pytest.fixture
def source(tmp_path):
    """Five small pairs; in the first label, one pixel has a colour of its own."""
    root = tmp_path / 'CamSeq01'
    root.mkdir()
    (root / 'label_colors.txt').write_text(TABLE)
    rng = np.random.RandomState(0)
    for name in NAMES:
        picture = rng.randint(0, 256, (36, 48, 3)).astype(np.uint8)
        label = np.array(COLOURS, np.uint8)[np.resize(np.arange(4), (36, 48))]
        if name == NAMES[0]:
            label[0, 1] = 1, 2, 3
        Image.fromarray(picture).save(str(root / (name + '.png')))
        Image.fromarray(label).save(str(root / (name + '_L.png')))
    return root


def test_converted_without_loss(source, tmp_path):
    out = str(tmp_path / 'out')
    assert camseq01.convert(str(source), out) == (4, 1)
    loader = MiniBatchLoaderWithAnySize(out, mean=(0, 0, 0))
    assert loader.classes == ('Animal', 'Building', 'Road side', 'Void')
    assert loader.train.names == NAMES[:2] and loader.test.names == NAMES[2:]
    image, label = loader.train[0]
    bgr = np.array(Image.open(str(source / (NAMES[0] + '.png'))))[:, :, ::-1]
    np.testing.assert_array_equal(image, bgr.transpose(2, 0, 1))
    expected = np.resize(np.arange(4), (36, 48))
    expected[0, 1] = -1
    np.testing.assert_array_equal(label, expected)


def test_labels_keep_their_colours(source, tmp_path):
    camseq01.convert(str(source), str(tmp_path / 'out'))
    name = NAMES[1] + '.png'
    with Image.open(str(tmp_path / 'out' / 'SegmentationClass' / name)) as png:
        colours = np.array(png.convert('RGB'))
    with Image.open(str(source / (NAMES[1] + '_L.png'))) as label:
        np.testing.assert_array_equal(colours, np.array(label))


def test_the_command_scales_and_tells_unknown_colours(source, tmp_path, script):
    status, printed, err = script(camseq01.main, source, tmp_path / 'out', '--scale', '0.25')
    assert status == 0, err
    assert '4 classes' in printed and '1 pixels of colours not in' in printed
    image, label = MiniBatchLoaderWithAnySize(str(tmp_path / 'out')).test[0]
    assert image.shape == (3, 9, 12) and label.shape == (9, 12)
    assert set(np.unique(label)) <= {0, 1, 2, 3}


def test_a_second_time_is_no_work_and_no_other_folder(source, tmp_path):
    out = tmp_path / 'out'
    camseq01.convert(str(source), str(out))
    before = (out / 'made.json').stat().st_mtime_ns
    assert camseq01.convert(str(source), str(out)) == (4, 0)
    assert (out / 'made.json').stat().st_mtime_ns == before
    with pytest.raises(UserError, match='another data set'):
        camseq01.convert(str(source), str(out), scale=0.5)


@pytest.mark.parametrize(
    'text, what',
    [
        ('64 128 Animal\n0 0 0 Void\n', 'must be red, green and blue'),
        ('r g b name\n0 0 0 Void\n', 'must be red, green and blue'),
        ('64 128 256 Animal\n0 0 0 Void\n', 'must be red, green and blue'),
        ('0 0 0 Animal\n0 0 0 Void\n', 'another colour'),
        ('0 0 0 Void\n', 'lists 1 classes'),
    ],
)
def test_a_table_that_is_none(source, tmp_path, text, what):
    (source / 'label_colors.txt').write_text(text)
    with pytest.raises(UserError, match=what):
        camseq01.convert(str(source), str(tmp_path / 'out'))
    assert not (tmp_path / 'out').exists()


def test_what_is_missing_is_named(source, tmp_path, refused):
    (source / (NAMES[2] + '.png')).unlink()
    assert NAMES[2] + '.png' in refused(camseq01.main, source, tmp_path / 'out')
    (source / 'label_colors.txt').unlink()
    assert 'label_colors.txt' in refused(camseq01.main, source, tmp_path / 'out')
    assert 'CamSeq01' in refused(camseq01.main, tmp_path, tmp_path / 'out')
    assert not (tmp_path / 'out').exists()


def test_other_colours_than_the_table_s(source, tmp_path):
    Image.new('RGB', (48, 36), (7, 7, 7)).save(str(source / (NAMES[4] + '_L.png')))
    with pytest.raises(UserError, match='most of its colours'):
        camseq01.convert(str(source), str(tmp_path / 'out'))


def test_a_label_of_another_size(source, tmp_path):
    Image.new('RGB', (40, 36)).save(str(source / (NAMES[4] + '_L.png')))
    with pytest.raises(UserError, match='_L.png: is .* must match'):
        camseq01.convert(str(source), str(tmp_path / 'out'))
