"""Initializers, as Chainer 1 to 6 pickled them: settings that 7.8.1 added are not among theirs."""

_DEFAULTS = {'rng': None, 'fan_option': 'fan_in', 'mode': 'auto'}


def add(initializer):
    """Give the settings to the base class, where all of its kind find them."""
    for name, value in _DEFAULTS.items():
        setattr(initializer.Initializer, name, value)
