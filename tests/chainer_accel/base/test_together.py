"""Compiled loops that a team of threads runs, and what becomes of their mistakes."""

import os
import threading
import time

import numpy
import pytest

numba = pytest.importorskip('numba')
pytest.importorskip('scipy')
together = pytest.importorskip('chainer_accel.base.together')
team = pytest.importorskip('chainer_accel.base.team')
from chainer_accel.base.claims import claim  # noqa: E402
from chainer_accel.base.together import lead, outline  # noqa: E402


@numba.njit(nogil=True)
def _mark(me, counter, who, times, rest):
    i = claim(counter)
    while i < len(who):
        who[i] = me
        times[i] += 1
        # Enough for others to come.
        for k in range(rest):
            times[i] += k % 2 * (times[i] < 0)
        i = claim(counter)


_mark_work = outline(_mark)


@numba.njit(nogil=True)
def mark(team, helpers, *args):
    lead(team, helpers, _mark_work(args))


@numba.njit(nogil=True)
def _fail(me, counter, wrong):
    i = claim(counter)
    while i < 1000:
        if i == wrong:
            raise ValueError
        i = claim(counter)


_fail_work = outline(_fail)


@numba.njit(nogil=True)
def fail(team, helpers, *args):
    lead(team, helpers, _fail_work(args))


@pytest.fixture(scope='module')
def people():
    return team.Team()


def _counter():
    return numpy.zeros(1, numpy.int64)


def _marked(people, helpers, count=400, rest=3000):
    who, times = numpy.full(count, -1), numpy.zeros(count, numpy.int64)
    people.lead(mark, helpers, (_counter(), who, times, rest))
    return who, times


@pytest.mark.parametrize('helpers', [0, 1, 3, 7])
def test_each_piece_once(helpers, people):
    for _ in range(50):
        who, times = _marked(people, helpers)
        assert (times == 1).all()
        assert 0 <= who.min() and who.max() <= helpers


def test_others_help(people):
    seen = set()
    deadline = time.time() + 60
    # On a busy machine they may come late, but not never.
    while seen != {0, 1, 2, 3} and time.time() < deadline:
        seen |= set(_marked(people, 3, 4000)[0])
    assert seen == {0, 1, 2, 3}


def test_after_a_sleep(people):
    _marked(people, 2)
    time.sleep(0.2)
    assert (_marked(people, 2)[1] == 1).all()


@pytest.mark.parametrize('wrong', [0, 500])
def test_a_failure_is_told_once(wrong, people):
    with pytest.raises(MemoryError):
        people.lead(fail, 3, (_counter(), wrong))
    people.lead(fail, 3, (_counter(), -1))


def test_several_callers(people):
    results = []

    def call():
        for _ in range(100):
            results.append((_marked(people, 3, 40, 10)[1] == 1).all())

    threads = [threading.Thread(target=call) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 500 and all(results)


@pytest.mark.skipif(not hasattr(os, 'fork'), reason='no fork on this system')
@pytest.mark.filterwarnings('ignore:.*fork.*:DeprecationWarning')
def test_a_team_of_its_own_after_a_fork(people):
    _marked(people, 3)
    child = os.fork()
    if child == 0:
        try:
            good = all((_marked(team.Team(), 3)[1] == 1).all() for _ in range(5))
        except BaseException:
            good = False
        os._exit(0 if good else 1)
    assert os.waitpid(child, 0)[1] == 0
