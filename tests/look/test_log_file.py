"""Chainer's log, read while it grows."""

import json

from look.training.log_file import LogFile
from tests.look.conftest import entry, write_log


def test_only_the_new_part_is_parsed(tmp_path, monkeypatch):
    log = LogFile(str(tmp_path / 'log'))
    write_log(tmp_path, [entry(i) for i in range(1, 400)])
    assert log.read() == 399
    parsed = []
    actual = json.loads
    monkeypatch.setattr(json, 'loads', lambda text: parsed.append(len(text)) or actual(text))
    write_log(tmp_path, [entry(i) for i in range(1, 402)])
    assert log.read() == 401
    assert log.columns['epoch'] == list(range(1, 402))
    assert log.columns['main/loss'][-1] == 1 / 401
    assert sum(parsed) < 1000, 'the whole was parsed again'
    assert log.read() == 401 and len(parsed) == 1, 'nothing is new'


def test_another_run_in_the_same_folder_is_read_from_its_start(tmp_path):
    log = LogFile(str(tmp_path / 'log'))
    write_log(tmp_path, [entry(i) for i in range(1, 50)])
    log.read()
    write_log(tmp_path, [entry(i, **{'lr': 0.1}) for i in range(1, 80)])
    assert log.read() == 79
    assert log.columns['lr'] == [0.1] * 79
    # A shorter one too, as after --resume from an older snapshot.
    write_log(tmp_path, [entry(i) for i in range(1, 10)])
    assert log.read() == 9 and 'lr' not in log.columns


def test_what_some_entries_lack_is_none(tmp_path):
    log = LogFile(str(tmp_path / 'log'))
    write_log(tmp_path, [entry(1), entry(2, lr=0.5)])
    log.read()
    write_log(tmp_path, [entry(1), entry(2, lr=0.5), entry(3)])
    log.read()
    assert log.columns['lr'] == [None, 0.5, None]
    assert log.columns['epoch'] == [1, 2, 3]


def test_a_nan_is_no_point(tmp_path):
    (tmp_path / 'log').write_text('[{"epoch": 1, "main/loss": NaN}, {"epoch": 2, "main/loss": 3}]')
    log = LogFile(str(tmp_path / 'log'))
    assert log.read() == 2
    assert log.columns == {'epoch': [1, 2], 'main/loss': [None, 3]}


def test_half_a_file_is_no_end(tmp_path):
    write_log(tmp_path, [entry(i) for i in range(1, 5)])
    text = (tmp_path / 'log').read_text()
    log = LogFile(str(tmp_path / 'log'))
    for length in (0, 1, len(text) // 2, len(text)):
        (tmp_path / 'log').write_text(text[:length])
        log.read()
        log.last()
    assert log.columns['epoch'] == [1, 2, 3, 4]
    assert log.last()['epoch'] == 4


def test_no_log_yet(tmp_path):
    log = LogFile(str(tmp_path / 'log'))
    assert log.read() == 0 and log.last() == {} and log.stamp() is None
    write_log(tmp_path, [entry(1)])
    assert log.read() == 1


def test_the_last_entry_of_a_file_of_something_else(tmp_path):
    (tmp_path / 'log').write_bytes(b'\xff{"x": }')
    log = LogFile(str(tmp_path / 'log'))
    assert log.last() == {} and log.read() == 0
