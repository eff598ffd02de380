"""``chainer.FunctionSet``, what a model was in Chainer 1.0 to 1.4."""

import chainer


class FunctionSet(chainer.Chain):
    """A chain, asked for its children by attribute or by name. It comes out of a pickle only."""


FunctionSet.__module__ = 'chainer.function_set'
