"""``pickle`` and ``cPickle`` as Python 2 had them: its pickles, and files opened as text."""

import pickle
from pickle import (  # noqa: F401
    HIGHEST_PROTOCOL,
    PickleError,
    Pickler,
    PicklingError,
    UnpicklingError,
    whichmodule,
)


def _bytes_of(file):
    """What of a file is read or written as bytes: in Python 2 the file itself."""
    buffer = getattr(file, 'buffer', None)
    if buffer is None:
        return file
    if file.writable():
        file.flush()
    return buffer


def Unpickler(file, **kwargs):
    """Reads Python 2's strings as text, each byte a letter (and arrays from their bytes)."""
    return pickle.Unpickler(_bytes_of(file), **dict({'encoding': 'latin1'}, **kwargs))


def load(file, **kwargs):
    """Read an object from a file."""
    return Unpickler(file, **kwargs).load()


def loads(data, **kwargs):
    """Read an object from bytes, or text with a byte in each letter."""
    data = data.encode('latin1') if isinstance(data, str) else data
    return pickle.loads(data, **dict({'encoding': 'latin1'}, **kwargs))


def dump(obj, file, protocol=2, **kwargs):
    """Write an object to a file, so that any Python reads it."""
    pickle.dump(obj, _bytes_of(file), protocol, **kwargs)


def dumps(obj, protocol=2, **kwargs):
    """Write an object to bytes."""
    return pickle.dumps(obj, protocol, **kwargs)
