"""Work shared among threads, each with a BLAS of its own.

NumPy's copies and matrix products run without Python's lock, so plain threads do for them; compiled
loops have a way of their own (``together``). While they work BLAS is told to use the calling thread
alone: its own threads under ours would wait for each other. Where threadpoolctl is not installed
nobody can tell it, and work stays in the calling thread, with BLAS's threads inside each product.
"""

import contextlib
import importlib
import os
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy

from chainer_accel import switch
from chainer_accel.base import optional

try:
    import threadpoolctl
except ImportError:
    threadpoolctl = None

# Of a sum over pixels, each taken by one thread: as many whatever the number of threads, so that
# the result is the same too.
PARTS = 8


class _Blas:
    """NumPy's BLAS, used by one thread at a time or by several with a thread each."""

    def __init__(self):
        self._lock = threading.Lock()
        self._users = 0
        controller = threadpoolctl.ThreadpoolController().select(user_api='blas')
        self._libraries = controller.lib_controllers
        self._ask()

    def _ask(self):
        self._before = [library.num_threads for library in self._libraries]
        # As many as there were when last asked: that takes as long as some pieces of work.
        self.threads = min(self._before, default=1)

    def take(self):
        """Turn its threads off until ``give`` and return how many there were."""
        with self._lock:
            if not self._users:
                self._ask()
                if self.threads > 1:
                    for library in self._libraries:
                        library.set_num_threads(1)
            self._users += 1
            return self.threads

    def give(self):
        with self._lock:
            self._users -= 1
            if not self._users and self.threads > 1:
                for library, count in zip(self._libraries, self._before):
                    library.set_num_threads(count)


_state = {}


def _forget():
    # A fork copies no threads.
    _state.clear()


if hasattr(os, 'register_at_fork'):
    os.register_at_fork(after_in_child=_forget)


def _tools():
    if 'pool' not in _state:
        try:
            # Its BLAS is what Numba's products are taken by: to be told the same as NumPy's.
            importlib.import_module('scipy.linalg.cython_blas')
        except ImportError:
            pass
        _state['blas'] = _Blas()
        _state['pool'] = ThreadPoolExecutor(os.cpu_count(), thread_name_prefix='chainer_accel')
    return _state['pool'], _state['blas']


def each(function, items, few=1):
    """Call ``function`` with each of ``items``, in no certain order.

    Args:
        function: Writes its result to a place of its own. Must not call ``each``.
        items (iterable): Its arguments.
        few (int): So many are done sooner than a thread awakes.
    """
    items = list(items)
    count = len(items) if len(items) > few else 1
    items.reverse()

    def work():
        while True:
            try:
                item = items.pop()
            except IndexError:
                return
            function(item)

    with one_blas_thread() as threads:
        others = [_tools()[0].submit(work) for _ in range(min(threads, count) - 1)]
        try:
            work()
        finally:
            for other in others:
                # One that has not begun by now finds nothing left to do: on a busy machine, waiting
                # for it to awake took longer than the work.
                if not other.cancel():
                    other.result()


def share(loop, count, *args):
    """Run a compiled loop in as many threads as there are, at most ``count``.

    Args:
        loop: What ``together`` calls so; it takes a counter of its pieces of work
            and ``args``, and no products of BLAS.
        count (int): Pieces of work.
    """
    _team().lead(loop, min(limit(), count) - 1, (numpy.zeros(1, numpy.int64),) + args)


def share_products(loop, count, *args):
    """The same for a loop that takes products."""
    with one_blas_thread():
        share(loop, count, *args)


def limit():
    """Threads that there may be, for memory that each needs."""
    return 1 if threadpoolctl is None else _tools()[1].threads


def _team():
    if 'team' not in _state:
        _state['team'] = optional.module('base.team').Team()
    return _state['team']


@contextlib.contextmanager
def one_blas_thread():
    """Where BLAS takes its products in the calling thread alone; gives the threads there may be.

    BLAS's own, once awake, look for work for some hundredth of a second, in the way of ours.
    """
    if threadpoolctl is None or switch.level() != 'auto':
        yield 1
        return
    blas = _tools()[1]
    try:
        yield blas.take()
    finally:
        blas.give()
