"""All kernels compiled now: ``python -m chainer_accel``.

Otherwise each is compiled when it is first asked for, one after the other, and the first step of a
network takes half a minute. Here processes share them, as many as there are processor cores. What
is in Numba's cache already is left as it is; the cache is for this machine's kind of processor.
"""

import importlib
import multiprocessing
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed

from chainer_accel.base import optional

# Those that take longest first.
KERNELS = (
    'wide_convolution',
    'convolution',
    'winograd_convolution',
    'convolution_gradient',
    'cross_entropy',
    'winograd_shared_out',
    'winograd_gradient',
    'wide_gradient',
    'normalization',
    'lstm',
    'skip_gram',
    'pooling',
    'accuracy',
    'deconvolution',
    'depthwise',
    'adam',
    'momentum_sgd',
    'activations',
    'phases',
)


def compile_one(name):
    """Call one of ``chainer_accel.small_calls``; gives its name and the seconds it took."""
    calls = importlib.import_module('chainer_accel.small_calls')
    start = time.perf_counter()
    getattr(calls, name)()
    return name, time.perf_counter() - start


def main():
    importlib.import_module('chainer')
    if optional.module('base.team') is None:
        sys.exit(
            'nothing to compile: Numba and SciPy are missing (pip install -r '
            'requirements/fast.txt) or CHAINER_ACCEL forbids their use'
        )
    start = time.perf_counter()
    context = multiprocessing.get_context('spawn')
    cores = len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else os.cpu_count()
    with ProcessPoolExecutor(min(cores, len(KERNELS)), context) as pool:
        todo = [pool.submit(compile_one, name) for name in KERNELS]
        try:
            for i, done in enumerate(as_completed(todo)):
                print('{}/{} {} {:.1f} s'.format(i + 1, len(todo), *done.result()), flush=True)
        except (OSError, RuntimeError) as e:  # A full disk, a process that was killed.
            pool.shutdown(cancel_futures=True)
            sys.exit('not all is compiled: {}'.format(e))
    print('{:.0f} s'.format(time.perf_counter() - start))
