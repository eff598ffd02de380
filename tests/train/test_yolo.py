"""train.yolo on drawn scenes: trained, measured, drawn, killed and resumed, what it refuses."""

import argparse
import json
import os
import shutil

import chainer
import numpy
import pytest

from data import scenes
from data.detection import DetectionLoader
from models.fcn_squeeze import FCN
from models.squeezenet import SqueezeNet
from models.yolo import FastYOLO
from models.yolo_squeezenet import YOLOSqueezeNet
from predict import detection as draw
from predict import evaluate, evaluate_detection
from train import yolo
from train.parts import copied_layers, loop
from train.parts.detection.batches import converter
from train.parts.detection.rate import share

SMALL = ['--size', '112', '--width', '1', '--loaders', '0', '--epoch', '1', '-b', '4']


@pytest.fixture(scope='module')
def drawn(tmp_path_factory):
    """Folder of ten small scenes: eight to train on, two to test."""
    root = tmp_path_factory.mktemp('data') / 'scenes'
    scenes.make(str(root), number=10, side=48)
    return str(root)


def read(path):
    with open(str(path)) as f:
        return json.load(f)


def test_an_epoch_then_measured_and_drawn(drawn, tmp_path, script):
    out = tmp_path / 'run'
    status, printed, err = script(yolo.main, '--data', drawn, '--out', out, *SMALL)
    assert status == 0, err
    assert '5 classes' in printed and 'triangle' in printed
    facts = read(out / 'args.json')
    assert (facts['model'], facts['n_class'], facts['width']) == ('yolo_fast', 5, 1)
    assert facts['structure'] == {'size': 112} and facts['classes'] == list(scenes.CLASSES)
    (entry,) = read(out / 'log')
    assert entry['iteration'] == 2 and 1 < entry['main/loss'] < 100
    assert 0 <= entry['validation/main/map'] <= 1 and 0 < entry['validation/main/iou'] < 1
    for name in ('loss.png', 'iou.png', 'map.png', 'examples.png', 'model_best.npz'):
        assert (out / name).exists(), name

    status, printed, err = script(evaluate_detection.main, out)
    assert status == 0, err
    found = read(out / 'evaluation.json')
    # What is measured of the run is what the training tested.
    assert found['mean AP 2007'] == pytest.approx(entry['validation/main/map'], abs=1e-6)
    assert found['pictures'] == 2 and found['data'] == drawn
    assert 'AP 2007' in printed and 'localization' in printed and 'background' in printed

    picture = os.path.join(drawn, 'JPEGImages', 'scenes_000002.jpg')
    status, printed, err = script(
        draw.main, out, picture, '-o', tmp_path / 'seen', '--threshold', 0
    )
    assert status == 0, err
    told = read(tmp_path / 'seen' / 'scenes_000002.json')
    assert (tmp_path / 'seen' / 'scenes_000002.png').exists()
    assert told['objects'] and told['objects'][0]['class'] in scenes.CLASSES
    # A detector is no segmentation network.
    assert script(evaluate.main, out)[0] == 1


def test_resumed_after_a_kill(drawn, killed_and_resumed):
    """Moves, light, flips, drop-out and the rate of each step."""
    options = ['--data', drawn, '--size', 112, '--width', 1, '--loaders', 0, '-e', 6, '-b', 4]
    whole, broken, log = killed_and_resumed('train.yolo', options, 'snapshot_iter_4')
    assert len(log) == 6
    with numpy.load(str(whole / 'model_final.npz')) as a:
        with numpy.load(str(broken / 'model_final.npz')) as b:
            for name in a.files:
                numpy.testing.assert_allclose(a[name], b[name], rtol=1e-4, atol=1e-6, err_msg=name)


