"""``imp``, which Python has not had since 3.12, over ``importlib``."""

import importlib
import importlib.machinery
import importlib.util
import os
import sys
import types

SEARCH_ERROR, PY_SOURCE, PY_COMPILED, C_EXTENSION, PY_RESOURCE, PKG_DIRECTORY = range(6)
C_BUILTIN, PY_FROZEN = 6, 7

reload = importlib.reload
cache_from_source = importlib.util.cache_from_source
source_from_cache = importlib.util.source_from_cache
new_module = types.ModuleType


def get_suffixes():
    """What a module's file may end in: (suffix, mode, kind)."""
    machinery = importlib.machinery
    return (
        [(suffix, 'rb', C_EXTENSION) for suffix in machinery.EXTENSION_SUFFIXES]
        + [(suffix, 'r', PY_SOURCE) for suffix in machinery.SOURCE_SUFFIXES]
        + [(suffix, 'rb', PY_COMPILED) for suffix in machinery.BYTECODE_SUFFIXES]
    )


def find_module(name, path=None):
    """Where a module is: (open file, path, (suffix, mode, kind)).

    Raises:
        ImportError: It is nowhere.
    """
    if path is None and name in sys.builtin_module_names:
        return None, None, ('', '', C_BUILTIN)
    for folder in sys.path if path is None else path:
        package = os.path.join(folder, name)
        if os.path.isfile(os.path.join(package, '__init__.py')):
            return None, package, ('', '', PKG_DIRECTORY)
        for suffix, mode, kind in get_suffixes():
            file = os.path.join(folder, name + suffix)
            if os.path.isfile(file):
                return open(file, mode), file, (suffix, mode, kind)
    raise ImportError('No module named {!r}'.format(name), name=name)


def load_module(name, file, filename, details):
    """Load, or load again, what ``find_module`` found."""
    kind = details[2]
    if kind == C_BUILTIN:
        return importlib.import_module(name)
    if kind == PKG_DIRECTORY:
        filename = os.path.join(filename, '__init__.py')
    folders = [os.path.dirname(filename)] if kind == PKG_DIRECTORY else None
    spec = importlib.util.spec_from_file_location(
        name, filename, submodule_search_locations=folders
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        sys.modules.pop(name, None)
        raise
    return sys.modules[name]


def load_source(name, pathname, file=None):
    """Load a module from its source."""
    return load_module(name, file, pathname, ('.py', 'r', PY_SOURCE))


def load_compiled(name, pathname, file=None):
    """Load a module from its bytecode."""
    return load_module(name, file, pathname, ('.pyc', 'rb', PY_COMPILED))


def load_dynamic(name, path, file=None):
    """Load a module from a shared library."""
    return load_module(name, file, path, ('', 'rb', C_EXTENSION))


def load_package(name, path):
    """Load a package from its folder."""
    return load_module(name, None, path, ('', '', PKG_DIRECTORY))


def is_builtin(name):
    """1 if the module is part of the interpreter, else 0."""
    return int(name in sys.builtin_module_names)


def acquire_lock():
    """Nothing: each module has a lock of its own."""


release_lock = acquire_lock


def lock_held():
    """Whether somebody imports; nobody is known to."""
    return False


def get_magic():
    """With what bytecode begins."""
    return importlib.util.MAGIC_NUMBER


def get_tag():
    """What Python calls itself in ``__pycache__``."""
    return sys.implementation.cache_tag
