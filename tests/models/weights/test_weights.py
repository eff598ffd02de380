"""VGG-16's weights from every file people have them in, compared layer by layer."""

import pickle
import zipfile

import chainer
import chainer.functions as F
import numpy
import pytest
from chainer import serializers
from chainer.links import VGG16Layers

from cli.errors import UserError
from data.pictures.picture import MEAN, to_input
from models import weights
from models.deeplab import DeepLabV3Plus
from models.parts.aspp import KINDS
from models.vggnet import VGGNet
from models.weights.torchvision_vgg import DEVIATION
from models.weights.torchvision_vgg import MEAN as TORCHVISION_MEAN
from tests.models.weights_files import torchvision_arrays, write_caffemodel, write_torch


@pytest.fixture
def vgg():
    """A narrow VGGNet for pictures of 64 x 64 whose biases are not zero either."""
    numpy.random.seed(0)
    model = VGGNet(n_class=5, size=64, width=2)
    for param in model.params():
        param.array[...] = numpy.random.normal(0, 0.3, param.shape)
    return model


def same(model, expected, but=()):
    """Every layer is the expected one's, but those named."""
    assert (model.fc8.W.shape, model.fc6.W.shape) == (expected.fc8.W.shape, expected.fc6.W.shape)
    wanted = dict(expected.namedparams())
    for name, param in model.namedparams():
        assert param.dtype == numpy.float32
        if name not in but:
            numpy.testing.assert_array_equal(param.array, wanted[name].array, name)


@pytest.mark.parametrize('old', [True, False])
def test_caffemodel(vgg, tmp_path, old):
    path = tmp_path / 'weights'
    write_caffemodel(path, vgg, old)
    same(weights.load_vggnet(str(path)), vgg)


def test_caffe_takes_the_input_that_we_take(vgg, tmp_path):
    """Chainer's emulation of Caffe, which shares no code with VGGNet, gives the same scores."""
    path = tmp_path / 'vgg.caffemodel'
    write_caffemodel(path, vgg)
    x = numpy.random.RandomState(1).normal(0, 60, (1, 3, 64, 64)).astype('f')
    caffe = chainer.links.caffe.CaffeFunction(str(path))
    with chainer.using_config('train', False):
        (expected,) = caffe(inputs={'data': x}, outputs=['fc8'])
        found = weights.load_vggnet(str(path)).score(x)
    numpy.testing.assert_allclose(found.array, expected.array, rtol=1e-4)


def test_what_chainer_converts_from_caffe(vgg, tmp_path):
    """The npz behind Chainer's VGG16Layers."""
    write_caffemodel(tmp_path / 'vgg.caffemodel', vgg)
    path = str(tmp_path / 'VGG_ILSVRC_16_layers.npz')
    VGG16Layers.convert_caffemodel_to_npz(str(tmp_path / 'vgg.caffemodel'), path)
    same(weights.load_vggnet(path), vgg)


def test_vgg16layers_has_the_names_of_vggnet(monkeypatch):
    """At its true width the file would have half a gigabyte: the names say it all."""
    ours = sorted(name for name, _ in VGGNet(width=1).namedparams())
    # Drawing 138 million numbers takes a minute.
    monkeypatch.setattr('chainer.links.model.vision.vgg.normal.Normal', lambda scale: 0)
    with chainer.using_config('dtype', numpy.float16):
        theirs = VGG16Layers(pretrained_model=None)
    assert sorted(name for name, _ in theirs.namedparams()) == ours


def test_our_npz(vgg, tmp_path):
    path = str(tmp_path / 'weights.npz')
    serializers.save_npz(path, vgg)
    same(weights.load_vggnet(path), vgg)


@pytest.mark.parametrize('zipped', [True, False])
@pytest.mark.parametrize('parameters', [None, 'new', 'old'])
def test_torchvision_layer_by_layer(vgg, tmp_path, monkeypatch, zipped, parameters):
    path = tmp_path / 'weights'
    write_torch(path, torchvision_arrays(vgg), monkeypatch, zipped, parameters)
    same(weights.load_vggnet(str(path)), vgg, but=('/conv1_1/W', '/conv1_1/b'))


def test_torchvision_s_first_layer_takes_our_input(vgg, tmp_path, monkeypatch):
    """One picture, prepared as torchvision's documentation says and as ours is."""
    path = tmp_path / 'vgg16.pth'
    write_torch(path, torchvision_arrays(vgg), monkeypatch)
    picture = numpy.random.RandomState(1).randint(0, 256, (64, 64, 3)).astype('uint8')
    theirs = ((picture / 255.0 - TORCHVISION_MEAN) / DEVIATION).transpose(2, 0, 1)
    expected = F.convolution_2d(theirs[None].astype('f'), vgg.conv1_1.W, vgg.conv1_1.b, pad=1).array
    model = weights.load_vggnet(str(path))
    found = model.conv1_1(to_input(picture)[None]).array

    inside = (slice(None), slice(None), slice(1, -1), slice(1, -1))
    numpy.testing.assert_allclose(found[inside], expected[inside], atol=2e-5)
    # The padding is another colour by at most half of 255 steps: what is documented, no more.
    steps = numpy.abs(numpy.array(MEAN[::-1]) - 255 * numpy.array(TORCHVISION_MEAN))
    assert steps == pytest.approx([0.005, 0.499, 0.409], abs=1e-6)
    most = (numpy.abs(vgg.conv1_1.W.array).sum(axis=(2, 3)) * steps / 255 / DEVIATION).sum(axis=1)
    off = numpy.abs(found - expected).max(axis=(0, 2, 3))
    assert (1e-4 < off).all() and (off < most + 1e-5).all()


