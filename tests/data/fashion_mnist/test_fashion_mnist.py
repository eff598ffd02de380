"""Fashion-MNIST's files, drawn ones in them, and what damage they are told of."""

import gzip
import io
import os
import struct

import chainer
import numpy as np
import pytest

from cli.errors import UserError
from data import fashion_mnist
from data.fashion_mnist import __main__ as command
from data.fashion_mnist import drawn, idx


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / 'clothes'
    drawn.make(str(root), 60)
    return root


def idx_gz(*sides, content=None, kind=8):
    """A file as MNIST's are, byte by byte."""
    head = struct.pack('>HBB', 0, kind, len(sides)) + b''.join(struct.pack('>I', s) for s in sides)
    return gz(head + (bytes(int(np.prod(sides))) if content is None else content))


def gz(content):
    """Compressed to the same bytes at any time: they become names of tests."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode='wb', mtime=0) as f:
        f.write(content)
    return out.getvalue()


def test_the_format_byte_by_byte(tmp_path):
    path = tmp_path / 'x.gz'
    path.write_bytes(idx_gz(2, 3, content=bytes([0, 1, 2, 253, 254, 255])))
    np.testing.assert_array_equal(idx.read(str(path)), [[0, 1, 2], [253, 254, 255]])
    idx.write(str(tmp_path / 'y.gz'), np.array([[0, 1, 2], [253, 254, 255]]))
    assert gzip.decompress((tmp_path / 'y.gz').read_bytes()) == gzip.decompress(path.read_bytes())


def test_examples_are_those_of_chainer_s_own_reader(folder, tmp_path, monkeypatch):
    train, test = fashion_mnist.load(str(folder))
    assert (len(train), len(test)) == (60, 10)
    x, t = train[13]
    assert (x.shape, x.dtype, t.dtype, int(t)) == ((784,), np.float32, np.int32, 3)
    np.testing.assert_array_equal(x.reshape(28, 28) * 255, drawn.picture(0, 13))
    assert [int(t) for _, t in test] == list(range(10))
    # Beside it Chainer's, which reads the same bytes by itself.
    from chainer.datasets._mnist_helper import make_npz, preprocess_mnist

    monkeypatch.setattr(chainer.dataset.download, '_dataset_root', str(tmp_path / 'root'))
    addresses = [(folder / name).as_uri() for name in fashion_mnist.FILES['train']]
    made = make_npz(str(tmp_path / 'train.npz'), addresses)
    (expected, label) = preprocess_mnist(made, True, 1, 1.0, np.float32, np.int32, False)[13]
    np.testing.assert_allclose(x, expected, rtol=1e-6)
    assert label == t


def test_the_classes_are_told_apart_and_pictures_differ():
    pictures = [drawn.picture(0, i) for i in range(40)]
    assert all(p.dtype == np.uint8 and p.shape == (28, 28) for p in pictures)
    # Something is there, and not everywhere.
    assert all(0.04 < (p > 0).mean() < 0.75 for p in pictures)
    assert len({p.tobytes() for p in pictures}) == 40
    np.testing.assert_array_equal(drawn.picture(0, 7), pictures[7])
    # A shoe's lower edge is dark above it in front; trousers are parted; a bag has a handle.
    trousers = pictures[1][-6, :] > 0
    assert np.diff(trousers.astype(int)).tolist().count(1) == 2


def test_made_once_and_never_over_anything(folder, tmp_path):
    before = {f: os.stat(str(folder / f)).st_mtime_ns for f in os.listdir(str(folder))}
    assert len(before) == 5
    drawn.make(str(folder), 60)
    assert before == {f: os.stat(str(folder / f)).st_mtime_ns for f in before}
    with pytest.raises(UserError, match='another data set'):
        drawn.make(str(folder), 120)
    other = tmp_path / 'again'
    drawn.make(str(other), 60)
    for name in before:
        assert (other / name).read_bytes() == (folder / name).read_bytes()


@pytest.mark.parametrize(
    'name, content, words',
    [
        ('train-images-idx3-ubyte.gz', b'no gzip', 'gzip'),
        ('train-images-idx3-ubyte.gz', idx_gz(60, 28, 28)[:-40], 'damaged'),
        ('train-images-idx3-ubyte.gz', idx_gz(60, 28, 28, content=b'x'), 'shorter or longer'),
        ('train-images-idx3-ubyte.gz', idx_gz(60, 28, 28, content=bytes(60 * 784 + 1)), 'longer'),
        ('train-images-idx3-ubyte.gz', idx_gz(60, 28, 28, kind=13), 'no IDX file of bytes'),
        ('train-images-idx3-ubyte.gz', idx_gz(60, 32, 32), '60x32x32'),
        ('train-images-idx3-ubyte.gz', idx_gz(0, 28, 28), '0x28x28'),
        ('train-images-idx3-ubyte.gz', gz(b'\0\0'), 'no IDX file'),
        ('train-images-idx3-ubyte.gz', gz(b'\0\0\x08\x03\0\0'), 'damaged'),
        ('train-labels-idx1-ubyte.gz', idx_gz(59), '59 labels for 60'),
        ('train-labels-idx1-ubyte.gz', idx_gz(60, 28, 28), 'labels for 60'),
        ('t10k-labels-idx1-ubyte.gz', idx_gz(10, content=bytes([10] * 10)), 'a label is 10'),
    ],
)
def test_files_that_are_something_else(folder, name, content, words):
    (folder / name).write_bytes(content)
    with pytest.raises(UserError, match=words) as told:
        fashion_mnist.load(str(folder))
    assert name in str(told.value) and '\n' not in str(told.value)


def test_a_file_that_says_it_is_huge_takes_no_memory(folder):
    path = folder / 'train-images-idx3-ubyte.gz'
    path.write_bytes(idx_gz(2**32 - 1, 28, 28, content=b'few'))
    with pytest.raises(UserError, match='too many'):
        fashion_mnist.load(str(folder))


def test_a_file_that_is_missing(folder):
    (folder / 't10k-images-idx3-ubyte.gz').unlink()
    with pytest.raises(UserError, match='data.download fashion_mnist'):
        fashion_mnist.load(str(folder))


def test_the_command(tmp_path, script):
    status, printed, err = script(command.main, tmp_path / 'out', '--number', 60)
    assert status == 0, err
    assert '60 training pictures' in printed
    assert len(fashion_mnist.load(str(tmp_path / 'out'))[0]) == 60
