"""``python -m chainer_accel`` leaves nothing to compile for the posts' networks."""

import os
import subprocess
import sys

import pytest

pytest.importorskip('numba')

# Steps of each network, narrow but wide enough for Winograd's algorithm; says what was compiled.
NETWORKS = """
import chainer
import numpy
from numba.core import event

compiled = []


class Listener(event.Listener):
    def on_start(self, event):
        compiled.append(event.data['dispatcher'].__qualname__)

    def on_end(self, event):
        pass


event.register('numba:compile', Listener())

from chainer_accel.sequences import lstm
from models.deeplab import DeepLabV3Plus
from models.fcn8s import MyFcn8sWithAnySize
from models.fcn_squeeze import FCN
from models.lstm import LSTM
from models.parts.lstm_sequence import predict
from models.segnet import SegNet
from models.segnet_basic import SegNetBasic

rng = numpy.random.RandomState(0)
x = rng.randn(2, 3, 64, 96).astype('f')
t = rng.randint(-1, 5, (2, 64, 96)).astype('i')


def steps(model, optimizer):
    optimizer.setup(model).add_hook(chainer.optimizer_hooks.WeightDecay(1e-4))
    for _ in range(2):
        optimizer.update(model, x, t)


steps(MyFcn8sWithAnySize(5, width=32), chainer.optimizers.MomentumSGD())
steps(FCN(5, width=48), chainer.optimizers.Adam())
model = SegNetBasic(5, width=16)
model.class_weight = numpy.ones(5, 'f')
steps(model, chainer.optimizers.MomentumSGD())
steps(SegNet(5, width=16), chainer.optimizers.MomentumSGD())
steps(DeepLabV3Plus(5, width=2, output_stride=8), chainer.optimizers.MomentumSGD())

model = LSTM(1, 4, 1)
y = predict(model, rng.randn(5, 3, 1).astype('f'), lstm.loops)
y.grad = y.array
y.backward()

words = numpy.arange(6, dtype='i')
embed = chainer.links.EmbedID(6, 4)
loss = chainer.links.NegativeSampling(4, [1] * 6, 2)
optimizer = chainer.optimizers.SGD().setup(chainer.ChainList(embed, loss))
optimizer.update(lambda: loss(embed(words), words))

print(len(compiled), *compiled)
"""


def test_nothing_is_left_to_compile(tmp_path):
    environment = dict(os.environ, NUMBA_CACHE_DIR=str(tmp_path), CHAINER_ACCEL='auto')

    def run(*args):
        command = [sys.executable] + list(args)
        return subprocess.check_output(command, env=environment, text=True)

    said = run('-m', 'chainer_accel').splitlines()
    assert said[0].startswith('1/') and said[-1].endswith(' s')
    assert run('-c', NETWORKS).split()[0] == '0'
    files = sorted(os.listdir(str(tmp_path)))
    # The second time all of it is there.
    run('-m', 'chainer_accel')
    assert sorted(os.listdir(str(tmp_path))) == files


def test_without_the_kernels():
    environment = dict(os.environ, CHAINER_ACCEL='numpy')
    command = [sys.executable, '-m', 'chainer_accel']
    done = subprocess.run(command, env=environment, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith('nothing to compile') and done.stderr.count('\n') == 1
