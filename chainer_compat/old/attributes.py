"""Methods for a class that is written in C.

``type.__setattr__`` refuses classes of C: a flag of the class says that it must not be changed.
The flag is taken off, the method set as for any other class, and the flag put back. So Python
itself does all that belongs to it: it fills the class's slots (``float(x)`` looks into one of
them) and those of its subclasses, and drops what it has cached.
"""

import ctypes
import sys

_IMMUTABLE = 1 << 8  # Py_TPFLAGS_IMMUTABLETYPE, Python 3.10
# Where PyTypeObject has its flags: behind the head, three sizes or names and sixteen pointers.
_FLAGS_AT = (
    object.__basicsize__ + ctypes.sizeof(ctypes.c_ssize_t) + 18 * ctypes.sizeof(ctypes.c_void_p)
)


def _flags(cls):
    return ctypes.c_ulong.from_address(id(cls) + _FLAGS_AT)


def set_method(cls, name, function):
    """Give the class ``cls``, written in C or not, a method; nothing where that can't be done.

    Args:
        cls (type): E.g. ``numpy.ndarray``.
        name (str): E.g. ``'__float__'``.
        function (function): The method.
    """
    flags = _flags(cls)
    # Another Python, another layout: better no method than memory written to at random.
    if sys.version_info < (3, 10) or flags.value != cls.__flags__:
        return
    before = flags.value
    flags.value = before & ~_IMMUTABLE
    try:
        setattr(cls, name, function)
    finally:
        flags.value |= before & _IMMUTABLE
