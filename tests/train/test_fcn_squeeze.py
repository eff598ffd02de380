"""The SqueezeNet FCN's script: what it leaves, that it can be predicted with, how it resumes."""

import json
import os

import chainer
import numpy
import pytest

from data import class_balance
from data.voc import MiniBatchLoaderWithAnySize
from models.fcn_squeeze import FCN
from predict import evaluate
from train import fcn_squeeze
from train.parts import augmentation, loop

SMALL = ['--width', '12', '--loaders', '0', '--batchsize', '1', '--epoch', '2']


def read_log(out):
    with open(os.path.join(str(out), 'log')) as f:
        return json.load(f)


@pytest.mark.parametrize(
    'variant, name, contrast',
    [('dilated', 'fcn_squeeze', 'global'), ('pooled', 'fcn_squeeze_pooled', 'local')],
)
def test_a_run_and_its_evaluation(tiny, tmp_path, script, variant, name, contrast):
    out = tmp_path / 'run'
    status, _, err = script(
        fcn_squeeze.main, '--data', tiny, '--out', out, '--variant', variant,
        '--contrast', contrast, '--poly', 0.9, '--balance', 0.5, '--zoom', 1.25, *SMALL
    )  # fmt: skip
    assert status == 0, err
    facts = json.loads((out / 'args.json').read_text())
    assert (facts['model'], facts['width'], facts['lr']) == (name, 12, 1e-3)
    balanced = class_balance.of_dataset(MiniBatchLoaderWithAnySize(tiny).train)
    assert facts['class_weight'] == pytest.approx(balanced**0.5)
    log = read_log(out)
    assert log[1]['main/loss'] < log[0]['main/loss'] < 2 * numpy.log(21)
    status, _, err = script(evaluate.main, out)
    assert status == 0, err
    # What predict.* makes of the run is what the training tested, contrast and all.
    measured = json.loads((out / 'evaluation.json').read_text())
    tested = log[-1]['validation/main/accuracy']
    assert measured['pixel accuracy'] == pytest.approx(tested, abs=1e-6)


def test_weights_to_start_from(tiny, tmp_path, script):
    first = tmp_path / 'first.npz'
    model = FCN(21, 12)
    loop.save(str(first), model)
    out = tmp_path / 'run'
    status, _, err = script(
        fcn_squeeze.main, '--data', tiny, '--out', out, '--init-weights', first, '--lr', 1e-30,
        *SMALL
    )  # fmt: skip
    assert status == 0, err
    with numpy.load(str(out / 'model_final.npz')) as trained:
        assert numpy.allclose(trained['fire9/conv3/W'], model.fire9.conv3.W.array)


def test_weights_of_another_network(tiny, tmp_path, refused):
    other = tmp_path / 'other.npz'
    loop.save(str(other), FCN(21, 6))
    line = refused(
        fcn_squeeze.main, '--data', tiny, '--out', tmp_path / 'run', '--init-weights', other, *SMALL
    )
    assert 'other.npz' in line


def test_killed_and_resumed_gives_the_log_of_an_uninterrupted_run(tiny, killed_and_resumed):
    """Cuts, flips and the falling rate go on as if nothing had happened."""
    options = ['--data', tiny, '--width', 12, '-b', 1, '-e', 3, '--flips', 'both', '--poly', 1]
    _, _, log = killed_and_resumed('train.fcn_squeeze', options, 'snapshot_iter_4')
    assert len(log) == 3


def test_both_flips_of_every_picture_are_drawn():
    numpy.random.seed(0)
    t = numpy.arange(16 * 16, dtype='i').reshape(16, 16)
    convert = augmentation.converter(16, 'both')
    corners = set()
    for _ in range(50):
        x, labels = convert([(t[None].astype('f'), t)], chainer.get_device('@numpy'))
        assert (x[:, 0] == labels).all()
        corners.add(int(labels[0, 0, 0]))
    assert corners == {0, 15, 15 * 16, 16 * 16 - 1}
