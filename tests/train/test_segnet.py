"""train.segnet on small data: both variants, balanced, killed and resumed, what it refuses."""

import json

import chainer
import numpy
import pytest

from data import class_balance
from data.voc import MiniBatchLoaderWithAnySize
from models import weights
from models.vggnet import VGGNet
from predict.parts import networks
from train import fcn32s, segnet
from train.parts import loop

SMALL = ['--width', '2', '--loaders', '0', '--epoch', '1']


def read(path):
    with open(str(path)) as f:
        return json.load(f)


@pytest.mark.parametrize('variant, name', [('basic', 'segnet_basic'), ('vgg', 'segnet')])
def test_an_epoch_on_drawn_shapes(variant, name, tiny, tmp_path, script):
    out = tmp_path / 'run'
    status, printed, err = script(
        segnet.main, '--data', tiny, '--out', out, '-b', 1, '--variant', variant, *SMALL
    )
    assert status == 0, err
    facts = read(out / 'args.json')
    assert (facts['model'], facts['n_class'], facts['lr']) == (name, 21, 0.1)
    assert 'class_weight' not in facts
    (entry,) = read(out / 'log')
    assert entry['iteration'] == 4
    assert 0.5 < entry['main/loss'] < 10
    assert 'statistics of 4 training batches' in printed


def test_without_batch_normalization_and_read_back(tiny, tmp_path, script, refused):
    out = tmp_path / 'run'
    options = SMALL + ['--data', tiny, '-b', 1, '--no-normalization', '--lr', 1e-4]
    status, printed, err = script(segnet.main, '--out', out, *options)
    assert status == 0, err
    assert 'batch normalization' not in printed
    model = networks.load(str(out), chainer.get_device('@numpy'), networks.FINAL)
    assert not [name for name, _ in model.namedlinks() if 'bn' in name]
    again = weights.load_trained(str(out / 'model_final.npz'))
    assert (again.conv_decode1.b.array == model.conv_decode1.b.array).all()
    line = refused(segnet.main, '--out', tmp_path / 'other', '--variant', 'vgg', *options)
    assert '--variant basic' in line


def test_balanced_in_batches_at_half_size(streets, tmp_path, script):
    out = tmp_path / 'run'
    status, _, err = script(
        segnet.main, '--data', streets, '--out', out, '-b', 3, '--balance', '--scale', 0.5, *SMALL
    )
    assert status == 0, err
    train = MiniBatchLoaderWithAnySize(streets).train
    expected = class_balance.of_dataset(train)
    assert not numpy.allclose(expected, 1, atol=0.05)
    assert read(out / 'args.json')['class_weight'] == pytest.approx(expected.tolist())
    (entry,) = read(out / 'log')
    assert entry['iteration'] == 2


def test_balancing_reaches_the_loss_of_any_script(streets, tmp_path, script):
    """The first step of a network of zero scores: ln 11 for a pixel, times its weight."""
    logged = []
    for more in ([], ['--balance']):
        out = tmp_path / 'run{}'.format(len(more))
        options = ['--data', streets, '--out', out, '--lr', '1e-30', '-b', 6] + SMALL + more
        assert script(fcn32s.main, *options)[0] == 0
        logged.append(read(out / 'log')[0]['main/loss'])
    train = MiniBatchLoaderWithAnySize(streets).train
    labels = numpy.concatenate([label[label >= 0] for _, label in train])
    weights = class_balance.of_dataset(train)
    assert logged[0] == pytest.approx(numpy.log(11), rel=1e-5)
    assert logged[1] == pytest.approx(numpy.log(11) * weights[labels].mean(), rel=1e-4)


def test_vggnet_s_filters_are_copied(tiny, tmp_path, script):
    vgg = VGGNet(n_class=5, size=32, width=2)
    path = tmp_path / 'vgg.npz'
    loop.save(str(path), vgg)
    status, printed, err = script(
        segnet.main, '--data', tiny, '--out', tmp_path / 'run', '--variant', 'vgg', '-b', 1,
        '--init-weights', path, '--lr', 1e-30, '--loaders', 0, '--epoch', 1,
    )  # fmt: skip
    assert status == 0, err
    assert 'copied /conv1_1/W' in printed
    with numpy.load(str(tmp_path / 'run' / 'model_final.npz')) as trained:
        assert numpy.allclose(trained['conv5_3/W'], vgg.conv5_3.W.array, atol=1e-6)


def test_pictures_of_several_sizes_in_a_batch(tiny, tmp_path, refused):
    line = refused(segnet.main, '--data', tiny, '--out', tmp_path / 'run', '-b', 4, *SMALL)
    assert '--batchsize 1' in line


def test_killed_and_resumed_ends_as_an_uninterrupted_run(streets, killed_and_resumed):
    """Curve, falling rate, flips and the statistics of batch normalization."""
    options = ['--data', streets, '--width', 2, '-b', 2, '-e', 4, '--loaders', 0]
    whole, broken, log = killed_and_resumed(
        'train.segnet', options + ['--poly', 0.9, '--balance'], 'snapshot_iter_6'
    )
    assert len(log) == 4
    with numpy.load(str(whole / 'model_final.npz')) as a:
        with numpy.load(str(broken / 'model_final.npz')) as b:
            assert 'conv1_bn/avg_var' in a.files
            for name in a.files:
                numpy.testing.assert_allclose(a[name], b[name], rtol=1e-4, atol=1e-6, err_msg=name)


def test_statistics_of_the_whole_training_set_are_in_the_final_model_alone(
    streets, tmp_path, script
):
    out = tmp_path / 'run'
    assert script(segnet.main, '--data', streets, '--out', out, '-b', 2, *SMALL)[0] == 0
    with numpy.load(str(out / 'model_final.npz')) as final:
        with numpy.load(str(out / 'snapshot_iter_3')) as snapshot:
            name = 'conv4_bn/'
            prefix = 'updater/model:main/' + name
            assert (final[name + 'gamma'] == snapshot[prefix + 'gamma']).all()
            assert (final[name + 'avg_mean'] != snapshot[prefix + 'avg_mean']).all()
        with numpy.load(str(out / 'model_best.npz')) as best:
            assert (final[name + 'avg_mean'] != best[name + 'avg_mean']).all()