def test_without_data_scenes_are_drawn_here(tmp_path, script, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = scenes.make
    monkeypatch.setattr(scenes, 'make', lambda root: made(root, number=5, side=40))
    status, printed, err = script(yolo.main, *(SMALL + ['--loaders', 1]))
    # Pictures differ in size: there is room for the largest.
    assert status == 0 and 'memory' not in err, err
    status, printed, err = script(evaluate_detection.main, 'runs/yolo')
    assert status == 0, err
    assert read('runs/yolo/evaluation.json')['data'].endswith('scenes')


@pytest.mark.parametrize('rate', [0, 0.1])
def test_squeezenet_s_layers_at_their_own_rate(rate, drawn, tmp_path, script):
    numpy.random.seed(0)
    net = SqueezeNet(7, 12)
    loop.save(str(tmp_path / 'squeezenet.npz'), net)
    out = tmp_path / 'run'
    options = SMALL + ['--variant', 'squeezenet', '--width', 12, '--copied-rate', rate]
    status, printed, err = script(
        yolo.main, '--data', drawn, '--out', out, '--init-weights', tmp_path / 'squeezenet.npz',
        '--weight-decay', 0, *options
    )  # fmt: skip
    assert status == 0, err
    assert '/fire9/conv3/W' in printed
    assert read(out / 'args.json')['model'] == 'yolo_squeezenet'
    with numpy.load(str(out / 'model_final.npz')) as trained:
        moved = abs(trained['fire9/conv3/W'] - net.fire9.conv3.W.array).max()
        assert moved == 0 if rate == 0 else 0 < moved < 1e-3
        # Of real pictures' features.
        assert trained['standard/avg_var'].std() > 0


def test_goes_on_from_its_own_weights(drawn, tmp_path, script, refused):
    numpy.random.seed(0)
    model = FastYOLO(5, 1, 112)
    loop.save(str(tmp_path / 'first.npz'), model)
    options = ['--data', drawn, '--init-weights', tmp_path / 'first.npz'] + SMALL
    status, _, err = script(yolo.main, '--out', tmp_path / 'run', '--lr', 1e-30, *options)
    assert status == 0, err
    with numpy.load(str(tmp_path / 'run' / 'model_final.npz')) as trained:
        numpy.testing.assert_allclose(trained['conv5/W'], model.conv5.W.array, atol=1e-7)
    line = refused(yolo.main, '--out', tmp_path / 'other', *(options + ['--width', 2]))
    assert 'FastYOLO of width 1' in line and not (tmp_path / 'other').exists()


@pytest.mark.parametrize('variant, network, width', [
    ('fast', FastYOLO, 1), ('squeezenet', YOLOSqueezeNet, 12),
])  # fmt: skip
def test_other_classes_begin_with_a_last_layer_that_says_nothing(
    variant, network, width, drawn, tmp_path, script
):
    numpy.random.seed(0)
    trained = network(7, width, 112)
    # As loud as a trained one, under which a last layer at random is far from every box.
    before = trained.conv24 if variant == 'squeezenet' else trained.fc11
    before.W.array *= 100
    if variant == 'squeezenet':
        trained.standard.avg_mean[...] = 3
    loop.save(str(tmp_path / 'seven.npz'), trained)
    out = tmp_path / 'run'
    status, printed, err = script(
        yolo.main, '--data', drawn, '--out', out, '--init-weights', tmp_path / 'seven.npz',
        '--lr', 1e-30, *(SMALL + ['--variant', variant, '--width', width])
    )  # fmt: skip
    assert status == 0, err
    assert 'of another shape: ' in printed
    assert read(out / 'log')[0]['main/loss'] < 20
    with numpy.load(str(out / 'model_final.npz')) as found:
        name = 'conv24' if variant == 'squeezenet' else 'fc11'
        numpy.testing.assert_allclose(found[name + '/W'], before.W.array, rtol=1e-5)
        if variant == 'squeezenet':
            # What the copied layers were trained under stays.
            assert (found['standard/avg_mean'] == 3).all()


def test_what_was_not_copied_learns_beside_what_stays(drawn, tmp_path):
    """Post 001's network, whose fire4 is not SqueezeNet's."""
    numpy.random.seed(0)
    path = str(tmp_path / 'post.npz')
    loop.save(path, FCN(3, 48))
    model = YOLOSqueezeNet(5, 48, 112)
    args = argparse.Namespace(init_weights=path, copied_rate=0, resume=None)
    train = DetectionLoader(drawn).train
    copied = yolo.start(args, model, train)
    assert not model.fixed
    optimizer = chainer.optimizers.Adam(1e-3).setup(model)
    copied_layers.slow_down(copied, 0)
    before = {name: param.array.copy() for name, param in model.namedparams()}
    batch = converter(112)([train[i] for i in range(2)], chainer.get_device('@numpy'))
    optimizer.update(model, *batch)
    stays = {id(param) for param in copied}
    for name, param in model.namedparams():
        assert (param.array == before[name]).all() == (id(param) in stays), name
    assert id(model.fire4.conv1.W) not in stays and id(model.fire3.conv1.W) in stays


def test_difficult_objects_alone_are_refused(drawn, tmp_path, refused, monkeypatch):
    data = tmp_path / 'hard'
    shutil.copytree(drawn, str(data))
    loader = DetectionLoader(drawn)
    for name in loader.test.names:
        path = data / 'Annotations' / (name + '.xml')
        path.write_text(path.read_text().replace('difficult>0<', 'difficult>1<'))
    words = ['--data', data, '--out', tmp_path / 'run'] + SMALL
    assert 'test pictures, but difficult ones' in refused(yolo.main, *words)
    # Nor does what passed that check write a mean of nothing into the log.
    monkeypatch.setattr(yolo.inventory, 'objects_table', lambda *args: '')
    assert 'nothing to test on' in refused(yolo.main, *words)
    assert not (tmp_path / 'run' / 'log').exists()


def test_a_rate_of_layers_that_nothing_was_copied_into(drawn, tmp_path, refused):
    words = ['--data', drawn, '--out', tmp_path / 'run', '--copied-rate', 0]
    assert '--copied-rate 0: is of layers' in refused(yolo.main, *(words + SMALL))


@pytest.mark.parametrize('inner, told', [
    ('', 'is the folder of the data'), ('JPEGImages', 'is, or lies in,'),
    (os.path.join('Annotations', 'run'), 'is, or lies in,'),
])  # fmt: skip
def test_a_run_among_its_pictures_is_refused(inner, told, drawn, refused):
    out = os.path.join(drawn, inner)
    before = os.listdir(drawn)
    assert told in refused(yolo.main, '--data', drawn, '--out', out, *SMALL)
    assert os.listdir(drawn) == before and not os.path.exists(os.path.join(out, 'args.json'))


def test_no_folder_of_boxes_is_refused(tmp_path, refused):
    (tmp_path / 'empty').mkdir()
    line = refused(yolo.main, '--data', tmp_path / 'empty', '--out', tmp_path / 'run', *SMALL)
    assert 'has no boxes' in line and not (tmp_path / 'run' / 'args.json').exists()


def test_pictures_of_another_network_s_classes_are_refused(drawn, tmp_path, script, refused):
    out = tmp_path / 'run'
    assert script(yolo.main, '--data', drawn, '--out', out, *SMALL)[0] == 0
    other = tmp_path / 'other'
    scenes.make(str(other), number=5, side=40)
    (other / 'classes.txt').write_text('circle\nsquare\ntriangle\nring\nstar\n')
    line = refused(evaluate_detection.main, out, '--data', other)
    assert "class 3 is 'ring'" in line and "'star'" in line


def test_rate_of_the_paper():
    # 135 epochs: raised over 5, 75 in all, 30 of a tenth, 30 of a hundredth.
    assert share(0) == pytest.approx(0.1) and share(2.5 / 135) == pytest.approx(0.55)
    assert share(5.1 / 135) == share(74.9 / 135) == 1
    assert share(75.1 / 135) == share(104.9 / 135) == pytest.approx(0.1)
    assert share(105.1 / 135) == share(1) == pytest.approx(0.01)


def test_difficult_objects_are_not_learnt(drawn):
    x, boxes, labels, _ = DetectionLoader(drawn).train[0]
    convert = converter(112)
    for difficult, number in ((numpy.zeros(len(labels), bool), len(labels)), (labels >= 0, 0)):
        batch = convert([(x, boxes, labels, difficult)], chainer.get_device('@numpy'))
        assert [part.shape for part in batch] == [(1, 3, 112, 112), (1, 7, 7, 4), (1, 7, 7)]
        assert (batch[2] >= 0).sum() == number
