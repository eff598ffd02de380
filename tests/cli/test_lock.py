"""One run a folder, and none that died."""

import os
import signal
import stat
import subprocess
import sys

import pytest

from cli import lock
from cli.errors import UserError

HOLD = """
import sys, time
from cli import lock
with lock.held(sys.argv[1]):
    print('held', flush=True)
    time.sleep(100)
"""


def test_a_folder_is_held_by_one_and_by_none_that_was_killed(tmp_path):
    other = subprocess.Popen([sys.executable, '-c', HOLD, str(tmp_path)], stdout=subprocess.PIPE)
    assert other.stdout.readline() == b'held\n'
    with pytest.raises(UserError, match='another run is writing there'):
        with lock.held(str(tmp_path)):
            pass
    other.send_signal(signal.SIGKILL)
    other.wait()
    other.stdout.close()
    with lock.held(str(tmp_path)):
        with pytest.raises(UserError):
            with lock.held(str(tmp_path)):
                pass
    assert os.listdir(str(tmp_path)) == []


def refusing(kinds, monkeypatch):
    """A file system that locks nothing of these kinds, as NFS no folder."""
    flock = lock.fcntl.flock

    def refuse(handle, how):
        if any(kind(os.fstat(handle).st_mode) for kind in kinds):
            raise OSError(9, 'Bad file descriptor')
        flock(handle, how)

    monkeypatch.setattr(lock.fcntl, 'flock', refuse)


def test_where_no_folder_can_be_locked_a_file_is(tmp_path, monkeypatch):
    refusing([stat.S_ISDIR], monkeypatch)
    with lock.held(str(tmp_path)):
        with pytest.raises(UserError, match='another run'):
            with lock.held(str(tmp_path)):
                pass
    with lock.held(str(tmp_path)):
        pass


def test_where_nothing_can_be_locked_it_goes_on_and_says_so(tmp_path, monkeypatch, capsys):
    refusing([stat.S_ISDIR, stat.S_ISREG], monkeypatch)
    with lock.held(str(tmp_path)):
        pass
    assert 'nothing can be locked' in capsys.readouterr().err
