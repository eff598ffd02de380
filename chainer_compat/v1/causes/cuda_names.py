"""Names of `chainer.cuda`: arrays made there, `init`, `use_device`; and no `cupy` without a GPU.

`hasattr(cuda, 'cupy')` was how a program asked for a GPU. Where there is none, old code gets a
module without that name; Chainer's own modules keep theirs.
"""

import sys
import types

import chainer
import numpy
from chainer.backends import cuda

from chainer_compat.v1.cause import Served


def init(arg=None):
    """Checks that there is a GPU, and makes it the current one."""
    cuda.check_cuda_available()
    if arg is not None:
        cuda.get_device_from_id(arg).use()


def use_device(arg, pop=True):
    """Makes a GPU the current one."""
    cuda.get_device_from_id(arg).use()


def using_device(*args):
    """For ``with``: the GPU on which one of the arrays is."""
    return cuda.get_device_from_array(*args)


def _maker(name):
    def make(shape, dtype=numpy.float32, stream=None):
        cuda.check_cuda_available()
        return getattr(cuda.cupy, name)(shape, dtype=dtype)

    make.__name__ = name
    return make


def _like(name):
    def make(array, stream=None):
        cuda.check_cuda_available()
        return getattr(cuda.cupy, name)(array)

    make.__name__ = name
    return make


def full(shape, fill_value, dtype=numpy.float32, stream=None):
    """As ``cupy.full``."""
    cuda.check_cuda_available()
    return cuda.cupy.full(shape, fill_value, dtype=dtype)


def full_like(array, fill_value, stream=None):
    """As ``cupy.full_like``."""
    cuda.check_cuda_available()
    return cuda.cupy.full_like(array, fill_value)


def to_gpu_async(array, stream=None):
    """As ``to_gpu``; nobody waits for it in any case."""
    return cuda.to_gpu(array)


def to_cpu_async(array, stream=None):
    """As ``to_cpu``."""
    return cuda.to_cpu(array)


def copy_async(array, out=None, out_device=None, stream=None):
    """As ``copy``."""
    return cuda.copy(array, out, out_device)


_NAMES = {name: _maker(name) for name in ('empty', 'zeros', 'ones')}
_NAMES.update({name: _like(name) for name in ('empty_like', 'zeros_like', 'ones_like')})
_NAMES.update(
    (function.__name__, function)
    for function in (init, use_device, using_device, full, full_like, to_gpu_async, to_cpu_async,
                     copy_async)
)  # fmt: skip


class _WithoutCupy(types.ModuleType):
    """``chainer.cuda`` but for its name ``cupy``."""

    def __getattr__(self, name):
        if name == 'cupy':
            raise AttributeError("module 'chainer.cuda' has no attribute 'cupy': there is no GPU")
        return getattr(cuda, name)

    def __setattr__(self, name, value):
        setattr(cuda, name, value)

    def __dir__(self):
        return [name for name in dir(cuda) if name != 'cupy']


def _names(version):
    for name, value in _NAMES.items():
        setattr(cuda, name, value)
    # Of PyCUDA's time.
    cuda.GPUArray = cuda.ndarray


def _no_cupy(version):
    if not cuda.available:
        module = _WithoutCupy('chainer.cuda')
        sys.modules['chainer.cuda'] = chainer.cuda = module


def _to_cpu(version):
    today = cuda.to_cpu

    def to_cpu(array, stream=None):
        # A variable went through as it was.
        return array if isinstance(array, chainer.Variable) else today(array, stream)

    cuda.to_cpu = to_cpu


SERVED = [
    Served(', '.join('cuda.' + name for name in sorted(_NAMES)) + ', cuda.GPUArray', _names),
    Served('cuda.to_cpu(variable)', _to_cpu, through='1.4'),
    Served("hasattr(cuda, 'cupy') without a GPU", _no_cupy, through='3'),
]
