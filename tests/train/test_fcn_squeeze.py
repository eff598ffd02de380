"""The SqueezeNet FCN's script: what it leaves, that it can be predicted with, how it resumes."""

import json
import os

import chainer
import numpy
import pytest

from data import class_balance
from data.voc import MiniBatchLoaderWithAnySize
from models.fcn_squeeze import FCN
from models.fcn_squeezenet import FCNSqueezeNet
from models.squeezenet import SqueezeNet
from predict import evaluate
from train import fcn_squeeze
from train.parts import loop, segmentation
from train.parts.pictures import augmentation

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


@pytest.mark.parametrize('n_class, fitted', [(21, False), (5, True)])
def test_weights_for_other_classes_leave_layers_to_be_fitted(
    n_class, fitted, tiny, tmp_path, script, monkeypatch
):
    first, calls, fit = tmp_path / 'first.npz', [], segmentation.fit
    loop.save(str(first), FCN(n_class, 12))
    monkeypatch.setattr(segmentation, 'fit', lambda *args: calls.append(args) or fit(*args))
    status, _, err = script(
        fcn_squeeze.main, '--data', tiny, '--out', tmp_path / 'run', '--init-weights', first, *SMALL
    )
    assert status == 0, err
    assert len(calls) == fitted
    for *_, copied in calls:
        shapes = {param.shape for param in copied}
        assert (12, 3, 7, 7) in shapes and not any(21 in shape for shape in shapes)


def test_weights_of_another_network(tiny, tmp_path, refused):
    other = tmp_path / 'other.npz'
    loop.save(str(other), FCN(21, 6))
    line = refused(
        fcn_squeeze.main, '--data', tiny, '--out', tmp_path / 'run', '--init-weights', other, *SMALL
    )
    assert 'other.npz' in line


def test_imagenets_weights_in_the_network_that_fits_them(tiny, tmp_path, script):
    """All of SqueezeNet's layers are copied, move at their own rate, and features are measured."""
    numpy.random.seed(0)
    net = SqueezeNet(7, 12)
    net.conv1.b.array[...] = numpy.arange(12)
    loop.save(str(tmp_path / 'squeezenet.npz'), net)
    runs = {}
    for factor in (0, 1):
        out = tmp_path / str(factor)
        status, printed, err = script(
            fcn_squeeze.main, '--data', tiny, '--out', out, '--variant', 'squeezenet',
            '--init-weights', tmp_path / 'squeezenet.npz', '--copied-rate', factor,
            '--crop', 32, '--zoom', 1.5, '--light', 0.2, '--weight-decay', 0,
            '--width', 12, '--loaders', 0, '-b', 2, '-e', 2,
        )  # fmt: skip
        assert status == 0, err
        assert '/fire9/conv3/W' in printed.split('not in it')[0]
        facts = json.loads((out / 'args.json').read_text())
        assert (facts['model'], facts['contrast']) == ('fcn_squeezenet', 'none')
        with numpy.load(str(out / 'model_final.npz')) as npz:
            runs[factor] = dict(npz)
        # Pictures of any size are tested whole, though batches of squares are trained on.
        measured = evaluated(script, out)
        tested = read_log(out)[-1]['validation/main/accuracy']
        assert measured['pixel accuracy'] == pytest.approx(tested, abs=1e-6)
    for name, param in net.namedparams():
        name = name.lstrip('/')
        if not name.startswith('conv10'):
            numpy.testing.assert_array_equal(runs[0][name], param.array, name)
    assert not numpy.allclose(runs[1]['fire9/conv3/W'], net.fire9.conv3.W.array, atol=1e-5)
    assert not numpy.allclose(runs[0]['score_pool9/W'], runs[1]['score_pool9/W'])
    # Measured before the first step, with the weights that were copied.
    numpy.testing.assert_array_equal(
        runs[0]['standard_pool9/avg_mean'], runs[1]['standard_pool9/avg_mean']
    )
    assert runs[0]['standard_pool9/avg_var'].any()


def evaluated(script, out):
    status, _, err = script(evaluate.main, out)
    assert status == 0, err
    return json.loads((out / 'evaluation.json').read_text())


def test_going_on_from_a_trained_one_keeps_what_was_measured(tiny, tmp_path, script):
    first = FCNSqueezeNet(21, 12)
    first.standard_pool4.avg_mean[...] = 5
    loop.save(str(tmp_path / 'first.npz'), first)
    out = tmp_path / 'run'
    status, _, err = script(
        fcn_squeeze.main, '--data', tiny, '--out', out, '--variant', 'squeezenet',
        '--init-weights', tmp_path / 'first.npz', *SMALL
    )  # fmt: skip
    assert status == 0, err
    with numpy.load(str(out / 'model_final.npz')) as trained:
        assert (trained['standard_pool4/avg_mean'] == 5).all()


def test_killed_and_resumed_gives_the_log_of_an_uninterrupted_run(tiny, killed_and_resumed):
    """Cuts, flips and the falling rate go on as if nothing had happened."""
    options = ['--data', tiny, '--width', 12, '-b', 1, '-e', 3, '--flips', 'both', '--poly', 1]
    _, _, log = killed_and_resumed('train.fcn_squeeze', options, 'snapshot_iter_4')
    assert len(log) == 3


def test_squares_light_and_rates_go_on_too(tiny, tmp_path, killed_and_resumed):
    net = SqueezeNet(7, 12)
    loop.save(str(tmp_path / 'squeezenet.npz'), net)
    options = [
        '--data', tiny, '--width', 12, '-b', 1, '-e', 3, '--variant', 'squeezenet',
        '--init-weights', str(tmp_path / 'squeezenet.npz'), '--copied-rate', 0.1,
        '--crop', 32, '--zoom', 1.5, '--light', 0.2, '--poly', 0.9,
    ]  # fmt: skip
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


def test_a_rate_of_layers_that_nothing_was_copied_into(tiny, tmp_path, refused):
    out = tmp_path / 'run'
    line = refused(fcn_squeeze.main, '--data', tiny, '--out', out, '--copied-rate', 0.1)
    assert '--init-weights' in line and '--copied-rate 0.1' in line
    assert not out.exists()
