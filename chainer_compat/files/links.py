"""Links, as Chainer 1 to 6 pickled them.

A link is written as the dictionary of its attributes. What 7.8.1 has there and an older one had
not is filled in, and of Chainer 1's lists of names and variables become sets and parameters.
"""

import os

from chainer_compat.files import defaults, functions, variables
from chainer_compat.files.registering import register, start

_INITIALIZED = '_Link__init_done'
# Attributes of Chainer 1 that would be taken for something else, or for nothing.
_GONE = ('_uninitialized_params', '_cpu', '_device_id', 'use_cudnn', 'deterministic')


def set_state(link, state):
    """``Link.__setstate__``: take the attributes that a pickle or a copy gives."""
    slots = None
    if isinstance(state, tuple) and len(state) == 2:  # of a class with __slots__
        state, slots = state
    # Keys are bytes where a pickle of Python 2 is read with encoding='bytes'.
    state = {k.decode() if isinstance(k, bytes) else k: v for k, v in (state or {}).items()}
    if _INITIALIZED in state:
        link.__dict__.update(state)
    elif '_params' in state:
        _of_chainer_1_to_5(link, state)
    else:
        functions.set_state(link, state)
    for name, value in (slots or {}).items():
        setattr(link, name, value)
    defaults.fill(link)


def _of_chainer_1_to_5(link, state):
    import chainer

    _stateless(link, state)
    params = state.pop('_params')
    persistent = state.pop('_persistent', ())
    children = state.pop('_children', ())
    missing = state.get('_uninitialized_params') or ()
    device = None if state.get('_cpu', True) else state.get('_device_id')
    start(link)
    link.__dict__.update({k: v for k, v in state.items() if k not in _GONE})
    if isinstance(params, list) and 'use_cudnn' not in state:
        _without_eps(link)
    for name in params:
        variables.parameter_in_place(state[name], name)
    for name in missing:
        # add_param() would refuse: of some the attribute is there.
        link.__dict__[name] = chainer.Parameter(_initializer(state, name), name=name)
    if isinstance(link, chainer.ChainList):
        register(link, params, persistent)
        link.__dict__['_children'] = list(children)
    else:
        register(link, params, persistent, children)
    register(link, missing)
    if device is not None:
        link._device = chainer.backend.GpuDevice.from_device_id(device)


def _without_eps(link):
    """Batch normalization of Chainer 1.5 to 1.15, which had eps in its average and added none.

    Today it is added to the average when this is used. From 1.16 to 1.20 it was not either, but
    such a link looks like one of 1.21.
    """
    from chainer import links

    if not isinstance(link, links.BatchNormalization) or 'avg_var' not in link.__dict__:
        return
    # In the mode of an old version it is used as it was then.
    if 'CHAINER_COMPAT_VERSION' not in os.environ:
        link.__dict__['avg_var'] = link.avg_var - link.avg_var.dtype.type(link.eps)


def _stateless(link, state):
    """The GRU of Chainer 1 kept no state; in Chainer 2 the one that does took its name."""
    from chainer.links.rnn import gru

    if type(link) is gru.GRU and 'state_size' not in state:
        link.__class__ = gru.StatelessGRU


def _initializer(state, name):
    """What a parameter that had no shape yet is to be filled with."""
    from chainer import initializers

    known = state.get('_{}_initializer'.format(name)) or state.get('initial' + name)
    if known is None and name == 'W':
        return initializers.LeCunNormal(state.get('wscale', 1) ** 0.5)
    return initializers._get_initializer(known)


def add(link):
    """Let the links of the module ``chainer.link`` take the state of older ones."""
    link.Link.__setstate__ = set_state
