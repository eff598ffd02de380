"""NumPy's BLAS, and which of its kernels it takes for this processor.

Most of a network's time on a CPU is spent in it. OpenBLAS chooses a kernel when it is loaded; a
build that does not know the processor falls back to an older one's, on a processor with AVX-512
at little more than half the speed.
"""

import collections
import ctypes

import numpy  # noqa: F401  loads the library that is looked for

from chainer_compat.doctor import libraries

Blas = collections.namedtuple('Blas', 'name kernel threads')

# NumPy's wheels have carried OpenBLAS with these names of its functions.
_NAMES = ('scipy_openblas_{}64_', 'scipy_openblas_{}', 'openblas_{}64_', 'openblas_{}')
# OpenBLAS's names for kernels without AVX-512.
_NARROW = ('Haswell', 'Zen')


def look():
    """The BLAS that is loaded, or None where it is not OpenBLAS or cannot be asked."""
    for path in libraries.loaded('openblas'):
        library = ctypes.CDLL(path)
        for name in _NAMES:
            config = getattr(library, name.format('get_config'), None)
            if config is None:
                continue
            kernel = getattr(library, name.format('get_corename'))
            threads = getattr(library, name.format('get_num_threads'))
            config.restype = kernel.restype = ctypes.c_char_p
            # 'OpenBLAS 0.3.30  USE64BITINT DYNAMIC_ARCH ...'
            version = ' '.join(config().decode().split()[:2])
            return Blas(version, kernel().decode(), threads())
    return None


def hint(blas, flags):
    """What to do about a kernel that is too narrow for the processor, or None.

    Args:
        blas (Blas): What :func:`look` found.
        flags (set of str): What the processor can do, as Linux names it.
    """
    if blas is None or blas.kernel not in _NARROW or 'avx512f' not in flags:
        return None
    return (
        'this processor has AVX-512, but OpenBLAS took its kernel for {}: '
        'OPENBLAS_CORETYPE=SKYLAKEX in the environment can be 1.7 times as fast'
    ).format(blas.kernel)


def processor_flags():
    """What the processor can do, as Linux names it; empty elsewhere."""
    for line in libraries.lines('/proc/cpuinfo'):
        if line.startswith('flags'):
            return set(line.partition(':')[2].split())
    return set()
