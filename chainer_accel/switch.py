"""Whether the faster paths are taken.

``chainer.config.use_accel`` is ``'auto'`` (the default), ``'numpy'`` (nothing but NumPy, also
where Numba is installed) or ``'never'`` (Chainer's own path). As all of Chainer's configuration
it holds for a thread with ``chainer.using_config('use_accel', 'never')`` and for all of them in
``chainer.global_config``. The environment variable ``CHAINER_ACCEL`` sets what it starts as:
``0``, ``numpy`` or ``auto``.
"""

import os

VARIABLE = 'CHAINER_ACCEL'
LEVELS = {'': 'auto', '1': 'auto', 'auto': 'auto', 'numpy': 'numpy', '0': 'never'}

_chainer = {}


def configure(configuration):
    """Give Chainer's module ``configuration`` the entry ``use_accel``."""
    value = os.environ.get(VARIABLE, '')
    if value not in LEVELS:
        raise ImportError('{} is {!r}: set it to 0, numpy or auto'.format(VARIABLE, value))
    configuration.global_config.use_accel = LEVELS[value]
    # Asked for some hundred times a step: not looked up each time.
    _chainer['config'] = configuration.config


def level():
    """``'auto'``, ``'numpy'`` or ``'never'``, for this thread."""
    # The period stack's Chainer was never configured.
    return _chainer['config'].use_accel if _chainer else 'never'
