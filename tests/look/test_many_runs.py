"""A thousand runs of 15,000 lines each: the list within a second, and so a run's curve."""

import os
import time

import pytest

from tests.look.conftest import entry, make_client, write_log, write_run

RUNS, LINES = 1000, 15000


@pytest.fixture(scope='module')
def many(tmp_path_factory):
    """Their logs are one file of 15,000 entries (3.7 MB) by a thousand names."""
    root = tmp_path_factory.mktemp('many') / 'runs'
    first = write_run(root, 'run_0000')
    write_log(first, [entry(i) for i in range(1, LINES + 1)])
    for i in range(1, RUNS):
        folder = write_run(root, 'group_{}/run_{:04d}'.format(i % 10, i))
        os.link(str(first / 'log'), str(folder / 'log'))
    return root


def seconds(call):
    start = time.perf_counter()
    answer = call()
    return time.perf_counter() - start, answer


def measured(many):
    """Seconds of the list, a curve, the same once more, and of nothing new; by a new server."""
    client = make_client(many, pictures=False)
    listed, answer = seconds(lambda: client.get('/api/runs'))
    assert len(answer.json['runs']) == RUNS
    assert all(r['last']['epoch'] == LINES for r in answer.json['runs'])
    given = {'run': 'runs/group_3/run_0333', 'key': ['main/loss', 'validation/main/accuracy']}
    drawn, answer = seconds(lambda: client.get('/api/runs/curves', query_string=given))
    assert answer.json[0]['count'] == LINES
    assert len(answer.json[0]['curves']['main/loss']['x']) == 600
    assert len(answer.data) < 100000
    again, _ = seconds(lambda: client.get('/api/runs/curves', query_string=given))
    time.sleep(1.1)
    news, answer = seconds(lambda: client.get('/api/runs', query_string={'since': RUNS}))
    assert answer.json['runs'] == []
    return listed, drawn, again, news


def test_list_and_curve_within_a_second(many):
    # The quickest of some tries is what it takes where nothing else runs.
    best = [1e9] * 4
    for _ in range(5):
        best = [min(pair) for pair in zip(best, measured(many))]
        if max(best[:2]) < 1:
            break
    print('\nlist {:.3f} s, curve {:.3f} s, once more {:.3f} s, nothing new {:.3f} s'.format(*best))
    listed, drawn, again, news = best
    assert listed < 1 and drawn < 1 and again < 0.5 and news < 0.5
