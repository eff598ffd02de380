"""The machine, as far as it matters to the figures."""

import os
import platform
import time

import numpy

try:
    import threadpoolctl
except ImportError:
    threadpoolctl = None


def cores():
    """Cores this process may use."""
    if hasattr(os, 'sched_getaffinity'):
        return len(os.sched_getaffinity(0))
    return os.cpu_count()


def gemm_peak(threads):
    """Most GFLOP/s that NumPy's BLAS reached in some products of 2048x2048 float32 matrices.

    Args:
        threads (int): For BLAS; where threadpoolctl is not installed, as many as it has.
    """
    if threadpoolctl is None:
        return _peak()
    with threadpoolctl.threadpool_limits(threads):
        return _peak()


def _peak():
    n = 2048
    a = numpy.ones((n, n), numpy.float32)
    out = numpy.empty_like(a)
    best = float('inf')
    for _ in range(10):
        start = time.perf_counter()
        numpy.matmul(a, a, out=out)
        best = min(best, time.perf_counter() - start)
    return 2e-9 * n**3 / best


def describe(threads=None):
    """dict: Processor, cores, load, BLAS and versions, GFLOP/s of ``threads`` threads (all)."""
    return {
        'processor': _processor(),
        'cores': cores(),
        'load': os.getloadavg()[0],
        'python': platform.python_version(),
        'numpy': numpy.__version__,
        'blas': _blas(),
        'gemm_gflops': gemm_peak(threads or cores()),
    }


def _processor():
    try:
        with open('/proc/cpuinfo') as f:
            for line in f:
                if line.startswith('model name'):
                    return line.partition(':')[2].strip()
    except OSError:
        pass
    return platform.processor()


def _blas():
    if threadpoolctl is None:
        return None
    for library in threadpoolctl.threadpool_info():
        # SciPy brings one of its own.
        if library['user_api'] == 'blas' and 'numpy' in library['filepath']:
            return '{internal_api} {version} {architecture}'.format(**library)
    return None
