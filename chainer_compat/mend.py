"""What a mend is, and when one is needed."""

import collections
import importlib
import re
import sys

Mend = collections.namedtuple('Mend', 'module line old new since through')
Mend.__new__.__defaults__ = (None,)
Mend.__doc__ = """One line of Chainer 7.8.1 to read differently.

Attributes:
    module (str): The module of Chainer, e.g. ``'chainer.functions.array.as_strided'``.
    line (int): The line in that module's file, counted from 1.
    old (str): The text to replace; it stands on that line exactly once.
    new (str): What to read instead. One line, so that line numbers in tracebacks stay true.
    since (tuple): ``(distribution, version)`` from which on the mend is needed.
    through (int): Last of the lines to be replaced as a whole, where one line is not enough;
        ``old`` is then the text with which the first one begins.
"""


def release(version):
    """The numbers of a version: ``release('2.0.0rc1') == (2, 0, 0)``."""
    return tuple(int(part) for part in re.match(r'\d+(\.\d+)*', version).group().split('.'))


def _module_version(name):
    try:
        return release(importlib.import_module(name).__version__)
    except Exception:  # CuPy raises what it likes when a library it needs is missing
        return None


def _setuptools_version():
    # Asked of the metadata: setuptools itself takes long to import.
    try:
        from importlib import metadata
    except ImportError:  # Python 3.7
        return _module_version('setuptools')
    try:
        return release(metadata.version('setuptools'))
    except metadata.PackageNotFoundError:
        return None


_ASK = {
    'python': lambda: sys.version_info[:3],
    'numpy': lambda: _module_version('numpy'),
    'scipy': lambda: _module_version('scipy'),
    'h5py': lambda: _module_version('h5py'),
    'onnx': lambda: _module_version('onnx'),
    'protobuf': lambda: _module_version('google.protobuf'),
    'cupy': lambda: _module_version('cupy'),
    'setuptools': _setuptools_version,
    'matplotlib': lambda: _module_version('matplotlib'),
    'PIL': lambda: _module_version('PIL'),
    'yaml': lambda: _module_version('yaml'),
    'pandas': lambda: _module_version('pandas'),
    'sklearn': lambda: _module_version('sklearn'),
}


def needed(mend):
    """Whether the libraries installed here are so new that ``mend`` is needed.

    A library that is not installed at all needs no mend, but for setuptools: without it
    ``pkg_resources`` is as much missing as with the newest.
    """
    name, first = mend.since
    found = _ASK[name]()
    if found is None:
        return name == 'setuptools'
    return found >= release(first)


def mended(source, mends, path):
    """The text of one module of Chainer with ``mends`` in place.

    Args:
        source (str): The text of the file.
        mends (list of Mend): The mends of this module.
        path (str): The file, for the message.

    Raises:
        ImportError: A line reads otherwise than in Chainer 7.8.1.
    """
    lines = source.splitlines(True)
    for mend in mends:
        line = lines[mend.line - 1] if mend.line <= len(lines) else ''
        if line.count(mend.old) != 1:
            raise ImportError(
                'chainer_compat mends Chainer 7.8.1, but line {} of {} has no {!r}: '
                'install chainer==7.8.1'.format(mend.line, path, mend.old)
            )
        if mend.through is None:
            lines[mend.line - 1] = line.replace(mend.old, mend.new)
        else:
            count = mend.through - mend.line + 1
            lines[mend.line - 1 : mend.through] = [mend.new + '\n'] + ['\n'] * (count - 1)
    return ''.join(lines)
