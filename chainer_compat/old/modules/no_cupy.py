"""``cupy`` for programs that import it at their head and then run on the CPU.

There is nothing of CuPy in it but what such a program asks on its way: is this one of CuPy's
arrays, whose function is it. Whatever else is asked for says that CuPy is not there. Chainer does
not see this module, and ``chainer.cuda.available`` stays False.
"""

import numpy

_REASON = 'cupy.{} was asked for, but CuPy is not installed here'


class ndarray:
    """The type of CuPy's arrays, of which there are none."""


def get_array_module(*args):
    """NumPy, whatever is given."""
    return numpy


def asnumpy(a, *args, **kwargs):
    """The array, which is one of NumPy's."""
    return numpy.asarray(a)


class _Kernel:
    """What is defined at the head of a module, and called on a GPU only."""

    def __init__(self, *args, **kwargs):
        pass

    def __call__(self, *args, **kwargs):
        raise RuntimeError(_REASON.format(type(self).__name__))


class ElementwiseKernel(_Kernel):
    """A kernel that is never called."""


class ReductionKernel(_Kernel):
    """A kernel that is never called."""


class RawKernel(_Kernel):
    """A kernel that is never called."""


def fuse(*args, **kwargs):
    """The decorator, with or without arguments: the function as it is."""
    if args and callable(args[0]):
        return args[0]
    return fuse


def memoize(*args, **kwargs):
    """The decorator: the function as it is."""
    return lambda function: function


class _Part:
    """A module of CuPy."""

    def __init__(self, name):
        self._name = name

    def __getattr__(self, attribute):
        raise AttributeError(_REASON.format(self._name + '.' + attribute))


cuda, random, linalg = _Part('cuda'), _Part('random'), _Part('linalg')


def __getattr__(name):
    raise AttributeError(_REASON.format(name))
