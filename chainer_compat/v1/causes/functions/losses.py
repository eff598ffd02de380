"""`sigmoid_cross_entropy` was divided by the number of examples until 1.5, today by all numbers."""

import functools
import sys

import chainer

from chainer_compat.v1.cause import Served


def _put(version):
    original = chainer.functions.sigmoid_cross_entropy

    @functools.wraps(original)
    def sigmoid_cross_entropy(x, t, normalize=False, reduce='mean'):
        return original(x, t, normalize, reduce)

    chainer.functions.sigmoid_cross_entropy = sigmoid_cross_entropy
    sys.modules[original.__module__].sigmoid_cross_entropy = sigmoid_cross_entropy


SERVED = [Served('F.sigmoid_cross_entropy: normalize', _put, through='1.5')]
