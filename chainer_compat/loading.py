"""Loads Chainer's modules with the mends in place. Imported when Chainer first is."""

import importlib
import importlib.machinery
import importlib.util

from chainer_compat.files import names
from chainer_compat.mend import mended, needed

# Packages with a module ``mends`` that holds
#   MENDS: list of Mend, and
#   AFTER: {name of a module: function called with that module once it is loaded}.
SOURCES = ('chainer_compat', 'chainer_accel')


def _gather():
    mends, after = {}, {}
    for package in SOURCES:
        try:
            source = importlib.import_module(package + '.mends')
        except ModuleNotFoundError as error:
            if package == 'chainer_compat' or error.name not in (package, package + '.mends'):
                raise
            continue  # not installed, or it has none
        for mend in source.MENDS:
            mends.setdefault(mend.module, []).append(mend)
        for name, function in source.AFTER.items():
            after.setdefault(name, []).append(function)
    return mends, after


MENDS, AFTER = _gather()


class MendingLoader(importlib.machinery.SourceFileLoader):
    """Compiles a module from its file with the mends in place.

    The bytecode is not kept: under its usual name in ``__pycache__`` it would be taken for that
    of the file as it stands.
    """

    def __init__(self, name, path, mends, after):
        super().__init__(name, path)
        self._mends = mends
        self._after = after

    def get_code(self, fullname):
        if not self._mends:
            return super().get_code(fullname)
        source = importlib.util.decode_source(self.get_data(self.path))
        try:
            source = mended(source, self._mends, self.path)
        except ImportError:
            # The separate package onnx-chainer has the same name, and is read as it stands.
            if not fullname.startswith('onnx_chainer.'):
                raise
        return self.source_to_code(source, self.path)

    def exec_module(self, module):
        super().exec_module(module)
        for function in self._after:
            function(module)


def find_spec(name, path, target, finders):
    """What ``finders`` find for ``name``, with our loader where the module has a mend."""
    specs = (f.find_spec(name, path, target) for f in finders if hasattr(f, 'find_spec'))
    spec = next((spec for spec in specs if spec is not None), None)
    if spec is None:
        return names.find_spec(name)
    if isinstance(spec.loader, importlib.machinery.SourceFileLoader):
        mends = [mend for mend in MENDS.get(name, ()) if needed(mend)]
        after = AFTER.get(name, ())
        if mends or after:
            spec.loader = MendingLoader(name, spec.loader.path, mends, after)
    return spec
