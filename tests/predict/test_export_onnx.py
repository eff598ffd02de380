"""Exported networks, run by ONNX Runtime, against Chainer."""

import json
import sys

import chainer
import numpy
import pytest

from models.deeplab import DeepLabV3Plus
from models.fcn8s import MyFcn8sAtOnceWithAnySize, MyFcn8sWithAnySize
from models.fcn16s import MyFcn16sWithAnySize
from models.fcn32s import MyFcn32sWithAnySize
from models.fcn32s_paper import FCN32s
from models.unet import UNet
from models.yolo import YOLO, FastYOLO
from models.yolo_squeezenet import YOLOSqueezeNet
from predict import export_onnx
from predict.parts import classifiers
from train import spp_net
from train.parts import loop

NETWORKS = [
    MyFcn32sWithAnySize, FCN32s, MyFcn16sWithAnySize, MyFcn8sWithAnySize, MyFcn8sAtOnceWithAnySize,
]  # fmt: skip
SIZES = [(64, 64), (75, 101), (33, 40), (96, 31)]


def run(onnxruntime, exported, x):
    session = onnxruntime.InferenceSession(exported, providers=['CPUExecutionProvider'])
    assert [value.name for value in session.get_inputs()] == ['x']
    (score,) = session.run(['score'], {'x': x})
    return score


def near(network, score, x):
    with chainer.using_config('train', False), chainer.no_backprop_mode():
        expected = network.score(x, x.shape[2:]).array
    assert score.shape == expected.shape and expected.std() > 0.01
    assert numpy.abs(score - expected).max() < 1e-4 * max(1, expected.std())


@pytest.mark.parametrize('network', NETWORKS)
def test_same_scores_for_any_size(network):
    pytest.importorskip('onnx')
    onnxruntime = pytest.importorskip('onnxruntime')
    from predict.parts.onnx_graph import export

    numpy.random.seed(0)
    model = network(3, 4)
    for name, param in model.namedparams():
        if name.startswith('/score'):
            param.array[...] = numpy.random.normal(0, 0.1, param.shape)
    exported = export(model).SerializeToString()
    for number, size in enumerate(SIZES):
        # Two pictures at once, too.
        x = numpy.random.normal(0, 60, (1 + number % 2, 3) + size).astype('f')
        near(model, run(onnxruntime, exported, x), x)


@pytest.mark.parametrize('network, width', [(YOLO, 4), (FastYOLO, 2), (YOLOSqueezeNet, 12)])
def test_cells_of_yolo(network, width):
    pytest.importorskip('onnx')
    onnxruntime = pytest.importorskip('onnxruntime')
    from predict.parts.onnx_graph import export_cells

    numpy.random.seed(0)
    model = network(3, width, 112)
    model.last_layer.W.array *= 1e3
    exported = export_cells(model).SerializeToString()
    session = onnxruntime.InferenceSession(exported, providers=['CPUExecutionProvider'])
    for number in (1, 3):
        x = numpy.random.normal(0, 60, (number, 3, 112, 112)).astype('f')
        with chainer.using_config('train', False), chainer.no_backprop_mode():
            expected = model.cells(x).array
        (cells,) = session.run(['cells'], {'x': x})
        assert expected.std() > 0.01
        numpy.testing.assert_allclose(cells, expected, atol=1e-4 * abs(expected).max())


def test_tile_of_unet_for_any_of_its_sides():
    pytest.importorskip('onnx')
    onnxruntime = pytest.importorskip('onnxruntime')
    from predict.parts.onnx_graph import export

    numpy.random.seed(0)
    model = UNet(3, 4)
    exported = export(model).SerializeToString()
    for number, size in enumerate([(188, 188), (204, 284), (300, 188)]):
        x = numpy.random.normal(0, 60, (1 + number % 2, 3) + size).astype('f')
        score = run(onnxruntime, exported, x)
        with chainer.using_config('train', False), chainer.no_backprop_mode():
            expected = model.tile(x).array
        assert score.shape == (len(x), 3, size[0] - 184, size[1] - 184) == expected.shape
        assert expected.std() > 0.01
        assert numpy.abs(score - expected).max() < 1e-4


