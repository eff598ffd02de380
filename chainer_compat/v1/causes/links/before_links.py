"""Until 1.4 there were no links: `F.Linear(2, 3).W` was an array, and `gW` its gradient.

A `FunctionSet` held functions, also functions of one's own with `parameter_names`
and `gradient_names`. Every function had `parameters` and `gradients`.
"""

import functools
import weakref

import chainer

from chainer_compat.v1 import callers
from chainer_compat.v1.cause import Served

# What optimizer_methods.py calls; the name stands for another class in 1.4 (own_optimizers.py).
_Optimizer = chainer.optimizer.Optimizer

_NAMES = ('W', 'b', 'V1', 'V2', 'gamma', 'beta')


class _Array:
    """An attribute that is a parameter for Chainer, and its array for old code."""

    def __init__(self, name):
        self.name = name

    def __get__(self, link, cls=None):
        if link is None:
            return self
        try:
            value = link.__dict__[self.name]
        except KeyError:
            raise AttributeError(self.name)
        if isinstance(value, chainer.Parameter) and not callers.is_own():
            return value.array
        return value

    def __set__(self, link, value):
        param = link.__dict__.get(self.name)
        if isinstance(param, chainer.Parameter) and isinstance(value, chainer.get_array_types()):
            param.array = value
        else:
            link.__dict__[self.name] = value


def _grad(param):
    if param.grad is None:
        param.grad = param.device.xp.zeros_like(param.array)
    return param.grad


class _Gradient:
    """The gradient of the parameter of that name, as an array."""

    def __init__(self, name):
        self.name = name

    def __get__(self, link, cls=None):
        if link is None:
            return self
        param = link.__dict__.get(self.name)
        if not isinstance(param, chainer.Parameter):
            if self.name in link.__dict__:
                return None
            raise AttributeError('g' + self.name)
        return _grad(param)

    def __set__(self, link, value):
        param = link.__dict__.get(self.name)
        if isinstance(param, chainer.Parameter):
            param.grad = value
        else:
            link.__dict__['g' + self.name] = value


def _attributes(version):
    cls = chainer.Link
    for name in _NAMES:
        setattr(cls, name, _Array(name))
        setattr(cls, 'g' + name, _Gradient(name))


def _parameters(self):
    params = list(self.params())
    _given.update((id(param.array), param) for param in params)
    return tuple(param.array for param in params)


def _gradients(self):
    return tuple(_grad(param) for param in self.params())


def _set_parameters(self, arrays):
    # An iterator is shared by all functions of a set: each takes what is its own.
    for param, array in zip(list(self.params()), arrays):
        param.array = array


def _set_gradients(self, arrays):
    for param, array in zip(list(self.params()), arrays):
        param.grad = array


def _of_functions(version):
    cls = chainer.Function
    cls.parameter_names = cls.gradient_names = ()
    # What has no arrays of its own stays what it is.
    cls.to_gpu = cls.to_cpu = lambda self, device=None: self
    cls.parameters = property(lambda self: tuple(getattr(self, n) for n in self.parameter_names))
    cls.gradients = property(lambda self: tuple(getattr(self, n) for n in self.gradient_names))
    chainer.Link.parameters = property(_parameters, _set_parameters)
    chainer.Link.gradients = property(_gradients, _set_gradients)


# The parameters whose arrays somebody was given, by the identity of these.
_given = weakref.WeakValueDictionary()


class Arrays(chainer.Link):
    """What an optimizer is set up with when it gets arrays: the parameters they belong to."""

    def __init__(self, arrays):
        super(Arrays, self).__init__()
        for number, array in enumerate(arrays):
            name = 'p{}'.format(number)
            self.__dict__[name] = _given[id(array)]
            self._params.add(name)


def _target(original):
    """``Optimizer.setup`` with what ``collect_parameters`` returned: a pair of tuples of arrays."""

    @functools.wraps(original)
    def setup(self, target):
        if isinstance(target, tuple):
            arrays, _ = target
            target = Arrays(arrays)
        return original(self, target)

    return setup


def _sets(version):
    from chainer_compat.v1.function_link import FunctionLink
    from chainer_compat.v1.function_set import FunctionSet

    set_link = FunctionSet.__setattr__

    def __setattr__(self, name, value):
        if isinstance(value, chainer.Function) and value.parameter_names:
            value = FunctionLink(value)
        set_link(self, name, value)

    FunctionSet.__setattr__ = __setattr__
    FunctionSet.gradients = property(_gradients, _set_gradients)
    FunctionSet.parameters = property(_parameters, _set_parameters)
    FunctionSet.collect_parameters = lambda self: (self.parameters, self.gradients)
    _Optimizer.setup = _target(_Optimizer.setup)


SERVED = [
    Served('F.Linear(...).W, gW and their like: arrays', _attributes, through='1.4'),
    Served('Function.parameters, gradients, parameter_names, gradient_names', _of_functions,
           through='1.4'),
    Served('FunctionSet of functions with parameters, collect_parameters() as a pair', _sets,
           through='1.4'),
]  # fmt: skip
