"""train.fcn8s_before on small data: each point turned, read back, resumed, refused."""

import json
import shutil

import chainer
import pytest
from PIL import Image

from data.voc import MiniBatchLoaderWithAnySize
from predict import evaluate
from predict.parts import networks
from train import fcn8s_before

SMALL = ['--width', '2', '--loaders', '0', '--epoch', '1', '-b', '2', '--side', '32']


@pytest.mark.parametrize('options, structure', [
    ([], {}),
    (['--any-size'], {'side': None}),
    (['--only-32s'], {'skips': False}),
    (['--bilinear'], {'learnt': False}),
])  # fmt: skip
def test_a_point_turned_and_read_back(tiny, tmp_path, script, options, structure):
    out = tmp_path / 'run'
    status, _, err = script(fcn8s_before.main, '--data', tiny, '--out', out, *(SMALL + options))
    assert status == 0, err
    facts = json.loads((out / 'args.json').read_text())
    whole = {'side': 32, 'skips': True, 'normalization': True, 'learnt': True}
    assert facts['structure'] == dict(whole, **structure) and facts['lr'] == 0.01
    model = networks.load(str(out), chainer.get_device('@numpy'), networks.FINAL)
    assert model.side == facts['structure']['side']
    status, _, err = script(evaluate.main, out)
    assert status == 0, err
    found = json.loads((out / 'evaluation.json').read_text())
    # Measured at the pictures' own size, whatever the network makes of them.
    _, label = MiniBatchLoaderWithAnySize(tiny).test[0]
    assert found['pixels'] == (label >= 0).sum()


def test_one_by_one(tiny, tmp_path, script, refused):
    out = tmp_path / 'run'
    status, _, err = script(
        fcn8s_before.main, '--data', tiny, '--out', out, '--one-by-one', '--loaders', 0,
        '--epoch', 1, '--side', 32, '--width', 2
    )  # fmt: skip
    assert status == 0, err
    (entry,) = json.loads((out / 'log').read_text())
    assert entry['iteration'] == 4  # of four pictures
    assert json.loads((out / 'args.json').read_text())['lr'] == 0.001
    line = refused(
        fcn8s_before.main, '--data', tiny, '--out', tmp_path / 'other', '--one-by-one', *SMALL
    )
    assert '--batchsize 1, not 2' in line


def test_killed_and_resumed(tiny, killed_and_resumed):
    options = ['--data', tiny, '--width', 2, '--epoch', 4, '--side', 32, '-b', 2]
    _, _, log = killed_and_resumed('train.fcn8s_before', options, 'snapshot_iter_4')
    assert len(log) == 4


@pytest.mark.parametrize('option', [(), ('--any-size',)])
def test_pictures_of_several_sizes_in_a_batch(tiny, tmp_path, script, option):
    """In training made one size or filled up, in the test one by one at their own."""
    data = tmp_path / 'data'
    shutil.copytree(tiny, str(data))
    for number, path in enumerate(sorted((data / 'SegmentationClass').iterdir())):
        for file in (path, data / 'JPEGImages' / (path.stem + '.jpg')):
            with Image.open(str(file)) as image:
                width, height = image.size
                image.crop((0, 0, width - number, height - 2 * number)).save(str(file))
    names = ''.join(path.stem + '\n' for path in (data / 'SegmentationClass').iterdir())
    (tmp_path / 'all.txt').write_text(names)
    lists = ['--train-list', tmp_path / 'all.txt', '--test-list', tmp_path / 'all.txt']
    status, _, err = script(
        fcn8s_before.main, '--data', data, '--out', tmp_path / 'run', *lists, *option, *SMALL
    )
    assert status == 0, err
