"""Puts what a version needs into Chainer, now or as soon as it is imported."""

import importlib
import pkgutil
import sys

from chainer_compat import loading
from chainer_compat.old.python2 import marks
from chainer_compat.v1 import causes
from chainer_compat.v1.version import parse

# Tells the processes that a script starts (``children/sitecustomize.py``).
VARIABLE = 'CHAINER_COMPAT_VERSION'


def all_causes():
    """The modules of ``causes/`` and its folders, by their own names."""
    infos = pkgutil.walk_packages(causes.__path__, causes.__name__ + '.')
    paths = {info.name.rpartition('.')[2]: info.name for info in infos if not info.ispkg}
    # Arguments are sorted out last, so that they come first when something is called.
    names = sorted(paths, key=lambda name: (name == 'arguments', name))
    return {name: importlib.import_module(paths[name]) for name in names}


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
    # Chainer 1.0 ran on Python 2 alone, and so did whatever was written for it.
    marks.assumed = version < (1, 1)
    marks.doubtful = version < (2,)
    when_imported('chainer', lambda chainer: put(version))


def when_imported(name, function):
    """Call ``function`` with that module of Chainer: now if it is imported, or once it is."""
    if name in sys.modules:
        function(sys.modules[name])
    else:
        loading.AFTER.setdefault(name, []).append(function)
