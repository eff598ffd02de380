"""One computation at a time, and each can be cancelled or forgotten."""

import threading
import time

import pytest

from cli.errors import UserError
from look import work
from look.work import Work


def ended(job, seconds=5):
    end = time.monotonic() + seconds
    while job.state in ('waiting', 'running') and time.monotonic() < end:
        time.sleep(0.005)
    return job.state


def test_one_at_a_time_in_order():
    queue, running, most, order = Work(), [], [], []

    def call(name):
        def compute(job):
            running.append(name)
            most.append(len(running))
            time.sleep(0.01)
            running.remove(name)
            order.append(name)
            return name

        return compute

    jobs = [queue.add(call(i)) for i in range(6)]
    assert [ended(job) for job in jobs] == ['done'] * 6
    assert [job.result for job in jobs] == order == list(range(6))
    assert max(most) == 1


def test_what_waits_is_told_and_cancelled():
    queue, go = Work(), threading.Event()
    first = queue.add(lambda job: go.wait(5))
    second, third = queue.add(lambda job: 1), queue.add(lambda job: 2)
    time.sleep(0.05)
    assert (queue.before(second), queue.before(third)) == (1, 2)
    queue.cancel(second)
    assert (second.state, queue.before(third)) == ('cancelled', 1), 'it takes no place any more'
    go.set()
    assert [ended(job) for job in (first, second, third)] == ['done', 'cancelled', 'done']


def test_what_runs_is_cancelled_at_its_next_step():
    queue = Work()

    def endless(job):
        while True:
            job.go_on(0.5)
            time.sleep(0.001)

    job = queue.add(endless)
    time.sleep(0.05)
    assert (job.state, job.share) == ('running', 0.5)
    queue.cancel(job)
    assert ended(job) == 'cancelled'
    assert ended(queue.add(lambda job: 1)) == 'done', 'the queue goes on'


def test_what_nobody_asks_after_ends(monkeypatch):
    """A browser that was killed says no goodbye."""
    monkeypatch.setattr(work, 'FORGOTTEN_S', 0.1)
    queue = Work()

    def endless(job):
        while True:
            job.go_on()
            time.sleep(0.001)

    job = queue.add(endless)
    for _ in range(5):
        time.sleep(0.05)
        assert queue.find(job.id).state == 'running'
    assert ended(job) == 'cancelled'


@pytest.mark.parametrize(
    'fault, words', [(UserError('a line'), 'a line'), (MemoryError(), 'too little memory'),
                     (ZeroDivisionError('x\ny'), 'ZeroDivisionError: x y'),
                     (SystemExit('no weights'), 'SystemExit: no weights'),
                     (KeyboardInterrupt(), 'KeyboardInterrupt')],
)  # fmt: skip
def test_what_fails_is_told_in_one_line_and_the_queue_goes_on(fault, words):
    queue = Work()

    def fail(job):
        raise fault

    job = queue.add(fail)
    assert ended(job) == 'failed' and words in job.error and '\n' not in job.error
    assert ended(queue.add(lambda job: 1)) == 'done'


def test_too_many_are_refused():
    queue, go = Work(), threading.Event()
    queue.add(lambda job: go.wait(5))
    time.sleep(0.05)
    for _ in range(8):
        queue.add(lambda job: 1)
    with pytest.raises(UserError, match='wait already'):
        queue.add(lambda job: 1)
    go.set()


def test_what_was_cancelled_leaves_room_for_others(monkeypatch):
    queue, go = Work(), threading.Event()
    first = queue.add(lambda job: go.wait(5))
    time.sleep(0.05)
    for _ in range(20):
        queue.cancel(queue.add(lambda job: 1))
    waiting = [queue.add(lambda job: 1) for _ in range(8)]
    # And what nobody asks after: the pages that lined it up are closed.
    monkeypatch.setattr(work, 'FORGOTTEN_S', 0.1)
    time.sleep(0.2)
    last = queue.add(lambda job: 2)
    assert {job.state for job in waiting} == {'cancelled'} and queue.before(last) == 1
    go.set()
    assert [ended(job) for job in (first, last)] == ['done', 'done']


def test_a_hidden_tab_that_asks_once_a_minute_keeps_its_work():
    assert work.FORGOTTEN_S > 60
