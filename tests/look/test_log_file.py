"""Chainer's log, read while it grows."""

import json
import threading

from look.training.log_file import LogFile
from tests.look.conftest import entry, write_log


def test_only_the_new_part_is_parsed(tmp_path, monkeypatch):
    log = LogFile(str(tmp_path / 'log'))
    write_log(tmp_path, [entry(i) for i in range(1, 400)])
    assert log.read()[0] == 399
    parsed = []
    actual = json.loads
    monkeypatch.setattr(json, 'loads', lambda text: parsed.append(len(text)) or actual(text))
    write_log(tmp_path, [entry(i) for i in range(1, 402)])
    count, columns = log.read()
    assert count == 401
    assert columns['epoch'] == list(range(1, 402))
    assert columns['main/loss'][-1] == 1 / 401
    assert sum(parsed) < 1000, 'the whole was parsed again'
    assert log.read()[0] == 401 and len(parsed) == 1, 'nothing is new'


def test_another_run_in_the_same_folder_is_read_from_its_start(tmp_path):
    log = LogFile(str(tmp_path / 'log'))
    write_log(tmp_path, [entry(i) for i in range(1, 50)])
    log.read()
    write_log(tmp_path, [entry(i, **{'lr': 0.1}) for i in range(1, 80)])
    count, columns = log.read()
    assert count == 79
    assert columns['lr'] == [0.1] * 79
    # A shorter one too, as after --resume from an older snapshot.
    write_log(tmp_path, [entry(i) for i in range(1, 10)])
    count, columns = log.read()
    assert count == 9 and 'lr' not in columns


def test_what_some_entries_lack_is_none(tmp_path):
    log = LogFile(str(tmp_path / 'log'))
    write_log(tmp_path, [entry(1), entry(2, lr=0.5)])
    log.read()
    write_log(tmp_path, [entry(1), entry(2, lr=0.5), entry(3)])
    _, columns = log.read()
    assert columns['lr'] == [None, 0.5, None]
    assert columns['epoch'] == [1, 2, 3]


def test_a_nan_is_no_point(tmp_path):
    (tmp_path / 'log').write_text('[{"epoch": 1, "main/loss": NaN}, {"epoch": 2, "main/loss": 3}]')
    log = LogFile(str(tmp_path / 'log'))
    assert log.read() == (2, {'epoch': [1, 2], 'main/loss': [None, 3]})


def test_nor_is_a_number_that_no_float_holds(tmp_path):
    text = '[{{"epoch": 1, "main/loss": {}}}, {{"epoch": 2, "main/loss": 3}}]'.format(10**400)
    (tmp_path / 'log').write_text(text)
    log = LogFile(str(tmp_path / 'log'))
    assert log.read() == (2, {'epoch': [1, 2], 'main/loss': [None, 3]})


def test_threads_that_ask_at_once_get_each_entry_once(tmp_path):
    write_log(tmp_path, [entry(i) for i in range(1, 15001)])
    log, go, found = LogFile(str(tmp_path / 'log')), threading.Barrier(6), []

    def ask():
        go.wait(10)
        found.append(log.read())

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    found.append(log.read())
    assert [count for count, _ in found] == [15000] * 7
    assert all(columns['epoch'] == list(range(1, 15001)) for _, columns in found)


def test_what_was_read_does_not_grow_while_it_is_drawn(tmp_path):
    log = LogFile(str(tmp_path / 'log'))
    write_log(tmp_path, [entry(1)])
    _, first = log.read()
    write_log(tmp_path, [entry(1), entry(2, lr=0.1)])
    log.read()
    assert first['epoch'] == [1] and 'lr' not in first


def test_half_a_file_is_no_end(tmp_path):
    write_log(tmp_path, [entry(i) for i in range(1, 5)])
    text = (tmp_path / 'log').read_text()
    log = LogFile(str(tmp_path / 'log'))
    for length in (0, 1, len(text) // 2, len(text)):
        (tmp_path / 'log').write_text(text[:length])
        _, columns = log.read()
        log.last()
    assert columns['epoch'] == [1, 2, 3, 4]
    assert log.last()['epoch'] == 4


def test_no_log_yet(tmp_path):
    log = LogFile(str(tmp_path / 'log'))
    assert log.read() == (0, {}) and log.last() == {} and log.stamp() is None
    write_log(tmp_path, [entry(1)])
    assert log.read()[0] == 1


def test_the_last_entry_of_a_file_of_something_else(tmp_path):
    (tmp_path / 'log').write_bytes(b'\xff{"x": }')
    log = LogFile(str(tmp_path / 'log'))
    assert log.last() == {} and log.read() == (0, {})
