"""The scripts that start from weights take those of this repository's own networks."""

import numpy
import pytest

from models.fcn8s import MyFcn8sWithAnySize
from models.fcn16s import MyFcn16sWithAnySize
from models.fcn32s import MyFcn32sWithAnySize
from models.segnet import SegNet
from models.segnet_basic import SegNetBasic
from models.vggnet import VGGNet
from train import fcn8s, fcn8s_atonce, fcn16s, fcn32s, segnet
from train.parts import loop

FCNS = [fcn32s.main, fcn16s.main, fcn8s.main, fcn8s_atonce.main]


@pytest.fixture
def start(tiny, tmp_path, script, monkeypatch):
    """Start a script from a network's weights; gives the network that it would train."""
    found = []
    monkeypatch.setattr(
        'train.parts.segmentation.train', lambda *args: found.append(args[3].target)
    )

    def call(main, model, *more):
        path = tmp_path / 'named-for-nothing'
        loop.save(str(path), model)
        status, out, err = script(
            main, '--data', tiny, '--out', tmp_path / 'run', '--init-weights', path, *more
        )
        assert status == 0, err
        assert 'copied /conv1' in out
        return found.pop()

    return call


@pytest.mark.parametrize('main', FCNS)
@pytest.mark.parametrize(
    'source', [MyFcn32sWithAnySize, MyFcn16sWithAnySize, MyFcn8sWithAnySize, VGGNet]
)
def test_every_fcn_from_every_fcn(start, main, source):
    trained = source(21, width=2) if source is not VGGNet else VGGNet(5, 32, 2)
    for param in trained.params():
        param.array[...] = numpy.random.normal(size=param.shape)
    wanted = dict(trained.namedparams())
    for name, param in start(main, trained).namedparams():
        if name in wanted:
            numpy.testing.assert_array_equal(param.array, wanted[name].array, name)


def test_other_classes_get_scores_of_their_own(start):
    model = start(fcn32s.main, MyFcn32sWithAnySize(4, 2))
    assert model.score_pool5.b.shape == (21,)


@pytest.mark.parametrize('variant, network', [('basic', SegNetBasic), ('vgg', SegNet)])
def test_a_segnet_with_its_averages(start, variant, network):
    trained = network(21, 2)
    for link in trained.links():
        if hasattr(link, 'avg_mean'):
            link.avg_mean[...] = numpy.random.normal(size=link.avg_mean.shape)
    expected = {n: link.avg_mean for n, link in trained.namedlinks() if hasattr(link, 'avg_mean')}
    model = start(segnet.main, trained, '--variant', variant)
    for name, link in model.namedlinks():
        if name in expected:
            numpy.testing.assert_array_equal(link.avg_mean, expected[name], name)
