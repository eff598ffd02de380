"""Chainer's own GPU tests, as far as they need one GPU and no cuDNN."""

import json
import os
import subprocess
import sys
import tempfile

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
    with tempfile.TemporaryDirectory() as scratch:
        out = os.path.join(scratch, 'tests.json')
        # What they print goes to the screen: they take long.
        subprocess.run([sys.executable, RUN, source, '--gpu', '--out', out], check=False)
        if not os.path.exists(out):
            raise UserError("{}: Chainer's own tests did not run (see above)".format(source))
        with open(out) as f:
            (found,) = json.load(f).values()
    yield Row("Chainer's own GPU tests: passed", found['passed'], 'tests')
    yield Row("Chainer's own GPU tests: failed", found['failed'], 'tests', 0)
    lost = len(found['not_collected'])
    yield Row("Chainer's own GPU tests: files not run", lost, 'files', 0)
