"""Chainer on this Python, and what serves it on the CPU."""

import collections
import importlib
import platform
import sys

# error: why Chainer cannot be imported, or None. mended: chainer_compat's hook is in place.
# level: of chainer_accel, None without it. numba and what follows: its version, or None.
Cpu = collections.namedtuple(
    'Cpu', 'python numpy chainer mended level numba scipy threadpoolctl error'
)


def look():
    """Python, NumPy, Chainer and chainer_accel."""
    chainer = level = error = None
    try:
        import chainer as module

        chainer = module.__version__
        level = getattr(module.global_config, 'use_accel', None)
    except Exception as e:  # NumPy, setuptools or Python too new for it: many kinds
        error = '{}: {}'.format(type(e).__name__, e)
    return Cpu(
        platform.python_version(),
        _version('numpy'),
        chainer,
        any(getattr(finder, '__module__', '') == 'chainer_compat.hook' for finder in sys.meta_path),
        level,
        _version('numba'),
        _version('scipy'),
        _version('threadpoolctl'),
        error,
    )


def _version(name):
    try:
        return importlib.import_module(name).__version__
    except ImportError:
        return None


def accel(cpu):
    """What chainer_accel does here, in words."""
    if cpu.level is None:
        return 'not in use'
    if cpu.level == 'never':
        return 'off (CHAINER_ACCEL)'
    if cpu.level == 'numpy':
        return 'numpy (CHAINER_ACCEL)'
    missing = [name for name in ('numba', 'scipy', 'threadpoolctl') if getattr(cpu, name) is None]
    if missing:
        return 'auto, as far as NumPy goes: no {} (requirements/fast.txt)'.format(
            ' and no '.join(missing)
        )
    return 'auto: compiled kernels (Numba {}), work shared among threads'.format(cpu.numba)
