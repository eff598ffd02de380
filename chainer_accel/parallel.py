"""Work shared among threads, each with a BLAS of its own.

NumPy's copies and matrix products and Numba's kernels run without Python's lock, so plain threads
do. While they work BLAS is told to use the calling thread alone: its own threads under ours would
wait for each other. Where threadpoolctl is not installed nobody can tell it, and work stays in the
calling thread, with BLAS's threads inside each product.
"""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

from chainer_accel import switch

try:
    import threadpoolctl
except ImportError:
    threadpoolctl = None


class _Blas:
    """NumPy's BLAS, used by one thread at a time or by several with a thread each."""

    def __init__(self):
        self._lock = threading.Lock()
        self._users = 0
        self._threads = 1
        controller = threadpoolctl.ThreadpoolController().select(user_api='blas')
        self._libraries = controller.lib_controllers

    def take(self):
        """Turn its threads off until ``give`` and return how many there were."""
        with self._lock:
            if not self._users:
                counts = [library.num_threads for library in self._libraries]
                self._threads = max(counts + [1])
                self._before = counts
                if self._threads > 1:
                    for library in self._libraries:
                        library.set_num_threads(1)
            self._users += 1
            return self._threads

    def give(self):
        with self._lock:
            self._users -= 1
            if not self._users and self._threads > 1:
                for library, count in zip(self._libraries, self._before):
                    library.set_num_threads(count)


_state = {}


def _forget():
    # A fork copies no threads.
    _state.clear()


if hasattr(os, 'register_at_fork'):
    os.register_at_fork(after_in_child=_forget)


def _tools():
    if not _state:
        _state['pool'] = ThreadPoolExecutor(os.cpu_count(), thread_name_prefix='chainer_accel')
        _state['blas'] = _Blas()
    return _state['pool'], _state['blas']


def each(function, items, few=1):
    """Call ``function`` with each of ``items``, in no certain order.

    Args:
        function: Writes its result to a place of its own. Must not call ``each``.
        items (iterable): Its arguments.
        few (int): So many are done sooner than a thread awakes.
    """
    items = list(items)
    if threadpoolctl is None or len(items) <= few or switch.level() != 'auto':
        for item in items:
            function(item)
        return
    pool, blas = _tools()
    threads = min(blas.take(), len(items))
    items.reverse()

    def work():
        while True:
            try:
                item = items.pop()
            except IndexError:
                return
            function(item)

    try:
        others = [pool.submit(work) for _ in range(threads - 1)]
        try:
            work()
        finally:
            for other in others:
                # One that has not begun by now finds nothing left to do: on a busy machine, waiting
                # for it to awake took longer than the work.
                if not other.cancel():
                    other.result()
    finally:
        blas.give()
