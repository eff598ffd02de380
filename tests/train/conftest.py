"""What the tests of training scripts share."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


@pytest.fixture
def killed_and_resumed(tmp_path):
    """Run a script twice, once killed as soon as it has left a snapshot, and then resumed.

    Returns a function of the script's module name, its options and the snapshot's name. It
    checks that both logs are the same, and gives the two folders and the log.
    """

    def run(module, options, snapshot):
        def command(out, *more):
            start = [sys.executable, '-W', 'ignore', '-m', module, '--out', str(out)]
            return start + [str(option) for option in options] + list(more)

        whole, broken = tmp_path / 'whole', tmp_path / 'broken'
        subprocess.run(command(whole), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)

        process = subprocess.Popen(command(broken), cwd=ROOT, stdout=subprocess.DEVNULL)
        deadline = time.time() + 600
        while not (broken / snapshot).exists():
            assert time.time() < deadline and process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert not (broken / 'model_final.npz').exists()

        resumed = subprocess.run(
            command(broken, '--resume'), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        assert resumed.returncode == 0, resumed.stdout
        expected, log = [json.loads((out / 'log').read_text()) for out in (whole, broken)]
        assert len(log) == len(expected)
        for one, other in zip(expected, log):
            del one['elapsed_time'], other['elapsed_time']
            assert other == pytest.approx(one, rel=1e-5)
        return whole, broken, log

    return run
