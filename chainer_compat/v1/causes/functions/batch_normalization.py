"""Batch normalization's running variance took eps with it, and until 1.20 nothing was added later.

`fixed_batch_normalization`, and so `L.BatchNormalization` with `test=True`, divided by the root of
the variance as it is until 1.20. The average itself was of variances with eps in them until
version 4.
"""

import functools
import sys

import chainer

from chainer_compat.v1.cause import Served


def _with_eps(version):
    """The running average is of ``variance + eps``."""
    module = sys.modules['chainer.functions.normalization.batch_normalization']
    cls = module.BatchNormalization
    original = cls.forward

    @functools.wraps(original)
    def forward(self, inputs):
        outputs = original(self, inputs)
        x, gamma = inputs[:2]
        if self.running_var is not None:
            m = x.size // gamma.size
            adjust = m / max(m - 1.0, 1.0)
            self.running_var += (1 - self.decay) * adjust * self.eps
        return outputs

    cls.forward = forward


def _without_eps(version):
    """Where mean and variance are given, eps is not added."""
    module = sys.modules['chainer.functions.normalization.batch_normalization']
    original = module.fixed_batch_normalization

    @functools.wraps(original)
    def fixed(x, gamma, beta, mean, var, eps=0, axis=None):
        return original(x, gamma, beta, mean, var, 0, axis)

    module.fixed_batch_normalization = fixed
    chainer.functions.fixed_batch_normalization = fixed


def _default(version):
    """Its eps, where none is given."""
    original = chainer.functions.batch_normalization

    @functools.wraps(original)
    def batch_normalization(x, gamma, beta, eps=1e-5, **kwargs):
        return original(x, gamma, beta, eps=eps, **kwargs)

    chainer.functions.batch_normalization = batch_normalization


SERVED = [
    Served('L.BatchNormalization: eps in avg_var', _with_eps, through='3'),
    Served('F.batch_normalization: eps', _default, through='1.13'),
    Served('F.fixed_batch_normalization: no eps', _without_eps, through='1.20'),
]
