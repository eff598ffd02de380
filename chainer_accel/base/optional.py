"""The compiled kernels, where Numba and SciPy are installed and the configuration lets them."""

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
            # Whose BLAS takes the products in them.
            importlib.import_module('scipy.linalg')
        except ImportError:  # Also one that does not know the NumPy installed.
            _modules[name] = None
        else:
            _modules[name] = importlib.import_module('chainer_accel.' + name)
    return _modules[name]


def module_for(x, name):
    """``chainer_accel.NAME`` for the array ``x``, as :func:`module`; None if it is not float32."""
    return module(name) if x.dtype == numpy.float32 else None


def loop(name, function, *numbers):
    """A compiled loop over vectors, for ``parallel.share``, with the numbers it takes behind them.

    Args:
        name (str): Module, of :func:`module`.
        function (str): Its function, of a counter (``claims``), vectors and numbers.
        numbers: As float32.

    Returns:
        function or None: Takes the vectors; None where it cannot be used.
    """
    compiled = module(name)
    if compiled is None:
        return None
    numbers = tuple(numpy.float32(x) for x in numbers)
    return lambda *args: getattr(compiled, function)(*(args + numbers))
