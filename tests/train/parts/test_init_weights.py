"""VGG-16 in each of its files, through the scripts that start from it."""

import numpy
import pytest

from models.vggnet import VGGNet
from tests.models.weights_files import torchvision_arrays, write_caffemodel, write_torch
from train import fcn8s_atonce, fcn32s
from train.parts import loop

# Names that tell nothing of what is in the file.
WRITERS = {
    'caffe.npz': lambda path, vgg, patch: write_caffemodel(path, vgg),
    'torchvision.caffemodel': lambda path, vgg, patch: write_torch(
        path, torchvision_arrays(vgg), patch, zipped=False
    ),
    'newer': lambda path, vgg, patch: write_torch(path, torchvision_arrays(vgg), patch),
    'ours.pth': lambda path, vgg, patch: loop.save(str(path), vgg),
}


@pytest.mark.parametrize('name', sorted(WRITERS))
@pytest.mark.parametrize('script_main', [fcn32s.main, fcn8s_atonce.main])
def test_taken(tiny, tmp_path, script, monkeypatch, name, script_main):
    vgg = VGGNet(n_class=5, size=32, width=2)
    path = tmp_path / name
    WRITERS[name](path, vgg, monkeypatch)
    copied = []
    # What follows is the same from any file, and tested elsewhere.
    monkeypatch.setattr(
        'train.parts.segmentation.train', lambda *args: copied.append(args[3].target)
    )
    status, out, err = script(
        script_main, '--data', tiny, '--out', tmp_path / 'run', '--init-weights', path
    )
    assert status == 0, err
    assert 'copied /conv1_1/W' in out
    numpy.testing.assert_array_equal(copied[0].conv5_3.W.array, vgg.conv5_3.W.array)


def test_a_picture_where_weights_are_wanted(tiny, tmp_path, refused):
    line = refused(
        fcn32s.main, '--data', tiny, '--out', tmp_path / 'run',
        '--init-weights', tiny + '/JPEGImages/shapes_000000.jpg',
    )  # fmt: skip
    assert 'shapes_000000.jpg: no Caffe model' in line and '.npz' in line
    assert not (tmp_path / 'run').exists()
