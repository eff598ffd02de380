"""The first program of Chainer's beginner's course, on drawn clothes in true files."""

import json

import pytest
from PIL import Image

from data.fashion_mnist import drawn
from predict import fashion_mnist as predict
from train import fashion_mnist


@pytest.fixture(scope='module')
def clothes(tmp_path_factory):
    root = tmp_path_factory.mktemp('clothes') / 'files'
    drawn.make(str(root), 360)
    return root


def test_it_learns_and_is_tested_on_what_it_has_not_seen(clothes, tmp_path, script):
    out = tmp_path / 'run'
    options = '--data', clothes, '--out', out, '-b', 20, '--lr', 0.1, '-e', 8
    status, printed, err = script(fashion_mnist.main, *options)
    assert status == 0, err
    facts = json.loads((out / 'args.json').read_text())
    assert (facts['model'], facts['n_class'], facts['lr']) == ('mlp2', 10, 0.1)
    assert facts['classes'][9] == 'Ankle boot'
    log = json.loads((out / 'log').read_text())
    # 300 of 360 to train on, the rest to validate.
    assert log[0]['iteration'] == 15
    assert log[0]['main/loss'] > 1.5 * log[-1]['main/loss']
    assert log[-1]['validation/main/accuracy'] > 0.6
    status, printed, err = script(predict.main, out)
    assert status == 0, err
    first = printed.splitlines()[0].split()
    assert first[:2] == ['test', 'accuracy'] and float(first[2]) > 0.5 and first[4] == '60'
    with Image.open(str(out / 'test.png')) as picture:
        # Of 60 pictures 15 are from the 45th on: two rows of ten.
        assert picture.size == (10 * 140 + 9 * 4, 2 * 154 + 4)
    assert script(predict.main, out)[0] == 0, 'its own result is made anew'


def test_killed_and_resumed_gives_the_same_curve(clothes, killed_and_resumed):
    options = ['--data', clothes, '-b', 10, '-e', 6, '--network', 'mlp3']
    _, _, log = killed_and_resumed('train.fashion_mnist', options, 'snapshot_iter_60')
    assert len(log) == 6


def test_what_it_refuses(clothes, tmp_path, script, refused):
    line = refused(fashion_mnist.main, '--data', tmp_path, '--out', tmp_path / 'run')
    assert 'train-images-idx3-ubyte.gz' in line and 'data.download' in line
    assert not (tmp_path / 'run').exists()
    out = tmp_path / 'run'
    assert script(fashion_mnist.main, '--data', clothes, '--out', out, '-e', 1)[0] == 0
    line = refused(
        fashion_mnist.main, '--data', clothes, '--out', out, '--network', 'mlp3', '--resume'
    )
    assert 'network mlp2, not mlp3' in line


def test_what_the_test_refuses(clothes, tmp_path, refused, script):
    run = tmp_path / 'run'
    assert script(fashion_mnist.main, '--data', clothes, '--out', run, '-e', 1)[0] == 0
    line = refused(predict.main, run, '--data', clothes, '--out', tmp_path / 'x.jpg')
    assert '.png' in line
    (tmp_path / 'mine.png').write_bytes(b'mine')
    assert '--overwrite' in refused(predict.main, run, '--out', tmp_path / 'mine.png')
    assert 'args.json' in refused(predict.main, tmp_path)
    facts = json.loads((run / 'args.json').read_text())
    (run / 'args.json').write_text(json.dumps(dict(facts, model='fcn32s')))
    assert 'the run of "fcn32s", not of mlp2 or mlp3' in refused(predict.main, run)
