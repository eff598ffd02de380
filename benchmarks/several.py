"""Seconds a step of FCN-32s in 1, 2 and 4 processes of this machine.

    .venv/bin/python -m benchmarks.several

One picture a process a step, as the posts have it: N processes see N pictures a step. Everything
else is the script's own: pictures drawn here, width 16, loading in between. Needs `make mpi`.
Writes results/several.json and the table in docs/several-machines.md.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile

import numpy

from cli import errors, marks
from cli.files import write_json

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FIGURES = os.path.join(ROOT, 'results', 'several.json')
DOC = os.path.join(ROOT, 'docs', 'several-machines.md')
START = '<!-- seconds: written by python -m benchmarks.several -->\n'
PROCESSES = 1, 2, 4
# The first epoch starts the processes, compiles and fills caches.
EPOCHS = 3


def measure(processes, data):
    """Train for a few epochs.

    Returns:
        dict: Seconds a step after the first epoch, the test of each epoch included, and how busy
        the machine was meanwhile.
    """
    mpiexec = os.path.join(os.path.dirname(sys.executable), 'mpiexec')
    with tempfile.TemporaryDirectory() as out:
        command = [mpiexec, '-n', str(processes), sys.executable, '-W', 'ignore', '-m']
        command += ['train.fcn32s', '--communicator', 'naive', '--width', '16', '--loaders', '0']
        command += ['--data', data, '-e', str(EPOCHS), '-o', out]
        before = os.getloadavg()[0]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        with open(os.path.join(out, 'log')) as f:
            log = json.load(f)
    seconds = log[-1]['elapsed_time'] - log[0]['elapsed_time']
    step = seconds / (log[-1]['iteration'] - log[0]['iteration'])
    return {
        'processes': processes,
        'seconds_a_step': round(step, 4),
        'pictures_a_second': round(processes / step, 2),
        'load_before': round(before, 1),
        'load_after': round(os.getloadavg()[0], 1),
    }


def table(figures):
    """The lines of the table."""
    yield '| processes | seconds a step | pictures a second | others at work (load before) |'
    yield '|---|---|---|---|'
    for one in figures['runs']:
        yield '| {processes} | {seconds_a_step:.3f} | {pictures_a_second} | {load_before} |'.format(
            **one
        )
    yield ''
    yield (
        'FCN-32s at width 16, one picture of about 160 x 160 a process a step, the test of each '
        'epoch included; {cores} cores, threads divided, Python {python}, NumPy {numpy}.'.format(
            **figures
        )
    )


def written(text, figures):
    """``text`` with the table in its place."""
    return marks.filled(text, START, table(figures))


def main():
    from data import shapes

    with tempfile.TemporaryDirectory() as folder:
        data = os.path.join(folder, 'shapes')
        shapes.make(data, number=60)
        runs = [measure(processes, data) for processes in PROCESSES]
    figures = {
        'runs': runs,
        'cores': os.cpu_count(),
        'python': platform.python_version(),
        'numpy': numpy.__version__,
    }
    write_json(FIGURES, figures)
    marks.fill(DOC, START, table(figures))


if __name__ == '__main__':
    errors.run(main)
