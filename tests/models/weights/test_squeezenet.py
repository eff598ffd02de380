"""SqueezeNet's weights from the files that people have."""

import os

import numpy
import pytest

from cli.errors import UserError
from models import weights
from models.fcn_squeezenet import FCNSqueezeNet
from models.squeezenet import SqueezeNet
from models.weights import deep_compression
from models.weights.copy_model import copy_model
from tests.models.weights_files import write_deep_compression, write_squeezenet_caffemodel
from train.parts import loop


@pytest.fixture
def net():
    """A whole SqueezeNet, a tenth of whose weights are one of 200 values, the rest 0."""
    rng = numpy.random.RandomState(0)
    values = rng.normal(0, 0.1, 200).astype('f')
    net = SqueezeNet()
    for name, param in net.namedparams():
        if name.endswith('/W'):
            chosen = values[rng.randint(0, 200, param.shape)]
            param.array[...] = numpy.where(rng.uniform(size=param.shape) < 0.1, chosen, 0)
        else:
            param.array[...] = rng.normal(0, 1, param.shape)
    return net


def same(found, expected):
    wanted = dict(expected.namedparams())
    assert {name for name, _ in found.namedparams()} == set(wanted)
    for name, param in found.namedparams():
        numpy.testing.assert_array_equal(param.array, wanted[name].array, name)


def test_deep_compression(net, tmp_path):
    path = tmp_path / 'weights'
    write_deep_compression(path, net)
    found = weights.load_trained(str(path))
    assert type(found) is SqueezeNet
    same(found, net)


def test_caffemodel(net, tmp_path):
    path = tmp_path / 'weights'
    write_squeezenet_caffemodel(path, net)
    same(weights.load_trained(str(path)), net)


def test_npz(net, tmp_path):
    path = str(tmp_path / 'squeezenet.npz')
    loop.save(path, net)
    same(weights.load_trained(path), net)


@pytest.mark.parametrize('change', ['cut', 'longer', 'empty'])
def test_a_file_of_another_size_is_none(net, tmp_path, change):
    path = tmp_path / 'weights'
    write_deep_compression(path, net)
    content = path.read_bytes()
    path.write_bytes({'cut': content[:-1], 'longer': content + b'0', 'empty': b''}[change])
    assert not deep_compression.is_squeezenet(str(path))
    with pytest.raises(UserError, match='weights'):
        weights.load_trained(str(path))


def test_a_gap_that_leads_behind_the_last_weight(net, tmp_path):
    path = tmp_path / 'weights'
    write_deep_compression(path, net)
    content = bytearray(path.read_bytes())
    # The last bytes are the gaps of conv10.
    content[-1000:] = b'\xff' * 1000
    path.write_bytes(content)
    with pytest.raises(UserError, match='damaged: conv10'):
        weights.load_trained(str(path))


def test_what_is_measured_goes_along_with_a_copy():
    src, dst = FCNSqueezeNet(3, 12), FCNSqueezeNet(5, 12)
    src.standard_pool9.avg_mean[...] = 9
    report = copy_model(src, dst)
    assert '/score_pool9/W' in report.different and '/fire9/conv3/W' in report.copied
    assert (dst.standard_pool9.avg_mean == 9).all()


@pytest.mark.skipif('REVISIT_DATA' not in os.environ, reason='real data: set REVISIT_DATA')
def test_the_published_file():
    path = os.path.join(os.environ['REVISIT_DATA'], 'weights', 'compressed_SqueezeNet.net')
    found = weights.load_trained(path)
    assert type(found) is SqueezeNet
    # The paper's table 1: a third of the weights is kept.
    kept = sum(numpy.count_nonzero(param.array) for param in found.params())
    assert 0.3 < kept / found.count_params() < 0.4
