"""`len(variable)` was the number of its elements."""

from chainer import variable

from chainer_compat.v1 import callers
from chainer_compat.v1.cause import Served


def __len__(self):
    return len(self.array) if callers.is_own() else self.size


def _put(version):
    variable.Variable.__len__ = __len__


SERVED = [Served('len(chainer.Variable)', _put)]
