"""`chainer.__version__`: programs ask it to know which Chainer they have."""

import chainer

from chainer_compat.v1.cause import Served
from chainer_compat.v1.version import written


def _put(version):
    chainer.__version__ = written(version) + '.0'


SERVED = [Served('chainer.__version__', _put, through='6')]
