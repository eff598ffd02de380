"""Pickles of Python 2, read by a program that does not know of them.

``pickle.load`` takes their text for ASCII, and an array's bytes are text there. ``python -m
chainer_compat`` lets it try once more with latin1, which keeps every byte; where the program says
an encoding, or the first try goes well, nothing is different.
"""

import functools
import pickle


def serve():
    """For this process."""
    if not hasattr(pickle.load, '__wrapped__'):
        pickle.load = _load(pickle.load)
        pickle.loads = _loads(pickle.loads)


def _load(load):
    @functools.wraps(load)
    def call(file, *args, **kwargs):
        if 'encoding' in kwargs:
            return load(file, *args, **kwargs)
        try:
            start = file.tell()
        except (AttributeError, OSError):  # it cannot be read twice
            return load(file, *args, **kwargs)
        try:
            return load(file, *args, **kwargs)
        except UnicodeDecodeError:
            file.seek(start)
            return load(file, *args, encoding='latin1', **kwargs)

    return call


def _loads(loads):
    @functools.wraps(loads)
    def call(data, *args, **kwargs):
        try:
            return loads(data, *args, **kwargs)
        except UnicodeDecodeError:
            if 'encoding' in kwargs:
                raise
            return loads(data, *args, encoding='latin1', **kwargs)

    return call
