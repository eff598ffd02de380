"""Puts what a version needs into Chainer, now or as soon as it is imported."""

import importlib
import pkgutil
import sys

from chainer_compat import loading
from chainer_compat.v1 import causes
from chainer_compat.v1.version import parse

# Tells the processes that a script starts (``children/sitecustomize.py``).
VARIABLE = 'CHAINER_COMPAT_VERSION'


def all_causes():
    """The modules of ``causes/``, by name."""
    names = sorted(info.name for info in pkgutil.iter_modules(causes.__path__))
    # Arguments are sorted out last, so that they come first when something is called.
    names.sort(key=lambda name: name == 'arguments')
    return {name: importlib.import_module(causes.__name__ + '.' + name) for name in names}


def put(version, without=()):
    """Put everything that ``version``, e.g. ``(1, 24)``, needs into Chainer.

    Args:
        without (iterable): Names of causes to leave out.
    """
    for name, cause in all_causes().items():
        if name in without:
            continue
        for served in cause.SERVED:
            if parse(served.since) <= version <= parse(served.through):
                served.put(version)


def start(version):
    """The mode holds from now on in this process."""
    when_imported('chainer', lambda chainer: put(version))


def when_imported(name, function):
    """Call ``function`` with that module of Chainer: now if it is imported, or once it is."""
    if name in sys.modules:
        function(sys.modules[name])
    else:
        loading.AFTER.setdefault(name, []).append(function)
