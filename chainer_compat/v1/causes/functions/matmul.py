"""`matmul` took a vector for a column, and no stacks of matrices: `batch_matmul` was for those.

In both a vector (in `batch_matmul` a row of the batch) was a matrix of one column, so that the
product of two vectors needed `transa=True` and was a matrix.
"""

import functools

import chainer
from chainer.utils import type_check

from chainer_compat.v1.cause import Served


def _as_columns(original, ndim):
    @functools.wraps(original)
    def matmul(a, b, transa=False, transb=False):
        columns = []
        for name, x in (('a', a), ('b', b)):
            if x.ndim == ndim - 1:
                x = chainer.functions.reshape(x, x.shape + (1,))
            elif x.ndim != ndim:
                raise type_check.InvalidType(
                    '{0}.ndim == {1} or {0}.ndim == {2}'.format(name, ndim - 1, ndim),
                    '{}.ndim == {}'.format(name, x.ndim),
                )
            columns.append(x)
        return original(columns[0], columns[1], transa, transb)

    return matmul


def _put(version):
    functions = chainer.functions
    product = functions.matmul
    functions.matmul = _as_columns(product, 2)
    functions.batch_matmul = _as_columns(product, 3)


SERVED = [Served('F.matmul, F.batch_matmul', _put, through='2')]
