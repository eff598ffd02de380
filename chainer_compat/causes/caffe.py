"""What ``CaffeFunction`` keeps of protobuf's, and a function in a function, cannot be pickled.

It could be pickled until Chainer 1.24, and programs keep it so: reading a ``.caffemodel`` takes
minutes. Mended from Python 3.8 on, so that the period stack stays what it was.
"""

from chainer_compat.mend import Mend

_MODULE = 'chainer.links.caffe.caffe_function'
_since = ('python', '3.8')


def _sequence(line, old, new):
    return Mend(module=_MODULE, line=line, old=old, new=new, since=_since)


# The weights' initializer, which has filled them when it could be pickled.
_BLOB = [
    _sequence(
        44,
        'chunk_size = 1024 * 1024',
        'chunk_size = 1024 * 1024; from chainer_compat.files.caffe import used_up as __reduce__',
    )
]

_GLOBAL_POOLING = [
    _sequence(
        354,
        'def _func(x, stride, pad):',
        'from chainer_compat.files.caffe import WholeMap; _func = WholeMap(func)',
    ),
    _sequence(355, 'return func(x, x.shape[2:], stride=stride, pad=pad)', ''),
]

_REPEATED = [
    _sequence(376, 'layer.reshape_param.shape.dim', 'list(layer.reshape_param.shape.dim)'),
    _sequence(424, 'coeff or None', 'coeff[:] or None'),
    _sequence(538, 'param.kernel_size', 'tuple(param.kernel_size)'),
    _sequence(551, 'param.stride', 'tuple(param.stride)'),
    _sequence(564, 'param.pad', 'tuple(param.pad)'),
]

MENDS = _BLOB + _GLOBAL_POOLING + _REPEATED
