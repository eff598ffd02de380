"""The steps of the GPU check, tiny and on the CPU."""

import importlib
import sys

import chainer
import pytest
from chainer.backends import cuda

from benchmarks.gpu_check import precision, steps
from benchmarks.gpu_check.row import holds
from benchmarks.gpu_check.works import GOAL, WORKS
from predict.parts.networks import NETWORKS

CPU = '@numpy'
OF_PICTURES = [name for name, work in WORKS.items() if 'x3x' in work.what]
SMALL = {'size': [64, 64], 'width': 2}
SETTING = steps.Setting(True, False)


@pytest.fixture(autouse=True)
def no_cudnn(monkeypatch):
    # Also where it is installed: nothing here has a GPU.
    monkeypatch.setattr(cuda, 'cudnn_enabled', False)


def function(target):
    module, name = target.split(':')
    return getattr(importlib.import_module('benchmarks.sides.' + module), name)


def ours(work):
    return function(work.ours)(device=CPU, **dict(work.arguments or {}, **SMALL))


def test_every_network_is_timed():
    assert set(NETWORKS) < set(WORKS)
    assert [name for name, work in WORKS.items() if work.goal] == ['fcn32s', 'fcn8s', 'segnet']


@pytest.mark.parametrize('name', OF_PICTURES)
def test_a_step(name):
    assert ours(WORKS[name])() == 1


def test_a_block_of_words():
    assert function(WORKS['skip_gram'].ours)(device=CPU)() == 1000


@pytest.mark.parametrize('name', [name for name in OF_PICTURES if WORKS[name].peer])
def test_both_sides_have_the_same_network(name, monkeypatch):
    torch = pytest.importorskip('torch')
    seen = []

    def to(network, device):
        seen.append(network)
        return network

    monkeypatch.setattr(torch.nn.Module, 'to', to)
    monkeypatch.setattr(chainer.Link, 'to_device', to)
    assert function(WORKS[name].peer)(device='cpu', **SMALL)() == 1
    ours(WORKS[name])()
    theirs, own = seen[0].parameters(), seen[-1].params()
    assert sorted(tuple(p.shape) for p in theirs) == sorted(p.shape for p in own)


def test_all_sides_work_in_turn():
    (off, on) = steps.rows(CPU, names=['fcn32s'], rounds=2, repeats=1, small=SMALL)
    assert off.what == 'FCN-32s, 1x3x375x500, TF32 off' and on.what.endswith('TF32 on')
    assert off.unit == 's' and 0 < off.figure < 60 and holds(off)
    assert list(off.facts['seconds']) == [steps.WITHOUT]
    assert 0 < off.facts['gib'][steps.WITHOUT] < 24
    assert off.facts['versions'][steps.WITHOUT]['chainer'] == chainer.__version__
    assert (off.facts['tf32'], on.facts['tf32']) == (False, True)


def test_against_pytorch():
    pytest.importorskip('torch')
    told = list(steps.rows(CPU, sys.executable, ['segnet'], rounds=3, repeats=1, small=SMALL))
    for one in told:
        low, high = one.facts['spread']
        assert 0 < low <= one.figure <= high
        assert set(one.facts['seconds']) == {steps.WITHOUT, steps.TORCH}
        # The goal is for cuDNN.
        assert one.limit is None
        assert 'torch' in one.facts['versions'][steps.TORCH]


def test_a_side_that_ends_early_is_told(capsys):
    wrong = {'size': [64, 64], 'width': -1}
    told = list(steps.rows(CPU, names=['fcn32s'], rounds=1, repeats=1, small=wrong))
    assert [holds(one) for one in told] == [False, False]
    assert 'did not run' in told[0].what
    assert 'ended early' in capsys.readouterr().out


def names(work, setting, torch='python'):
    return [name for name, _ in steps.targets(WORKS[work], setting, CPU, torch, 1)]


def test_sides_with_cudnn_and_without(monkeypatch):
    assert names('fcn32s', SETTING) == [steps.WITHOUT, steps.TORCH]
    assert names('fcn32s', SETTING, None) == [steps.WITHOUT]
    assert names('skip_gram', SETTING) == [steps.WITHOUT]
    monkeypatch.setattr(cuda, 'cudnn_enabled', True)
    assert names('fcn32s', SETTING) == [steps.CUDNN, steps.WITHOUT, steps.TORCH]
    # There is nothing to choose from without it.
    assert names('fcn32s', steps.Setting(False, True)) == [steps.CUDNN, steps.TORCH]


class Fake:
    """A side that answers at once."""

    seconds = {steps.CUDNN: 1.0, steps.WITHOUT: 4.0, steps.TORCH: 2.0}
    environs = []

    def __init__(self, target, command, environ):
        self._name = target
        self.environs.append(environ)

    def wait(self):
        return {}

    def work(self):
        return [self.seconds[self._name], 0.5]

    def end(self):
        pass


def test_both_sides_are_told_the_same(monkeypatch):
    monkeypatch.setattr(cuda, 'cudnn_enabled', True)
    monkeypatch.setattr(steps, 'Side', Fake)
    found = dict(steps.targets(WORKS['fcn32s'], SETTING, CPU, 'python', 5))
    assert all('"tuned": false' in one[-1] for one in found.values())
    assert '"tf32": true' in found[steps.TORCH][-1]
    assert '"cudnn": false' in found[steps.WITHOUT][-1]
    facts = steps.measure(found, SETTING, 3)
    assert Fake.environs == [precision.environ(True)] * 3
    assert facts['ratio'] == 0.5 and facts['spread'] == [0.5, 0.5]
    assert facts['seconds'][steps.WITHOUT] == 4


def test_the_goal_is_judged_as_the_scripts_run(monkeypatch):
    monkeypatch.setattr(cuda, 'cudnn_enabled', True)
    facts = {'seconds': {steps.CUDNN: 1, steps.TORCH: 1}, 'ratio': 1.3}
    monkeypatch.setattr(steps, 'measure', lambda *rest: dict(facts))
    told = list(steps.rows(CPU, 'python', ['fcn8s', 'fcn16s']))
    assert [one.limit for one in told] == [GOAL, GOAL, None, None, None, None]
    assert [holds(one) for one in told] == [False, False, True, True, True, True]
    ways = [one.what.partition('TF32')[2] for one in told[:4]]
    assert ways == [' off', ' on', ' off, tuned', ' on, tuned']
