"""What the faster paths serve."""

import chainer
import numpy
from chainer import configuration

DTYPES = (numpy.float32, numpy.float64)


def serves(*arrays):
    """Whether these are NumPy arrays of one served dtype, none of them empty.

    None stands for an argument left out. Where Chainer shall use iDeep, nothing is served.
    """
    dtype = arrays[0].dtype
    if dtype not in DTYPES or configuration.config.use_ideep != 'never':
        return False
    return all(
        type(a) is numpy.ndarray and a.dtype == dtype and a.size for a in arrays if a is not None
    )


def seen():
    """Whether somebody wants to see each gradient taken by a function of its own."""
    config = configuration.config
    return config.enable_backprop or config.debug or bool(chainer.get_function_hooks())
