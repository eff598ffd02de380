"""float64 among float32, where Chainer refuses it.

Until NumPy 1 a number took the type of the array it met: a float32 array times ``numpy.sqrt(2)``,
which is a float64 number, was float32. Since NumPy 2 (NEP 50) it is float64. Nothing can be put
into NumPy that gives this back. But what follows from it most often is that a function of Chainer
finds float64 where its other arrays are float32, and ends in ``InvalidType``. There the float64
arrays are converted to float32, which they had been; only in this case, so that whatever Chainer
accepts, all of it in float64 too, stays what it is. And only where a network meets them: who gives
a function two arrays of different types is still told so.
"""

import functools


def add(module):
    """Let functions convert; ``module`` is ``chainer.function_node``."""
    cls = module.FunctionNode
    original = cls.apply

    @functools.wraps(original)
    def apply(self, inputs):
        from chainer.utils.type_check import InvalidType

        try:
            return original(self, inputs)
        except InvalidType:
            converted = _converted(inputs)
            if converted is None:
                raise
        return original(self, converted)

    cls.apply = apply


def _converted(inputs):
    """The inputs, all of them float32; None if it is not a network's float32 that meets float64."""
    import chainer.functions

    dtypes = {str(x.dtype) for x in inputs if x.dtype.kind == 'f'}
    if dtypes != {'float32', 'float64'}:
        return None
    if not any(x.dtype == 'float32' and _is_of_network(x) for x in inputs):
        return None
    return tuple(
        chainer.functions.cast(x, 'float32') if x.dtype == 'float64' else x for x in inputs
    )


def _is_of_network(x):
    import chainer

    if not isinstance(x, chainer.Variable):
        return False
    # Without a graph nobody knows where a variable comes from.
    known = chainer.config.enable_backprop
    return isinstance(x, chainer.Parameter) or x.creator_node is not None or not known
