"""Puts a faster method in front of one of Chainer's."""

import functools

from chainer_accel import switch


def method(cls, name, fast):
    """Let ``fast`` answer for ``cls.name`` where it can.

    Args:
        cls (type): One of Chainer's classes, or a module.
        name (str): A method of it, or a function.
        fast (function): Takes what the method takes and returns the same, or
            ``NotImplemented`` for what it does not serve; then, and where the
            configuration says ``'never'``, Chainer's own method answers.
    """
    own = getattr(cls, name)

    @functools.wraps(own)
    def either(*args, **kwargs):
        if switch.level() != 'never':
            result = fast(*args, **kwargs)
            if result is not NotImplemented:
                return result
        return own(*args, **kwargs)

    setattr(cls, name, either)
