"""Classifiers looked into: layers, maps and the likeliest classes of the whole picture."""

import chainer
import numpy
import pytest

from cli import run_folder
from look.inside import networks
from look.inside.recording import Recording
from models.squeezenet import SqueezeNet
from models.vggnet import VGGNet
from predict.parts import classifiers
from train import spp_net, vggnet
from train.parts import loop

PICTURE = numpy.random.RandomState(0).randint(0, 256, (120, 90, 3)).astype('u1')


def recorded(network):
    return Recording(network, PICTURE, lambda share: None)


def check(recording, expected, names):
    """Scores as the network gives them, most probable first, wherever one points."""
    numpy.testing.assert_allclose(recording.output[0], expected, rtol=1e-4, atol=1e-5)
    found = recording.scores(0.2, 0.9)
    assert [each['class'] for each in found] == (-expected).argsort(kind='stable').tolist()
    assert [each['name'] for each in found] == [names[each['class']] for each in found]
    assert sum(each['share'] for each in found) == pytest.approx(1)
    assert recording.told()['legend'] == []


@pytest.fixture
def run(tmp_path, script):
    """Train a script for a step; gives the run's folder."""

    def train(module, *options):
        given = ['--number', 5, '--width', 3, '-e', 1, '-b', 4, '--loaders', 0]
        status, _, err = script(module.main, '--out', tmp_path / 'run', *(given + list(options)))
        assert status == 0, err
        return str(tmp_path / 'run')

    return train


def opened(folder):
    facts = run_folder.read(folder)
    assert networks.kind({networks.trained.FINAL}, facts) == networks.PICTURES
    return networks.load(folder, facts)


@pytest.mark.parametrize('view, height', [('crop', 84), ('whole', 112)])
def test_spp_net(view, height, run):
    network = opened(run(spp_net, '--sizes', 84, '--view', view))
    recording = recorded(network)
    assert recording.told()['input'] == (1, 3, height, 84)
    with chainer.using_config('train', False):
        expected = network.model.score(network.prepare(PICTURE)).array[0]
    check(recording, expected, network.classes)
    assert {step.link for step in recording.steps} >= {'/conv1', '/conv5', '/fc6', '/fc8'}
    (conv5,) = [step.number for step in recording.steps if step.link == '/conv5']
    assert (
        recording.maps(conv5).shape
        == (8,) + network.model.features(network.prepare(PICTURE)).shape[2:]
    )
    said = recording.speaking(conv5, 0, 3, 0.5, 0.5, lambda share: None)
    assert len(said) == 8 and any(said)


def test_vggnet(run):
    network = opened(run(vggnet, '--size', 32))
    with chainer.using_config('train', False):
        expected = network.model.score(network.prepare(PICTURE)).array[0]
    check(recorded(network), expected, network.classes)
    assert isinstance(network.model, VGGNet) and network.classes[0] == 'background'


def test_squeezenet(tmp_path):
    numpy.random.seed(0)
    path, names = str(tmp_path / 'squeezenet.npz'), ['ant', 'bee', 'cat']
    loop.save(path, SqueezeNet(3, 12))
    network = networks.Classifier(classifiers.of_imagenet(path, names))
    recording = recorded(network)
    assert recording.told()['input'] == (1, 3, 227, 227)
    with chainer.using_config('train', False):
        expected = network.model.score(network.prepare(PICTURE)).array[0]
    check(recording, expected, names)
