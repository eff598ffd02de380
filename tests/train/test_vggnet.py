"""train.vggnet on pictures of a folder: read back, from trained weights, resumed, refused."""

import json

import chainer
import numpy
import pytest
from PIL import Image

from models.vggnet import VGGNet
from predict import classify
from train import vggnet

SMALL = ['--width', 2, '--size', 32, '--loaders', 0, '--batchsize', 4]


@pytest.fixture(scope='module')
def folder(tmp_path_factory):
    """Two classes of ten pictures, a dark one and a light one, of different sizes."""
    root = tmp_path_factory.mktemp('data') / 'two'
    rng = numpy.random.RandomState(0)
    for label, name in enumerate(('dark', 'light')):
        (root / name).mkdir(parents=True)
        for i in range(10):
            picture = rng.randint(0, 60, (40 + 9 * i, 90 - 4 * i, 3)) + (20, 170)[label]
            Image.fromarray(picture.astype('u1')).save(str(root / name / '{:02d}.png'.format(i)))
    return root


def read(path):
    return json.loads(path.read_text())


def test_classes_of_a_folder_are_learnt_and_told(folder, tmp_path, script):
    out = tmp_path / 'run'
    options = SMALL + ['--data', folder, '--epoch', 12, '--lr', 0.001, '--out', out]
    status, _, err = script(vggnet.main, *options)
    assert status == 0, err
    facts = read(out / 'args.json')
    assert facts['classes'] == ['dark', 'light'] and facts['data'][0]['pictures'] == 16
    assert read(out / 'log')[-1]['validation/main/accuracy'] == 1
    status, printed, err = script(classify.main, folder / 'light' / '03.png', '--run', out)
    assert status == 0, err
    assert printed.splitlines()[1].split()[-1] == 'light'


def test_trained_weights_of_other_classes_are_copied_in(folder, tmp_path, script):
    trained = VGGNet(7, 32, 2)
    chainer.serializers.save_npz(str(tmp_path / 'trained.npz'), trained)
    options = SMALL[2:] + ['--data', folder, '--epoch', 1, '--lr', 1e-9, '--out', tmp_path / 'run']
    status, printed, err = script(
        vggnet.main, *(options + ['--init-weights', tmp_path / 'trained.npz'])
    )
    assert status == 0, err
    facts = read(tmp_path / 'run' / 'args.json')
    assert facts['width'] == 2 and facts['init_weights']['name'] == 'trained.npz'
    assert 'of another shape: /fc8/W /fc8/b' in printed
    with numpy.load(str(tmp_path / 'run' / 'model_final.npz')) as found:
        assert found['fc8/W'].shape == (2, 128)
        for name, parameter in trained.namedparams():
            if 'fc8' not in name:
                numpy.testing.assert_allclose(found[name[1:]], parameter.array, atol=1e-6)


def test_of_another_width(folder, tmp_path, refused):
    chainer.serializers.save_npz(str(tmp_path / 'wide.npz'), VGGNet(2, 32, 3))
    line = refused(
        vggnet.main, '--data', folder, '--out', tmp_path / 'run', '--init-weights',
        tmp_path / 'wide.npz', *SMALL
    )  # fmt: skip
    assert 'a VGGNet of width 3, which fits none of width 2' in line


def test_a_run_into_the_folder_of_its_weights(folder, tmp_path, refused):
    (tmp_path / 'run').mkdir()
    path = tmp_path / 'run' / 'model_final.npz'
    chainer.serializers.save_npz(str(path), VGGNet(2, 32, 2))
    before = path.read_bytes()
    words = ['--data', folder, '--out', tmp_path / 'run', '--init-weights', path]
    refused(vggnet.main, *(words + SMALL))
    assert path.read_bytes() == before


def test_killed_and_resumed(folder, killed_and_resumed):
    """Random crops and flips."""
    options = SMALL + ['--data', folder, '--epoch', 4, '--lr', 0.001]
    _, _, log = killed_and_resumed('train.vggnet', options, 'snapshot_iter_8')
    assert len(log) == 4