def test_torch_tensor_that_lies_transposed_in_its_storage(tmp_path, monkeypatch, vgg):
    arrays = torchvision_arrays(vgg)
    name = 'classifier.3.weight'
    arrays[name] = numpy.asfortranarray(arrays[name])
    path = tmp_path / 'weights'
    write_torch(path, arrays, monkeypatch)
    with zipfile.ZipFile(str(path)) as archive:
        members = {n: archive.read(n) for n in archive.namelist()}
    # The storage of a transposed tensor is kept as it lies in memory.
    number = list(arrays).index(name)
    members['vgg16/data/{}'.format(number)] = arrays[name].tobytes('F')
    with zipfile.ZipFile(str(path), 'w') as archive:
        for member, data in members.items():
            archive.writestr(member, data)
    same(weights.load_vggnet(str(path)), vgg, but=('/conv1_1/W', '/conv1_1/b'))


class Harm(object):
    """Its pickle would make a file when it is read."""

    def __init__(self, path):
        self._path = path

    def __reduce__(self):
        return open, (self._path, 'w')


@pytest.mark.parametrize('zipped', [True, False])
def test_a_pickle_that_would_run_something_is_refused(tmp_path, zipped):
    path, made = tmp_path / 'evil.pth', tmp_path / 'made'
    evil = pickle.dumps({'features.0.weight': Harm(str(made))}, protocol=2)
    if zipped:
        with zipfile.ZipFile(str(path), 'w') as archive:
            archive.writestr('x/data.pkl', evil)
    else:
        start = [pickle.dumps(v, protocol=2) for v in (0x1950A86A20F9469CFC6C, 1001, {})]
        path.write_bytes(b''.join(start) + evil)
    with pytest.raises(UserError, match=r'asks for (io|_io|builtins|__builtin__)\.open'):
        weights.load_vggnet(str(path))
    assert not made.exists()


@pytest.mark.parametrize('zipped', [True, False])
@pytest.mark.parametrize('share', [0.2, 0.9, 0.999])
def test_torch_file_cut_off(vgg, tmp_path, monkeypatch, zipped, share):
    path = tmp_path / 'weights'
    write_torch(path, torchvision_arrays(vgg), monkeypatch, zipped)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(UserError, match='weights: .*(damaged|cannot be read)'):
        weights.load_vggnet(str(path))


def test_torch_tensor_that_reaches_past_its_storage(vgg, tmp_path, monkeypatch):
    arrays = torchvision_arrays(vgg)
    path = tmp_path / 'weights'
    write_torch(path, arrays, monkeypatch)
    with zipfile.ZipFile(str(path), 'a') as archive:
        with pytest.warns(UserWarning, match='Duplicate'):
            archive.writestr('vgg16/data/0', b'\0' * 8)
    with pytest.raises(UserError, match='past its storage'):
        weights.load_vggnet(str(path))


def test_another_network_of_torchvision(vgg, tmp_path, monkeypatch):
    arrays = torchvision_arrays(vgg)
    arrays['features.1.running_mean'] = numpy.zeros(2, 'f')
    write_torch(tmp_path / 'vgg16_bn.pth', arrays, monkeypatch)
    with pytest.raises(UserError, match='vgg16_bn.pth: not .*running_mean is in it'):
        weights.load_vggnet(str(tmp_path / 'vgg16_bn.pth'))


def test_vgg19(vgg, tmp_path):
    path = str(tmp_path / 'vgg19.npz')
    with vgg.init_scope():
        vgg.conv3_4 = vgg.conv3_3.copy()
    serializers.save_npz(path, vgg)
    with pytest.raises(UserError, match='it has conv3_4'):
        weights.load_vggnet(path)


@pytest.mark.parametrize('content', [b'', b'not weights at all, but some words', b'PK\3\4 half'])
def test_a_file_of_something_else(tmp_path, content):
    path = tmp_path / 'weights.caffemodel'
    path.write_bytes(content)
    with pytest.raises(UserError, match='weights.caffemodel: .*npz'):
        weights.load_vggnet(str(path))


def test_caffemodel_cut_off(vgg, tmp_path):
    path = tmp_path / 'vgg.caffemodel'
    write_caffemodel(path, vgg)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(UserError, match='damaged'):
        weights.load_vggnet(str(path))


@pytest.mark.parametrize('decoder', [True, False])
@pytest.mark.parametrize('aspp', sorted(KINDS))
def test_a_deeplab_without_some_of_its_parts_is_one_to_start_from(tmp_path, aspp, decoder):
    model = DeepLabV3Plus(4, 2, aspp=aspp, decoder=decoder)
    path = str(tmp_path / 'weights.npz')
    serializers.save_npz(path, model)
    trained = weights.load_trained(path)
    assert trained.width == 2
    own = dict(model.namedparams())
    assert {name: p.array.tolist() for name, p in trained.namedparams()} == {
        name: p.array.tolist() for name, p in own.items()
    }
