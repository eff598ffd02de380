"""What ``python -m chainer_compat`` does, for each process that its script starts.

Python imports the first ``sitecustomize`` on its path at its start; ``chainer_compat.__main__``
puts this folder there. One that the environment has itself is run after it.
"""

import importlib.machinery
import importlib.util
import os
import sys

_here = os.path.dirname(os.path.abspath(__file__))
_project = os.path.dirname(os.path.dirname(_here))

sys.path[:] = [path for path in sys.path if os.path.abspath(path) != _here]
if _project not in sys.path:
    sys.path.append(_project)

from chainer_compat import hook, old  # noqa: E402
from chainer_compat.files import latin1  # noqa: E402

hook.install()
old.serve()
latin1.serve()
if 'CHAINER_COMPAT_VERSION' in os.environ:
    from chainer_compat.v1 import switch, version

    switch.start(version.parse(os.environ[switch.VARIABLE]))

_next = importlib.machinery.PathFinder.find_spec('sitecustomize')
if _next is not None:
    _next.loader.exec_module(importlib.util.module_from_spec(_next))
