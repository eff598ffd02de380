"""A training step of Fast YOLO at its full width, as ``train/yolo.py`` does."""

import collections

import chainer
import numpy
from chainer.optimizer_hooks import WeightDecay

from benchmarks.sides import training
from models.parts import grid
from models.yolo import FastYOLO
from train.yolo import LR, WEIGHT_DECAY

N_CLASS, N_PICTURES, SIZE = 20, 4, 448

Batch = collections.namedtuple('Batch', 'x told classes')
Batch.__doc__ = """Pictures float32 (4, 3, 448, 448), and what their cells are to say:
:func:`models.parts.grid.encode`."""


def batch():
    """Two objects a picture."""
    rng = numpy.random.RandomState(0)
    x = 60 * rng.randn(N_PICTURES, 3, SIZE, SIZE).astype(numpy.float32)
    pairs = []
    for _ in range(N_PICTURES):
        low = rng.randint(0, SIZE // 2, (2, 2))
        boxes = numpy.concatenate([low, low + rng.randint(64, SIZE // 2, (2, 2))], axis=1)
        pairs.append(grid.encode(boxes, rng.randint(0, N_CLASS, 2), (SIZE, SIZE)))
    told, classes = [numpy.stack(part) for part in zip(*pairs)]
    return Batch(x, told, classes)


def step():
    model = FastYOLO(N_CLASS)
    model.begin()
    optimizer = chainer.optimizers.Adam(LR)
    optimizer.setup(model)
    optimizer.add_hook(WeightDecay(WEIGHT_DECAY))
    return training.step(optimizer, *batch())
