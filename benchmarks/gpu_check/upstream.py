"""Chainer's own GPU tests, as far as they need one GPU: with cuDNN where it is, and without."""

import json
import os
import subprocess
import sys
import tempfile

from chainer.backends import cuda

from benchmarks.gpu_check import precision
from benchmarks.gpu_check.row import Row
from cli.errors import UserError

RUN = os.path.join(os.path.dirname(__file__), '..', '..', 'tests', 'upstream', 'run.py')


def rows(source):
    """How many pass and fail.

    Args:
        source (str): Checkout of chainer/chainer at the version installed.

    Raises:
        UserError: They could not be run.
    """
    if cuda.cudnn_enabled:
        yield from _rows(source, 'with cuDNN', ['--cudnn'], {})
    yield from _rows(source, 'without cuDNN', [], {'CHAINER_CUDNN': '0'})


def _rows(source, name, options, environ):
    with tempfile.TemporaryDirectory() as scratch:
        out = os.path.join(scratch, 'tests.json')
        # What they print goes to the screen: they take long.
        subprocess.run(
            [sys.executable, RUN, source, '--gpu', '--out', out] + options,
            env=dict(precision.environ(False), **environ),
            check=False,
        )
        if not os.path.exists(out):
            raise UserError("{}: Chainer's own tests did not run (see above)".format(source))
        with open(out) as f:
            (found,) = json.load(f).values()
    name = "Chainer's own GPU tests, " + name
    yield Row(name + ': passed', found['passed'], 'tests')
    yield Row(name + ': failed', found['failed'], 'tests', 0)
    yield Row(name + ': files not run', len(found['not_collected']), 'files', 0)
