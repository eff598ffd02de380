"""Calls a function with a module, now or as soon as something imports it."""

import sys

from chainer_compat import hook, loading


def when_imported(name, function):
    """Call ``function(module)`` once the module ``name`` is loaded.

    Args:
        name (str): The module's full name.
        function (callable): Called with the module. An equal one is not called twice.
    """
    functions = loading.AFTER.setdefault(name, [])
    if function in functions:
        return
    functions.append(function)
    hook.PACKAGES.add(name.partition('.')[0])
    if name in sys.modules:
        function(sys.modules[name])
