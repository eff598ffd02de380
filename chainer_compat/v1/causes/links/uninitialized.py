"""Parameters without a shape: `add_uninitialized_param`, `has_uninitialized_params`.

A link of one's own said so, and called `add_param` when it had seen its first input.
"""

import functools

import chainer

from chainer_compat.v1.cause import Served


def add_uninitialized_param(self, name):
    """Say that there will be a parameter of that name."""
    waiting = self._uninitialized_params
    if name in waiting or name in self.__dict__:
        message = 'cannot register a new uninitialized parameter {}: exists'
        raise AttributeError(message.format(name))
    waiting[name] = None


def _waiting(self):
    return self.__dict__.setdefault('_uninitialized_names', {})


def _has(self):
    own = (self.__dict__[name] for name in self._params)
    return bool(self._uninitialized_params) or any(param.array is None for param in own)


def _add_param(original):
    @functools.wraps(original)
    def add_param(self, name, *args, **kwargs):
        late = name in self._uninitialized_params
        original(self, name, *args, **kwargs)
        if late:
            del self._uninitialized_params[name]
            # As if it had been there when the gradients were cleared.
            self.__dict__[name].cleargrad()

    return add_param


def _put(version):
    cls = chainer.Link
    cls.add_uninitialized_param = add_uninitialized_param
    cls._uninitialized_params = property(_waiting)
    cls.has_uninitialized_params = property(_has)
    cls.add_param = _add_param(cls.add_param)


SERVED = [Served('Link.add_uninitialized_param, has_uninitialized_params', _put)]
