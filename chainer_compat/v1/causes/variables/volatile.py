"""`volatile`: a variable that builds no graph, and whatever is computed from it neither.

It can be ON, OFF or AUTO. A variable somebody makes is OFF; parameters and arrays that are put into
a function are AUTO: they go along with what they meet. ON and OFF do not mix.
`no_backprop_mode()` spoke to AUTO alone.
"""

import contextlib
import functools
import sys
import threading

import chainer
from chainer import function_node, variable

from chainer_compat.v1 import callers, flags
from chainer_compat.v1.cause import Served

# Whether AUTO builds a graph, in this thread.
_local = threading.local()


def _variable(original):
    """``Variable.__init__(data, volatile=OFF, name=None, grad=None)``."""

    @functools.wraps(original)
    def __init__(self, data=None, *args, **kwargs):
        if callers.is_own():
            # What Chainer makes for itself goes along.
            return original(self, data, *args, **kwargs)
        given = dict(zip(('volatile', 'name', 'grad'), args))
        given.update(kwargs)
        flag = flags.Flag(given.pop('volatile', flags.OFF))
        if data is None:
            raise TypeError('numpy.ndarray or cuda.ndarray are expected.\nActual: None')
        original(self, data, **given)
        self.__dict__['_volatile'] = flag

    return __init__


def _get(self):
    return self.__dict__.get('_volatile', flags.AUTO)


def _set(self, value):
    self.__dict__['_volatile'] = flags.Flag(value)


def _apply(original):
    """``FunctionNode.apply``: the inputs say whether there is a graph, and mark the outputs."""
    using_config = chainer.using_config

    @functools.wraps(original)
    def apply(self, inputs):
        flag = flags.aggregate_flags(
            [x.__dict__.get('_volatile', flags.AUTO)
             for x in inputs if isinstance(x, variable.Variable)]
        )  # fmt: skip
        if flag is flags.ON or (flag is flags.AUTO and not getattr(_local, 'backprop', True)):
            with using_config('enable_backprop', False):
                outputs = original(self, inputs)
        else:
            outputs = original(self, inputs)
        if flag is not flags.AUTO:
            for y in outputs:
                y.__dict__['_volatile'] = flag
        return outputs

    return apply


def _mode(backprop):
    @contextlib.contextmanager
    def mode():
        before = getattr(_local, 'backprop', True)
        _local.backprop = backprop
        try:
            yield
        finally:
            _local.backprop = before

    return mode


def _put(version):
    Variable = variable.Variable
    Variable.__init__ = _variable(Variable.__init__)
    Variable.volatile = property(_get, _set)
    function_node.FunctionNode.apply = _apply(function_node.FunctionNode.apply)
    # Chainer's own modules keep theirs.
    chainer.no_backprop_mode = _mode(False)
    chainer.force_backprop_mode = _mode(True)
    chainer.Flag, chainer.ON, chainer.OFF, chainer.AUTO = (
        flags.Flag, flags.ON, flags.OFF, flags.AUTO
    )  # fmt: skip
    chainer.flag = flags
    sys.modules['chainer.flag'] = flags


SERVED = [
    Served(
        'chainer.Variable(volatile=), Variable.volatile, chainer.flag, Flag, ON, OFF, AUTO, '
        'no_backprop_mode, force_backprop_mode',
        _put,
    )
]
