import os
import threading

import chainer
import chainer.functions as F
import numpy
import pytest

from chainer_accel.base import parallel

pytest.importorskip('threadpoolctl')


def test_each_item_once():
    counts = numpy.zeros(1000, int)

    def count(i):
        counts[i] += 1

    parallel.each(count, range(1000))
    assert (counts == 1).all()


def test_few_stay_in_the_calling_thread():
    seen = set()
    parallel.each(lambda i: seen.add(threading.current_thread()), range(5), few=5)
    assert seen == {threading.current_thread()}


def test_mistakes_are_seen():
    def fail(i):
        raise KeyError(i)

    with pytest.raises(KeyError):
        parallel.each(fail, range(10))
    test_each_item_once()


def test_blas_has_its_threads_back():
    from threadpoolctl import threadpool_info

    def threads():
        return [t['num_threads'] for t in threadpool_info() if t['user_api'] == 'blas']

    before = threads()
    within = []
    parallel.each(lambda i: within.append(max(threads())), range(4))
    assert max(within) == 1
    assert threads() == before


def test_several_callers():
    """As ranks of one process: each has memory of its own, BLAS has its threads back at the end."""
    from threadpoolctl import threadpool_info

    def gradients(seed):
        rng = numpy.random.RandomState(seed)
        x, W = rng.randn(4, 16, 24, 24).astype('f'), rng.randn(16, 16, 3, 3).astype('f')
        v, w = chainer.Variable(x), chainer.Parameter(W)
        F.sum(F.convolution_2d(v, w, pad=1) ** 2).backward()
        return w.grad

    before = [t['num_threads'] for t in threadpool_info()]
    wanted = [gradients(seed) for seed in range(6)]
    got = [None] * 6

    def rank(i):
        for _ in range(5):
            got[i] = gradients(i)

    threads = [threading.Thread(target=rank, args=(i,)) for i in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for a, b in zip(got, wanted):
        numpy.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-4 * abs(b).max())
    assert [t['num_threads'] for t in threadpool_info()] == before


@pytest.mark.skipif(not hasattr(os, 'fork'), reason='no fork on this system')
@pytest.mark.filterwarnings('ignore:.*fork.*:DeprecationWarning')
def test_after_a_fork():
    """As MultiprocessIterator's workers: the pool's threads are not there any more."""
    test_each_item_once()
    child = os.fork()
    if child == 0:
        try:
            test_each_item_once()
        except BaseException:
            os._exit(1)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
