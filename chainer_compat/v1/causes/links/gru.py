"""`L.GRU` was the stateless one, with the number of units before that of the inputs."""

import sys

import chainer
from chainer.links import StatelessGRU

from chainer_compat.v1.cause import Served


class GRU(StatelessGRU):
    """``L.GRU(n_units, n_inputs=None)``, called with ``(h, x)``."""

    def __init__(self, n_units, n_inputs=None, init=None, inner_init=None, bias_init=0):
        if n_inputs is None:
            n_inputs = n_units
        super(GRU, self).__init__(n_inputs, n_units, init, inner_init, bias_init)


def _put(version):
    chainer.links.GRU = GRU
    sys.modules[StatelessGRU.__module__].GRU = GRU


SERVED = [Served('L.GRU', _put)]
