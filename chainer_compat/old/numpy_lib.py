"""``numpy.lib`` as it was: all of its functions, and its modules under their names.

NumPy 2 has most of its functions among its own names only, and calls the modules otherwise:
``numpy.lib.function_base`` is ``numpy.lib._function_base_impl``. ``from numpy.lib.arraypad import
pad`` works by ``stand_ins``.
"""

import importlib
import types

from chainer_compat.mend import release

_MODULES = (
    'arraypad', 'arraysetops', 'function_base', 'histograms', 'index_tricks', 'nanfunctions',
    'polynomial', 'shape_base', 'twodim_base', 'type_check', 'ufunclike', 'utils',
)  # fmt: skip


def renamed():
    """Name of a module to the name that it has today."""
    return {'numpy.lib.' + name: 'numpy.lib._{}_impl'.format(name) for name in _MODULES}


def add(numpy):
    """Fill ``numpy.lib``; called with a NumPy that has its own old names already."""
    if release(numpy.__version__) < (2,):
        return
    lib = numpy.lib
    for name, value in list(vars(numpy).items()):
        module = getattr(value, '__module__', None) or ''
        # Functions and classes, and what is written c_[...]; no types, no modules.
        public = not name.startswith('_') and not isinstance(value, types.ModuleType)
        if public and not isinstance(value, type) and module.startswith('numpy'):
            vars(lib).setdefault(name, value)
    for name in ('c_', 'r_', 's_', 'index_exp', 'mgrid', 'ogrid'):
        vars(lib).setdefault(name, getattr(numpy, name))
    for name in _MODULES:
        if name not in vars(lib):
            try:
                module = importlib.import_module('numpy.lib._{}_impl'.format(name))
            except ImportError:
                continue
            setattr(lib, name, module)