@pytest.mark.parametrize('decoder', [True, False])
@pytest.mark.parametrize('aspp', ['all', 'pooling'])
@pytest.mark.parametrize('size', [(64,), (90, 121)])
def test_deeplab_for_one_size(size, aspp, decoder, tmp_path, script):
    pytest.importorskip('onnx')
    onnxruntime = pytest.importorskip('onnxruntime')
    numpy.random.seed(0)
    structure = {'output_stride': 16, 'aspp': aspp, 'decoder': decoder}
    model = DeepLabV3Plus(5, 2, **structure)
    loop.save(str(tmp_path / 'model_final.npz'), model)
    facts = {'model': 'deeplab', 'n_class': 5, 'width': 2, 'structure': structure}
    (tmp_path / 'args.json').write_text(json.dumps(facts))
    out = tmp_path / 'deeplab.onnx'
    status, _, err = script(export_onnx.main, tmp_path, out, '--size', *size)
    assert status == 0, err
    for number in (1, 2):
        x = numpy.random.normal(0, 60, (number, 3) + (size * 2)[:2]).astype('f')
        near(model, run(onnxruntime, out.read_bytes(), x), x)


def test_deeplab_asks_for_a_size(untrained, tmp_path, refused, monkeypatch):
    monkeypatch.setattr(export_onnx, '_exporter', lambda: None)
    run = untrained('deeplab')
    for size in [], ['--size', 60, 80, 3]:
        line = refused(export_onnx.main, run, tmp_path / 'x.onnx', *size)
        assert 'give --size HEIGHT WIDTH' in line


def test_command(tmp_path, script):
    pytest.importorskip('onnx')
    onnxruntime = pytest.importorskip('onnxruntime')
    model = MyFcn32sWithAnySize(3, 2)
    model.score_pool5.W.array[...] = numpy.random.RandomState(0).normal(0, 0.1, (3, 16, 1, 1))
    loop.save(str(tmp_path / 'model_best.npz'), model)
    facts = {'model': 'fcn32s', 'n_class': 3, 'width': 2}
    (tmp_path / 'args.json').write_text(json.dumps(facts))
    out = tmp_path / 'fcn32s.onnx'
    status, printed, err = script(export_onnx.main, tmp_path, out)
    assert status == 0, err
    assert str(out) in printed
    x = numpy.random.RandomState(0).normal(0, 60, (1, 3, 45, 70)).astype('f')
    near(model, run(onnxruntime, out.read_bytes(), x), x)


@pytest.mark.parametrize('side, more', [
    (111, []), (96, ['--bins', 1, 3, 5]), (96, ['--no-pyramid', '--view', 'warp']),
])  # fmt: skip
def test_classifiers_at_their_own_size(side, more, tmp_path, script):
    """At 111 pixels 6 cells, where the windows of 4 bins are of different widths."""
    pytest.importorskip('onnx')
    onnxruntime = pytest.importorskip('onnxruntime')
    options = ['--number', 5, '--width', 4, '--sizes', side, '-e', 1, '-b', 5, '--loaders', 0]
    status, _, err = script(spp_net.main, '--out', tmp_path / 'run', *(options + more))
    assert status == 0, err
    out = tmp_path / 'classes.onnx'
    status, _, err = script(export_onnx.main, tmp_path / 'run', out)
    assert status == 0, err
    model = classifiers.of_run(str(tmp_path / 'run')).model
    x = numpy.random.RandomState(0).normal(0, 60, (3, 3, side, side)).astype('f')
    score = run(onnxruntime, out.read_bytes(), x)
    with chainer.using_config('train', False), chainer.no_backprop_mode():
        expected = model.score(x).array
    assert score.shape == expected.shape == (3, 20) and expected.std() > 0.01
    assert numpy.abs(score - expected).max() < 1e-4


def test_a_network_that_cannot_be_exported(untrained, tmp_path, refused, monkeypatch):
    monkeypatch.setattr(export_onnx, '_exporter', lambda: None)
    line = refused(export_onnx.main, untrained('fcn_squeeze'), tmp_path / 'x.onnx')
    assert 'a run of fcn_squeeze, which cannot be exported' in line


def test_without_onnx(tmp_path, refused, monkeypatch):
    monkeypatch.setitem(sys.modules, 'predict.parts.onnx_graph', None)
    out = tmp_path / 'fcn32s.onnx'
    line = refused(export_onnx.main, tmp_path, out)
    assert 'requirements/onnx.txt' in line and not out.exists()
