"""Fresh interpreters, for what happens at their start."""

import functools
import os
import subprocess
import tempfile
import textwrap
import venv

import numpy

PROJECT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LIBRARIES = os.path.dirname(os.path.dirname(numpy.__file__))


@functools.lru_cache(maxsize=None)
def _bare():
    # Kept for the process's life; a venv without pip is made in a moment.
    folder = tempfile.TemporaryDirectory()
    venv.create(folder.name, with_pip=False)
    return folder


def python(*args):
    """Run Python with the project and its libraries on the path; returns what it prints.

    It is a bare environment's: ``.pth`` files in ``LIBRARIES`` are not read, so that neither is
    the one under test.
    """
    environ = dict(os.environ, PYTHONPATH=os.pathsep.join([PROJECT, LIBRARIES]))
    process = subprocess.run(
        [os.path.join(_bare().name, 'bin', 'python'), '-W', 'ignore'] + list(args),
        env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert process.returncode == 0, process.stdout
    return process.stdout


def run(code, *args):
    """Run the lines ``code`` likewise."""
    return python('-c', textwrap.dedent(code), *args)
