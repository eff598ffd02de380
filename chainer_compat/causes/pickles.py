"""Chainer 1 wrote a variable into a pickle as a call, its flag and name among the arguments.

The other changes that old pickles ask for need no line of Chainer's: ``chainer_compat.files``.
Old ones do not load into any Chainer since 2; mended from Python 3.8 on, so that the period stack
stays what it was.
"""

from chainer_compat.mend import Mend

_VARIABLE = 'chainer.variable'
_since = ('python', '3.8')

MENDS = [
    Mend(
        module=_VARIABLE,
        line=22,
        old='import chainerx',
        new='import chainerx; from chainer_compat.files import variables as _pickled',
        since=_since,
    ),
    Mend(
        module=_VARIABLE,
        line=580,
        old='**kwargs: tp.Any',
        new='*old: tp.Any, **kwargs: tp.Any',
        since=_since,
    ),
    Mend(
        module=_VARIABLE,
        line=583,
        old="kwargs, ('name', None)",
        new="_pickled.of_chainer_1(old, kwargs) if old else kwargs, ('name', None)",
        since=_since,
    ),
]
