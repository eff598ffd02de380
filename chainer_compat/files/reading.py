"""Reads from a file of Chainer 1 what Chainer 1 did not write."""

import functools


def lenient(serializer, missing, children=None):
    """A deserializer that has an answer for what the file does not hold.

    Args:
        serializer (chainer.Deserializer): Reads the file.
        missing (dict): Key to the value it has where the file has no such key.
        children (callable): From the deserializer of a child to the one to give; None: the same.
    """
    return _class()(serializer, missing, children)


def is_reading(serializer):
    """Whether it reads; the same methods of Chainer's write."""
    from chainer.serializer import Deserializer

    return isinstance(serializer, Deserializer)


@functools.lru_cache(maxsize=None)
def _class():
    from chainer.serializer import Deserializer

    class Lenient(Deserializer):
        def __init__(self, inner, missing, children):
            self._inner = inner
            self._missing = missing
            self._children = children

        def __call__(self, key, value):
            if key not in self._missing:
                return self._inner(key, value)
            try:
                return self._inner(key, self._missing[key])
            except KeyError:
                return self._missing[key]

        def __getitem__(self, key):
            child = self._inner[key]
            return self._children(child) if self._children else child

    return Lenient
