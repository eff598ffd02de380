"""Modules that are gone, by the names they had: ``imp``, ``numpy.lib.arraypad``, Python 2's,
``onnx.mapping`` for onnx-chainer, and a ``cupy`` for the CPU.

The finder comes after all others, so that a module that is there, installed or of the program's
own, is the one that is found.
"""

import importlib
import importlib.machinery
import sys

from chainer_compat.old import callers, numpy_lib
from chainer_compat.old.python2.modules import MODULES

# What stands today for a module that is gone: another one, or one written anew.
_ALIASES = {
    'imp': 'chainer_compat.old.modules.imp',
    'numpy.core.umath_tests': 'chainer_compat.old.modules.umath_tests',
    'pkg_resources': 'chainer_compat.requirements',
    'onnx.mapping': 'chainer_compat.onnx_types',
    'scipy.misc': 'chainer_compat.old.modules.pilutil',
    'scipy.misc.pilutil': 'chainer_compat.old.modules.pilutil',
    'sklearn.cross_validation': 'sklearn.model_selection',
    'sklearn.externals.joblib': 'joblib',
}  # fmt: skip
_ALIASES.update(numpy_lib.renamed())


class _Loader:
    """Fills a module with the names of the one that stands for it.

    A module of its own, not the other one under two names: importlib writes the name that was
    asked for into what it gets.
    """

    def __init__(self, name):
        self._name = name

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        other = importlib.import_module(self._name)
        for name, value in vars(other).items():
            if not (name.startswith('__') and name.endswith('__')) or name == '__getattr__':
                setattr(module, name, value)
        module.__doc__ = other.__doc__


def _find(name):
    """Where there is what stands for the module that is asked for, or None."""
    if name in _ALIASES:
        return _ALIASES[name]
    if name != 'cupy' and name not in MODULES:
        return None
    # Chainer, and libraries of today, try what they might use and do without it.
    frame = callers.importing_frame()
    if frame is None or not callers.is_old(frame):
        return None
    if name == 'cupy':
        # Chainer must have found that there is none before there is one.
        importlib.import_module('chainer.backends.cuda')
        return 'chainer_compat.old.modules.no_cupy'
    return MODULES[name]


class StandIns:
    """A finder for ``sys.meta_path``."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        other = _find(name)
        return other and importlib.machinery.ModuleSpec(name, _Loader(other))


def install():
    """Put the finder behind all others; a second call changes nothing."""
    if StandIns not in sys.meta_path:
        sys.meta_path.append(StandIns)
