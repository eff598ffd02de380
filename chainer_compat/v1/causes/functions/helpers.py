"""Helpers in Chainer's modules that copies of its functions call: `linear._as_mat` and its like.

A function of one's own was often begun as a copy of Chainer's, with what its module had beside it.
"""

import importlib

import numpy

from chainer_compat.v1.cause import Served


def _as_mat(x):
    return x if x.ndim == 2 else x.reshape(len(x), -1)


def _acceptable(x_dtype, W_dtype=None):
    # Of cuDNN before its third version.
    return W_dtype is None or x_dtype == W_dtype


def _pair(x):
    return x if hasattr(x, '__getitem__') else (x, x)


def _as4darray(arr):
    if arr.ndim == 0:
        return arr.reshape(1, 1, 1, 1)
    return arr if arr.ndim == 4 else arr.reshape(arr.shape[0], -1, 1, 1)


def _xhat(x, mean, std, expander):
    return (x - mean[expander]) / std[expander]


def _check_constant_type(value):
    if not numpy.isscalar(value) and not hasattr(value, 'dtype'):
        raise ValueError('value must be a scalar, a numpy.ndarray, or a cupy.ndarray')


def _sqnorm(x):
    x = x.ravel()
    return float(x.dot(x))


def _sum_sqnorm(arrays):
    return sum(_sqnorm(x) for x in arrays)


_HELPERS = {
    'chainer.functions.connection.linear': (_as_mat,),
    'chainer.functions.connection.convolution_2d': (_acceptable, _pair),
    'chainer.functions.connection.dilated_convolution_2d': (_acceptable, _pair),
    'chainer.functions.math.basic_math': (_check_constant_type,),
    'chainer.functions.math.matmul': (_as_mat,),
    'chainer.functions.normalization.batch_normalization': (_as4darray, _xhat),
    'chainer.functions.pooling.pooling_2d': (_acceptable, _pair),
    'chainer.optimizer': (_sqnorm, _sum_sqnorm),
}
_NAMES = {_acceptable: '_check_cudnn_acceptable_type'}


def _put(version):
    for home, helpers in _HELPERS.items():
        module = importlib.import_module(home)
        for helper in helpers:
            name = _NAMES.get(helper, helper.__name__)
            if not hasattr(module, name):
                setattr(module, name, helper)


SERVED = [
    Served(
        ', '.join(
            home.replace('chainer.functions', 'F') + '.' + _NAMES.get(helper, helper.__name__)
            for home, helpers in _HELPERS.items()
            for helper in helpers
        ),
        _put,
    )
]
