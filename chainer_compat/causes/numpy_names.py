"""Names that NumPy has dropped and Chainer's own modules use.

``numpy.float`` was another name for Python's ``float`` (gone in NumPy 1.24); ``numpy.sctypes``
listed the types of a kind (gone in 2.0).
"""

from chainer_compat.mend import Mend

_RESIZE = 'chainer.functions.array.resize_images'
_STRIDED = 'chainer.functions.array.as_strided'

MENDS = [
    Mend(
        module=_RESIZE,
        line=line,
        old='dtype=numpy.float',
        new='dtype=float',
        since=('numpy', '1.24'),
    )
    for line in (179, 180, 184, 186, 194, 196)
] + [
    Mend(
        module=_STRIDED,
        line=10,
        old="np.sctypes['int']",
        new='(np.int8, np.int16, np.int32, np.int64)',
        since=('numpy', '2.0'),
    ),
    Mend(
        module=_STRIDED,
        line=252,
        old="gy.dtype not in np.sctypes['float']",
        new="gy.dtype.kind != 'f'",
        since=('numpy', '2.0'),
    ),
]
