"""Proof for the cause ``python``."""

import multiprocessing.pool
import warnings

from tests.chainer_compat.proofs import proof


@proof('chainer.iterators.multiprocess_iterator', 509)
def a_moment_without_workers(multiprocess_iterator):
    module = multiprocess_iterator
    module._fetch_dataset, module._fetch_mem_bulk = 'abcdef', None
    communicator = module._Communicator(1, None)
    loop = module._PrefetchLoop(
        'abcdef', 3, False, 2, 1, 0, communicator, None, False, maxtasksperchild=1
    )
    loop.prefetch_state = module._statemachine.IteratorState(0, 0, False, None)
    with multiprocessing.pool.ThreadPool(1) as pool:
        workers, pool._pool = pool._pool, []
        loop._pool = pool
        try:
            assert loop._task()
        finally:
            pool._pool = workers
    assert communicator.get()[0] == ['a', 'b', 'c']


@proof('chainer.iterators.multiprocess_iterator', 475)
def a_thread_starts_without_a_warning(multiprocess_iterator):
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        iterator = multiprocess_iterator.MultiprocessIterator([1, 2], 1, n_processes=1)
        try:
            assert next(iterator) in ([1], [2])
        finally:
            iterator.finalize()
