"""train.unet on small data: weighted and not, killed and resumed, measured, what it refuses."""

import json

import numpy
import pytest

from data import borders, cells, class_balance
from data.voc import MiniBatchLoaderWithAnySize
from predict import evaluate
from predict import segmentation as draw
from train import unet

SMALL = ['--width', '2', '--loaders', '0', '--epoch', '1', '--tile', '20']


@pytest.fixture(scope='module')
def tissue(tmp_path_factory):
    """Folder of five small pictures of cells: four to train on, one to test."""
    root = tmp_path_factory.mktemp('data') / 'cells'
    cells.make(str(root), number=5, side=48)
    return str(root)


def read(path):
    with open(str(path)) as f:
        return json.load(f)


def test_an_epoch_on_drawn_cells_then_measured_and_drawn(tissue, tmp_path, script):
    out = tmp_path / 'run'
    status, _, err = script(unet.main, '--data', tissue, '--out', out, *SMALL)
    assert status == 0, err
    facts = read(out / 'args.json')
    assert (facts['model'], facts['n_class'], facts['width']) == ('unet', 2, 2)
    assert facts['classes'] == list(cells.CLASSES)
    expected = class_balance.of_dataset(MiniBatchLoaderWithAnySize(tissue).train)
    assert facts['class_weight'] == pytest.approx(expected.tolist())
    (entry,) = read(out / 'log')
    assert entry['iteration'] == 4 and 0.1 < entry['main/loss'] < 50

    status, printed, err = script(evaluate.main, out)
    assert status == 0, err
    found = read(out / 'evaluation.json')['cells']
    assert found['pixel error'] == pytest.approx(
        1 - read(out / 'evaluation.json')['pixel accuracy']
    )
    assert 'pixel error' in printed and 'V_Rand' in printed and 'V_Info' in printed
    assert '{} of {} pairs'.format(found['kept apart'], found['touching']) in printed
    assert found['touching'] > 3

    picture = tissue + '/JPEGImages/cells_000002.png'
    status, printed, err = script(
        draw.main, out, picture, '--labels', tissue + '/SegmentationClass', '-o', tmp_path / 'seen'
    )
    assert status == 0, err
    assert (tmp_path / 'seen' / 'cells_000002_overlay.png').exists()


@pytest.mark.parametrize('border, balance', [(0, 0), (0, 1), (10, 0), (10, 1)])
def test_weights_of_the_first_step(border, balance, tissue, tmp_path, script, monkeypatch):
    """Of a network whose scores are all zero: ln 2 for a pixel, times its weight."""
    loader = MiniBatchLoaderWithAnySize(tissue)
    seen = []

    class Zero(unet.UNet):
        def __init__(self, *args):
            super(Zero, self).__init__(*args)
            self.conv_u0d_score.W.array[...] = 0

        def __call__(self, x, t, *more):
            seen.append((t,) + more)
            return super(Zero, self).__call__(x, t, *more)

    monkeypatch.setattr(unet, 'UNet', Zero)
    out = tmp_path / 'run'
    options = ['--border', border, '--balance', balance, '--lr', '1e-30']
    status, _, err = script(unet.main, '--data', tissue, '--out', out, *(SMALL + options))
    assert status == 0, err
    classes = class_balance.of_dataset(loader.train) ** balance
    losses = []
    for t, *more in seen[:4]:
        assert len(more) == (border > 0)
        losses.append((classes[t] + (more[0] if more else 0)).mean() * numpy.log(2))
    assert read(out / 'log')[0]['main/loss'] == pytest.approx(numpy.mean(losses), rel=1e-4)


def test_without_data_cells_are_drawn_here(tmp_path, script, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = cells.make
    monkeypatch.setattr(cells, 'make', lambda root: made(root, number=3, side=32))
    status, printed, err = script(unet.main, *SMALL)
    assert status == 0, err
    assert 'cells: 2 classes' in printed
    status, printed, err = script(evaluate.main, 'runs/unet')
    assert status == 0, err
    assert read('runs/unet/evaluation.json')['data'].endswith('cells')


def test_borders_of_other_classes_are_refused(tiny, tmp_path, refused, script):
    options = ['--data', tiny, '--out', tmp_path / 'run']
    line = refused(unet.main, *(options + SMALL))
    assert 'of two classes, membrane and cell' in line and '--border 0' in line
    assert not (tmp_path / 'run').exists()
    assert script(unet.main, *(options + SMALL + ['--border', 0]))[0] == 0


def test_killed_and_resumed_ends_as_an_uninterrupted_run(tissue, killed_and_resumed):
    """Drop-out, bends, turns and the falling rate."""
    options = ['--data', tissue, '--width', 2, '-e', 4, '--loaders', 0, '--tile', 20]
    whole, broken, log = killed_and_resumed(
        'train.unet', options + ['--poly', 0.9], 'snapshot_iter_8'
    )
    assert len(log) == 4
    with numpy.load(str(whole / 'model_final.npz')) as a:
        with numpy.load(str(broken / 'model_final.npz')) as b:
            for name in a.files:
                numpy.testing.assert_allclose(a[name], b[name], rtol=1e-4, atol=1e-6, err_msg=name)


def test_touching_cells_are_what_the_weight_lies_on(tissue):
    _, t = MiniBatchLoaderWithAnySize(tissue).train[0]
    weight = borders.border_weight(t)
    assert weight[t == 0].mean() > 7
