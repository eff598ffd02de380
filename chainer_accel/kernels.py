"""The compiled kernels, where Numba is installed and the configuration lets them."""

import importlib

import numpy

from chainer_accel import switch

_modules = {}


def module(name):
    """``chainer_accel.NAME``, or None where it cannot be used.

    Numba takes a second to import: that is left until something asks for a kernel.
    """
    if switch.level() != 'auto':
        return None
    if name not in _modules:
        try:
            importlib.import_module('numba')
        except ImportError:  # Also one that does not know the NumPy installed.
            _modules[name] = None
        else:
            _modules[name] = importlib.import_module('chainer_accel.' + name)
    return _modules[name]


def module_for(x, name):
    """``chainer_accel.NAME`` for the array ``x``, as :func:`module`; None if it is not float32."""
    return module(name) if x.dtype == numpy.float32 else None
