"""``onnx.mapping`` is gone from onnx; onnx_chainer reads two tables of it.

Without it onnx_chainer says that ONNX is not installed, whether it is or not. What it writes are
operator sets 7 to 11, which today's onnx still checks and reads.
"""

from chainer_compat.mend import Mend

_since = ('onnx', '1.19')
_OLD = 'from onnx.mapping import'
_NEW = 'from chainer_compat.onnx_types import'

MENDS = [
    Mend(module='onnx_chainer.export', line=12, old=_OLD, new=_NEW, since=_since),
    Mend(module='onnx_chainer.functions.array', line=6, old=_OLD, new=_NEW, since=_since),
    Mend(module='onnx_chainer.functions.math', line=2, old=_OLD, new=_NEW, since=_since),
    Mend(
        module='onnx_chainer.context',
        line=3,
        old='import onnx',
        new='from chainer_compat import onnx_types',
        since=_since,
    ),
    Mend(
        module='onnx_chainer.context',
        line=13,
        old='onnx.mapping.',
        new='onnx_types.',
        since=_since,
    ),
]
