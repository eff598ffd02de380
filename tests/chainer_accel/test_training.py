"""Learning curves with the faster paths and without: closer than those of two seeds."""

import chainer
import numpy
import pytest

from data import shapes
from models.fcn_squeeze import FCN
from models.segnet_basic import SegNetBasic
from train.parts.recipes import post

STEPS = 8
# Weights that another seed starts from.
SEEDS = (0, 1, 2)


@pytest.fixture(scope='module')
def batches():
    pictures, labels = [], []
    for i in range(4):
        image, label = shapes.scene(0, i, 96)
        pictures.append(image[:64, :64].transpose(2, 0, 1) / 128.0 - 1)
        labels.append(label[:64, :64].astype('i'))
    x, t = numpy.array(pictures, 'f'), numpy.array(labels)
    t[t == 255] = -1
    return [(x[:2], t[:2]), (x[2:], t[2:])]


def _segnet():
    model = SegNetBasic(21, width=16)
    return model, post(model, 0.05)


def _squeeze():
    model = FCN(21, width=48)
    return model, chainer.optimizers.Adam(3e-3).setup(model)


def _curve(make, batches, level, seed):
    """Losses of some steps."""
    numpy.random.seed(seed)
    model, optimizer = make()
    losses = []
    with chainer.using_config('use_accel', level):
        for i in range(STEPS):
            x, t = batches[i % len(batches)]
            optimizer.update(model, x, t)
            losses.append(float(model.loss.array))
    return numpy.array(losses)


@pytest.mark.parametrize('make', [_segnet, _squeeze])
def test_curves(make, batches):
    own = numpy.array([_curve(make, batches, 'never', seed) for seed in SEEDS])
    assert (own[:, -2:].mean(axis=1) < 0.95 * own[:, :2].mean(axis=1)).all()  # It learns.
    spread = own.std(axis=0).mean()
    for level in ('numpy', 'auto'):
        for seed, wanted in zip(SEEDS[:2], own):
            off = abs(_curve(make, batches, level, seed) - wanted)
            assert off[0] < 1e-4 * wanted[0]
            assert off.mean() < spread, (level, seed, off.mean(), spread)
