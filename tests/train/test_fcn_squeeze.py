"""The SqueezeNet FCN's script: what it leaves, that it can be predicted with, how it resumes."""

import json
import os
import signal
import subprocess
import sys
import time

import chainer
import numpy
import pytest

from data import class_balance
from data.voc import MiniBatchLoaderWithAnySize
from models.fcn_squeeze import FCN
from predict import evaluate
from train import augmentation, fcn_squeeze, loop

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
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


def test_killed_and_resumed_gives_the_log_of_an_uninterrupted_run(tiny, tmp_path):
    """Cuts, flips and the falling rate go on as if nothing had happened."""

    def command(out, *more):
        options = ['--data', tiny, '--out', str(out), '--width', '12', '--batchsize', '1']
        options += ['--epoch', '3', '--flips', 'both', '--poly', '1']
        return [sys.executable, '-W', 'ignore', '-m', 'train.fcn_squeeze'] + options + list(more)

    whole, broken = tmp_path / 'whole', tmp_path / 'broken'
    subprocess.run(command(whole), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)

    process = subprocess.Popen(command(broken), cwd=ROOT, stdout=subprocess.DEVNULL)
    deadline = time.time() + 120
    while not (broken / 'snapshot_iter_4').exists():
        assert time.time() < deadline and process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()

    subprocess.run(command(broken, '--resume'), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    expected, log = read_log(whole), read_log(broken)
    assert len(log) == len(expected) == 3
    for one, other in zip(expected, log):
        del one['elapsed_time'], other['elapsed_time']
        assert other == pytest.approx(one, rel=1e-5)


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
