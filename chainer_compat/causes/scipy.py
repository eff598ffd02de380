"""SciPy's sparse matrices take no float16 any more.

Until SciPy 1.14 they computed it in float32 and gave float32 back; Chainer then rounded to float16.
Said here in so many words, as Chainer's own code for the GPU does.
"""

from chainer_compat.mend import Mend

_WIDER = '(a.astype(numpy.float32) if a.dtype == numpy.float16 else a for a in (A_data, B))'

MENDS = [
    Mend(
        module='chainer.functions.math.sparse_matmul',
        line=65,
        old='_m, _k = A_shape',
        new='_m, _k = A_shape; A_data, B = ' + _WIDER,
        since=('scipy', '1.15'),
    )
]
