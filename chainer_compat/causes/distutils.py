"""``numpy.distutils`` is gone (with Python's own ``distutils``, from Python 3.12 on).

Chainer asks it one question, on a Mac only: whether NumPy computes with Apple's Accelerate, to warn
of faults its old interface had. NumPy 2 does not build against that interface any more
(https://numpy.org/doc/stable/release/2.0.0-notes.html), so the answer today is: it does not.
"""

from chainer_compat.mend import Mend

# Deprecated in NumPy 1.23; from 1.26 on its import fails beside a new setuptools.
_since = ('numpy', '1.23')

MENDS = [
    Mend(
        module='chainer._environment_check',
        line=6,
        old='import numpy.distutils.system_info',
        new='',
        since=_since,
    ),
    Mend(
        module='chainer._environment_check',
        line=29,
        old="numpy.distutils.system_info.get_info('blas_opt')",
        new='{}',
        since=_since,
    ),
]
