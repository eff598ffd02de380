"""Runs two sides alternately, so that a slow minute of the machine slows both."""

import json
import os
import subprocess
import sys

import numpy

from cli.errors import UserError

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Side:
    """A process that does one side's work on demand (``benchmarks.side``).

    Args:
        target (str): What it does, for messages.
        command (list of str): How it is started.
        environ (dict): Its variables.
    """

    def __init__(self, target, command, environ):
        self._target = target
        self._process = subprocess.Popen(
            command,
            env=environ,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            universal_newlines=True,
        )

    def wait(self):
        """The next answer."""
        line = self._process.stdout.readline()
        if not line:
            raise UserError('{} ended early; what it said stands above'.format(self._target))
        return json.loads(line)

    def work(self):
        """Seconds for a unit of work, and MB of memory."""
        self._process.stdin.write('\n')
        self._process.stdin.flush()
        return self.wait()

    def end(self):
        self._process.stdin.close()
        self._process.kill()
        self._process.wait()


def measure(work, threads, pairs):
    """Time a work and its peer.

    Args:
        work (~benchmarks.works.Work): What to time.
        threads (int): Threads for each side.
        pairs (int): How often.

    Returns:
        dict: Median seconds of ours and of the peer, median and range of their ratio, MB of both.
    """
    environ = dict(os.environ)
    for name in ('OPENBLAS_NUM_THREADS', 'OMP_NUM_THREADS', 'MKL_NUM_THREADS'):
        environ[name] = str(threads)
    python = [sys.executable, '-W', 'ignore', '-m', 'benchmarks.side']
    sides = [Side(target, python + [target], environ) for target in (work.ours, work.peer)]
    try:
        for side in sides:
            side.wait()
        # Pairs, times and memory, ours and peer.
        results = numpy.array([[side.work() for side in sides] for _ in range(pairs)])
    finally:
        for side in sides:
            side.end()
    seconds = results[:, :, 0]
    ratios = seconds[:, 0] / seconds[:, 1]
    return {
        'peer': work.name,
        'ratio': float(numpy.median(ratios)),
        'spread': [float(ratios.min()), float(ratios.max())],
        'pairs': pairs,
        'goal': work.goal,
        'threads': threads,
        'seconds': [float(s) for s in numpy.median(seconds, axis=0)],
        'megabytes': [float(m) for m in results[-1, :, 1]],
    }
