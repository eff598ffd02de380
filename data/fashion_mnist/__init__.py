"""Fashion-MNIST: grey pictures of 28 x 28 of ten kinds of clothes, and drawn ones in their place.

Post 003 tells of Chainer's beginner's course, whose first program learns them. Xiao, Rasul and
Vollgraf, "Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning Algorithms"
(2017): 60,000 training and 10,000 test pictures, as many of each class, in MNIST's files.

    python -m data.download fashion_mnist             # the real ones, 31 MB
    python -m data.fashion_mnist OUT --number 6000    # drawn ones (data/fashion_mnist/drawn.py)
"""

import os

import chainer
import numpy as np

from cli.errors import UserError
from data.fashion_mnist import idx

# The order of the labels, as zalandoresearch/fashion-mnist names them.
CLASSES = (
    'T-shirt/top', 'Trouser', 'Pullover', 'Dress', 'Coat', 'Sandal', 'Shirt', 'Sneaker', 'Bag',
    'Ankle boot',
)  # fmt: skip
SIDE = 28
FILES = {
    'train': ('train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz'),
    'test': ('t10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz'),
}


def load(root):
    """The two data sets of a folder of the four files, as Chainer's ``get_fashion_mnist``.

    Args:
        root (str): The folder.

    Returns:
        tuple: Training and test set, each a :class:`chainer.datasets.TupleDataset` of
        (picture, label): float32 (784,), 0 to 1, row after row, and int32 0 to 9.

    Raises:
        UserError: A file is missing, damaged, or not what its name says.
    """
    return _part(root, 'train'), _part(root, 'test')


def inputs(root):
    """Paths of the four files of a folder."""
    return [os.path.join(root, name) for names in FILES.values() for name in names]


def _part(root, part):
    pictures, labels = [os.path.join(root, name) for name in FILES[part]]
    x, t = idx.read(pictures), idx.read(labels)
    if x.shape[1:] != (SIDE, SIDE) or len(x) == 0:
        raise UserError(
            '{}: holds {}, not pictures of 28 x 28'.format(pictures, 'x'.join(map(str, x.shape)))
        )
    if t.shape != x.shape[:1]:
        raise UserError('{}: {} labels for {} pictures'.format(labels, t.size, len(x)))
    if t.max() >= len(CLASSES):
        raise UserError('{}: a label is {}, and the last class 9'.format(labels, t.max()))
    x = x.reshape(len(x), -1).astype(np.float32) / np.float32(255)
    return chainer.datasets.TupleDataset(x, t.astype(np.int32))
