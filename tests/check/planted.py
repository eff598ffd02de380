"""Faults planted into a training script, and the question of check that must find each.

    python -m tests.check.planted --out results/check/planted.md

trains nothing; the table says which verdict each fault got, where every question is right without.
"""

import argparse
import os
import tempfile
from unittest import mock

import chainer.functions as F
import numpy

from check import distribution, learning, moves, own_example, paths, rate, seen, start
from check.finding import RIGHT, WRONG
from check.session import Session
from cli import files
from data import shapes, voc
from data.pictures import preprocess
from models.fcn16s import MyFcn16sWithAnySize
from models.parts import segmentation
from models.parts.vgg_blocks import VGGBlocks

STEPS = 24


def _get_example(change):
    """The data set with ``change(x, t)`` in the place of its pairs."""
    actual = voc.SegmentationDataset.get_example
    return mock.patch.object(
        voc.SegmentationDataset, 'get_example', lambda self, i: change(*actual(self, i))
    )


def _score(change):
    """FCN-16s with ``change(scores)``."""
    actual = MyFcn16sWithAnySize.score
    return mock.patch.object(
        MyFcn16sWithAnySize, 'score', lambda self, x, size: change(actual(self, x, size))
    )


def _pools(change):
    """VGG's blocks on ``change(x)``."""
    actual = VGGBlocks.pools
    return mock.patch.object(VGGBlocks, 'pools', lambda self, x: actual(self, change(x)))


def _mean_exchanged(x, t):
    mean = numpy.array(voc.MEAN, 'f')
    return x + (mean - mean[::-1])[:, None, None], t


def _twice(x, t):
    return x - numpy.array(voc.MEAN, 'f')[:, None, None], t


def _flipped_alone():
    return mock.patch.object(
        preprocess, 'flipped', lambda x, t, right, down: (x[..., :: 1 - 2 * right], t)
    )


def _layer_cut_off():
    actual = VGGBlocks.pools

    def pools(self, x):
        pool3, pool4, pool5 = actual(self, x)
        return pool3, pool4.array, pool5.array

    return mock.patch.object(VGGBlocks, 'pools', pools)


def _blind():
    actual = segmentation.Segmentation.__call__
    return mock.patch.object(
        segmentation.Segmentation, '__call__', lambda self, x, t: actual(self, x * 0, t)
    )


def _large_scores():
    actual = segmentation.Segmentation.__call__

    def call(self, x, t):
        self.score_pool5.W.array[...] = numpy.random.RandomState(0).normal(
            0, 3, self.score_pool5.W.shape
        )
        return actual(self, x, t)

    return mock.patch.object(segmentation.Segmentation, '__call__', call)


def _test_in_training():
    actual = voc.MiniBatchLoaderWithAnySize.__init__

    def init(self, *args, **kwargs):
        actual(self, *args, **kwargs)
        self.train = voc.SegmentationDataset(
            args[0], self.train.names + self.test.names[:1], self.n_class
        )

    return mock.patch.object(voc.MiniBatchLoaderWithAnySize, '__init__', init)


FAULTS = [
    ('labels shifted by three pixels', 'fcn16s', seen.FILES,
     lambda: _get_example(lambda x, t: (x, numpy.roll(t, 3, 1)))),
    ('the mean subtracted twice', 'fcn16s', seen.FILES, lambda: _get_example(_twice)),
    ("the mean's channels in another order", 'fcn16s', seen.FILES,
     lambda: _get_example(_mean_exchanged)),
    ('pictures flipped without their labels', 'fcn_squeeze', seen.TOGETHER, _flipped_alone),
    ('a view in the place of a transpose', 'fcn16s', own_example.QUESTION,
     lambda: _pools(lambda x: x.transpose(1, 0, 2, 3).reshape(x.shape))),
    ('scores minus the mean of the batch', 'fcn16s', paths.BATCH,
     lambda: _score(lambda h: h - 2 * F.broadcast_to(F.mean(h, 0, keepdims=True), h.shape))),
    ('the blocks cut off from the loss', 'fcn16s', moves.QUESTION, _layer_cut_off),
    ('the input set to nothing', 'fcn16s', learning.CONSTANT, _blind),
    ('the scores thrown away', 'fcn16s', learning.BY_HEART, lambda: _score(lambda h: h * 0)),
    ('scores that start too large', 'fcn16s', start.QUESTION, _large_scores),
    ('a picture of the test in training', 'fcn16s', distribution.APART, _test_in_training),
    ('a rate a thousand times too large', 'fcn16s', rate.QUESTION, None),
]  # fmt: skip

# The one of each fault is enough: what starts processes takes long.
CHECKS = {
    seen.FILES: lambda s, out: seen.check(s, out),
    seen.TOGETHER: lambda s, out: seen.check(s, out),
    own_example.QUESTION: lambda s, out: [own_example.check(s)],
    paths.BATCH: lambda s, out: [paths.check_batch(s)],
    moves.QUESTION: lambda s, out: [moves.check(s)],
    learning.CONSTANT: lambda s, out: learning.check(s, STEPS),
    learning.BY_HEART: lambda s, out: learning.check(s, STEPS),
    start.QUESTION: lambda s, out: [start.check(s)],
    distribution.APART: lambda s, out: distribution.check(s, out),
    rate.QUESTION: lambda s, out: [rate.check(s, out, STEPS)],
}


def asked(script, question, folder, options=()):
    """The finding of one question about a narrow network on a few drawn scenes."""
    data = os.path.join(folder, 'shapes')
    if not os.path.isdir(data):
        shapes.make(data, number=10, side=64)
    out = os.path.join(folder, 'out')
    os.makedirs(out, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as run:
        session = Session('train.' + script, [
            '--data', data, '--width', '24' if script == 'fcn_squeeze' else '4', '--loaders', '0',
            '-b', '4', '--out', os.path.join(run, 'run'),
        ] + list(options))  # fmt: skip
        found = CHECKS[question](session, out)
        session.close()
    return next(f for f in found if f.question == question)


def planted(fault, folder):
    """The finding of a fault's question, with the fault in place."""
    _, script, question, patch = fault
    if patch is None:
        return asked(script, question, folder, ['--lr', '0.5'])
    with patch():
        return asked(script, question, folder)


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('--out', '-o', required=True, help='Markdown file to write')
    args = p.parse_args()
    lines = ['| fault | asked | without it | with it | what was said |', '|---|---|---|---|---|']
    with tempfile.TemporaryDirectory() as folder:
        for fault in FAULTS:
            clean, found = asked(fault[1], fault[2], folder), planted(fault, folder)
            row = fault[0], fault[2], clean.verdict, found.verdict, found.words
            lines.append('| {} |'.format(' | '.join(row)))
            print(lines[-1], flush=True)
            assert (clean.verdict, found.verdict) == (RIGHT, WRONG), row
    files.write_text(args.out, '\n'.join(lines) + '\n')


if __name__ == '__main__':
    main()
