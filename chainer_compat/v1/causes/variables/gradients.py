"""Gradients: a number of NumPy's was one, and a variable kept its own when it went backward.

`y.grad = -1 * xp.ones_like(y.data)` is such a number where `y` has no axes. Today `loss.grad` is
None after `loss.backward()`; it was what the gradients began with.
"""

import functools

import numpy
from chainer import variable

from chainer_compat.v1.cause import Served


def _numbers(version):
    cls = variable.Variable
    today = cls.grad

    def set_grad(self, grad):
        today.fset(self, numpy.asarray(grad) if isinstance(grad, numpy.generic) else grad)

    cls.grad = property(today.fget, set_grad, doc=today.__doc__)


def _kept(original):
    @functools.wraps(original)
    def backward(self, *args, **kwargs):
        given = self.grad
        original(self, *args, **kwargs)
        if self.creator_node is not None and self.grad is None:
            self.grad = self.xp.ones_like(self.array) if given is None else given

    return backward


def _keep(version):
    variable.Variable.backward = _kept(variable.Variable.backward)


SERVED = [
    Served('Variable.grad = numpy.float32(1)', _numbers),
    Served('Variable.grad after backward()', _keep),
]
