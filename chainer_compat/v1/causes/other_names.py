"""Names that are gone or have moved: `chainer.init_weight`, `utils.WalkerAlias`, `n_fold`.

And names that are Chainer's today and were free: `self.device = 0` of a link.
"""

import functools

import chainer
import numpy
from chainer import datasets, initializers
from chainer.utils import walker_alias

from chainer_compat.v1 import callers
from chainer_compat.v1.cause import Served


def init_weight(weights, initializer, scale=1.0):
    """Fill an array as an initializer says, and multiply it."""
    if initializer is None:
        initializer = initializers.LeCunNormal()
    elif numpy.isscalar(initializer) or hasattr(initializer, 'shape'):
        initializer = initializers.Constant(initializer)
    initializer(weights)
    weights *= scale


def _folds(original):
    @functools.wraps(original)
    def get(dataset, *args, **kwargs):
        if 'n_fold' in kwargs:
            kwargs['n_folds'] = kwargs.pop('n_fold')
        return original(dataset, *args, **kwargs)

    return get


def _names(version):
    chainer.init_weight = initializers.init_weight = init_weight
    chainer.utils.WalkerAlias = walker_alias.WalkerAlias
    for name in ('get_cross_validation_datasets', 'get_cross_validation_datasets_random'):
        setattr(datasets, name, _folds(getattr(datasets, name)))


class _Free:
    """An attribute that Chainer has for itself and old code for itself."""

    def __init__(self, name, own):
        self.name = '_free_' + name
        self.own = own

    def __get__(self, link, cls=None):
        if link is None:
            return self
        if self.name in link.__dict__ and not callers.is_own():
            return link.__dict__[self.name]
        return self.own.__get__(link, cls)

    def __set__(self, link, value):
        link.__dict__[self.name] = value


def _links(version):
    cls = chainer.Link
    cls.device = _Free('device', cls.device)
    # Copies of a link's own text ask for these.
    cls._cpu = property(lambda self: self.xp is numpy)
    cls._device_id = property(lambda self: None if self.xp is numpy else self.device.device.id)


SERVED = [
    Served('chainer.init_weight, initializers.init_weight, utils.WalkerAlias, '
           'get_cross_validation_datasets(n_fold=)', _names),
    Served('Link.device (to be set), _cpu, _device_id', _links),
]  # fmt: skip
