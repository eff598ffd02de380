"""The graph: `creator.inputs[i].data`, and functions that are called again.

The inputs of a function were variables, and kept what they held; today they are nodes whose arrays
may be released. Until 1.4 a function was copied when it was called, and could be called again.
"""

import copy
import functools

from chainer import function, function_node, variable

from chainer_compat.v1.cause import Served


def _apply(original):
    @functools.wraps(original)
    def apply(self, inputs):
        outputs = original(self, inputs)
        if self.inputs is not None:
            for node, x in zip(self.inputs, inputs):
                node.data = x.raw_array if isinstance(x, variable.Variable) else x
        return outputs

    return apply


def _keep_inputs(version):
    function_node.FunctionNode.apply = _apply(function_node.FunctionNode.apply)


def _copied(original):
    @functools.wraps(original)
    def call(self, *inputs):
        again = copy.copy(self)
        again._node = again._owned_node = None
        return original(again, *inputs)

    return call


def _copy(version):
    function.Function.__call__ = _copied(function.Function.__call__)


SERVED = [
    Served('Variable.creator.inputs[i].data', _keep_inputs),
    Served('Function.__call__, more than once', _copy, through='1.4'),
]
