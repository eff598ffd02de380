"""What code of 2015 to 2020 expects of NumPy, Python and other libraries, given back.

Only ``python -m chainer_compat`` calls :func:`serve`, for the script that it runs and the
processes this one starts; nothing here is imported otherwise. One module for each library or
cause. What belongs to a library is done once that library has been imported, so that a process
that does not use it pays nothing.
"""

import importlib

from chainer_compat.old import (
    after,
    matplotlib_names,
    pillow_names,
    scipy_names,
    stand_ins,
    stdlib_names,
)
from chainer_compat.old.python2 import loader

# Module of this package: the modules that its function ``add`` is called with, once they are there.
_PARTS = (
    ('numpy_names', ('numpy',)),
    ('numpy_calls', ('numpy',)),
    ('numpy_methods', ('numpy',)),
    ('numpy_lib', ('numpy',)),
    ('scipy_names', ('scipy',) + scipy_names.modules()),
    ('pillow_names', pillow_names.modules()),
    ('matplotlib_names', matplotlib_names.modules()),
    ('pandas_names', ('pandas',)),
    ('sklearn_names', ('sklearn.datasets',)),
    ('yaml_load', ('yaml',)),
    ('stdlib_names', stdlib_names.modules()),
    ('float_scalars', ('chainer.function_node',)),
)


def serve():
    """Give the old names and behaviours to this process; a second call changes nothing."""
    loader.install()
    stand_ins.install()
    for part, modules in _PARTS:
        for module in modules:
            after.when_imported(module, _Adder(part))


class _Adder:
    """Calls the function ``add`` of a module of this package, which is imported only then."""

    def __init__(self, part):
        self._part = part

    def __eq__(self, other):
        return isinstance(other, _Adder) and self._part == other._part

    def __call__(self, library):
        importlib.import_module('chainer_compat.old.' + self._part).add(library)
