"""`FunctionSet`: links set as attributes, `parameters`, `gradients`, `collect_parameters()`."""

import sys

import chainer

from chainer_compat.v1.cause import Served


def _put(version):
    # A Chain: it can only be defined once there are Chains.
    from chainer_compat.v1 import function_set

    chainer.FunctionSet = function_set.FunctionSet
    chainer.function_set = sys.modules['chainer.function_set'] = function_set


SERVED = [Served('chainer.FunctionSet, chainer.function_set', _put)]
