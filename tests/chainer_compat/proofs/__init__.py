"""One proof for each mend: passes with the mend, fails without it.

A proof is a function of the mended module of Chainer. ``test_mends.py`` calls it with a module
made from the file as it is installed, with and without the mend.
"""

import importlib.util
import types

from chainer_compat.mend import mended
from chainer_compat.mends import MENDS

PROOFS = {}


def proof(module, *lines):
    """Declare the decorated function the proof of the mends of these lines."""

    def register(function):
        for line in lines:
            PROOFS[module, line] = function
        return function

    return register


def load(name, without=None):
    """Make a module of Chainer anew, beside the one in use.

    Args:
        name (str): The module.
        without (Mend): The one of its mends to leave out.

    Returns:
        module: Its attribute ``source`` holds the text it was made from.
    """
    spec = importlib.util.find_spec(name)
    with open(spec.origin, encoding='utf-8') as f:
        source = f.read()
    mends = [mend for mend in MENDS if mend.module == name and mend is not without]
    source = mended(source, mends, spec.origin)
    module = types.ModuleType(name)
    module.__file__ = spec.origin
    module.__package__ = name.rpartition('.')[0]
    exec(compile(source, spec.origin, 'exec'), module.__dict__)
    module.source = source
    return module
