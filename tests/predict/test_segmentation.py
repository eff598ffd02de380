"""From a run and pictures to palette PNGs and overlays."""

import os

import numpy
import pytest
from PIL import Image

from data.pictures.classes import colormap
from data.voc import MiniBatchLoaderWithAnySize
from models.fcn32s import MyFcn32sWithAnySize
from predict import segmentation
from predict.parts import networks


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
    assert 'not the size of its picture' in line


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
