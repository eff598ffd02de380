"""Compiled loops over all steps of an LSTM.

They stand in front of none of Chainer's methods: Chainer has no function of a whole sequence on a
CPU that they could serve. A function that goes through a sequence asks for them.
"""

import numpy

from chainer_accel.base import optional
from chainer_accel.served import serves


def loops(*arrays):
    """The module of ``forward`` and ``backward`` for these arrays, or None where there is none.

    Args:
        arrays: x, W, U and b as ``lstm_kernels.forward`` takes them. Served are NumPy's in
            float32, where Numba is installed and the configuration lets it be used.
    """
    if arrays[0].dtype != numpy.float32 or not serves(*arrays):
        return None
    return optional.module('sequences.lstm_kernels')
