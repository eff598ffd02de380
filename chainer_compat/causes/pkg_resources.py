"""``pkg_resources`` is gone from setuptools.

setuptools warns of it at every import since 67.5 and has not brought it since 82. What Chainer
asks it is answered by ``chainer_compat.requirements``, from ``importlib.metadata``: also faster,
since ``pkg_resources`` looks through the whole environment when it is imported.
"""

from chainer_compat.mend import Mend

_LINES = {
    'chainer._environment_check': 7,
    'chainer.testing.doctest_helper': 3,
    'chainer.testing.helper': 6,
}

MENDS = [
    Mend(
        module=module,
        line=line,
        old='import pkg_resources',
        new='from chainer_compat import requirements as pkg_resources',
        since=('setuptools', '67.5'),
    )
    for module, line in _LINES.items()
]
