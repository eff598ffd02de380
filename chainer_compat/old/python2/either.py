"""Values that serve a program of Python 2 and one of Python 3, where nobody knows which it is.

``w / 2`` is a float in Python 3 and was an integer in Python 2; ``map`` gives an iterator, and gave
a list. A program of 2016 that both read was often run by one of them alone. What stands here is
what Python 3 gives, and can be used where only Python 2's would do: the quotient of two integers
as an index, a size, in ``range``; what ``map`` gives with ``len`` and ``[0]``.
"""

import builtins
import operator

from chainer_compat.old.python2 import runtime


class Quotient(float):
    """``a / b`` of integers: a float, and the integer of Python 2 where an integer is needed.

    Attributes:
        whole (int): What Python 2 computed.
    """

    def __new__(cls, value, whole):
        self = super().__new__(cls, value)
        self.whole = whole
        return self

    def __index__(self):
        return self.whole

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        # A float of Python takes the type of the array it meets, a subclass of it does not.
        plain = [float(x) if type(x) is Quotient else x for x in inputs]
        return getattr(ufunc, method)(*plain, **kwargs)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        # Nobody else's files are to need this module.
        return float, (float(self),)


def _is_whole(x):
    return type(x) is int or type(x) is Quotient


def _whole(x):
    return x.whole if type(x) is Quotient else x


def _arithmetic(name, compute):
    plain = getattr(float, name)

    def method(self, other):
        found = plain(self, other)
        if found is NotImplemented or not _is_whole(other):
            return found
        return Quotient(found, compute(self.whole, _whole(other)))

    return method


for _name in ('add', 'sub', 'mul', 'floordiv', 'mod'):
    _compute = getattr(operator, _name)
    _forward, _backward = '__{}__'.format(_name), '__r{}__'.format(_name)
    setattr(Quotient, _forward, _arithmetic(_forward, _compute))
    setattr(
        Quotient,
        _backward,
        _arithmetic(_backward, lambda a, b, compute=_compute: compute(b, a)),
    )
Quotient.__neg__ = lambda self: Quotient(-float(self), -self.whole)


def divide(a, b):
    """``a / b``."""
    found = a / b
    if not (_is_whole(a) and _is_whole(b)) or _whole(b) == 0:
        return found
    return Quotient(found, _whole(a) // _whole(b))


def divide_in_place(a, b):
    """``a /= b``."""
    return divide(a, b) if _is_whole(a) else operator.itruediv(a, b)


def divide_attribute(owner, name, b):
    """``owner.name /= b``."""
    setattr(owner, name, divide_in_place(getattr(owner, name), b))


def divide_item(owner, index, b):
    """``owner[index] /= b``."""
    owner[index] = divide_in_place(owner[index], b)


class Row(list):
    """A list that is an iterator too."""

    _at = 0

    def __next__(self):
        if self._at >= len(self):
            raise StopIteration
        self._at += 1
        return self[self._at - 1]

    def __iter__(self):
        rest = super().__iter__()
        for _ in builtins.range(self._at):
            next(rest)
        return rest


class Keys(list):
    """What ``d.keys()`` gives: a list, and a set where sets are computed with."""

    def __and__(self, other):
        return set(self) & set(other)

    def __or__(self, other):
        return set(self) | set(other)

    def __sub__(self, other):
        return set(self) - set(other)

    def __xor__(self, other):
        return set(self) ^ set(other)


def _row(function, args, inputs):
    # What has no length may have no end.
    made = function(*args)
    return Row(made) if inputs and all(hasattr(x, '__len__') for x in inputs) else made


def map(function, *iterables):
    """A list of lists, an iterator of iterators."""
    return _row(builtins.map, (function,) + iterables, iterables)


def filter(function, values):
    """Likewise."""
    return _row(builtins.filter, (function, values), (values,))


def zip(*iterables, **options):
    """Likewise."""
    if options:
        return builtins.zip(*iterables, **options)
    return _row(builtins.zip, iterables, iterables)


def range(*args):
    """A list, unless it were a very long one."""
    numbers = builtins.range(*args)
    return list(numbers) if len(numbers) <= 10**7 else numbers


def listed(owner, name):
    """``d.keys()``, ``d.values()``, ``d.items()``."""
    found = runtime.listed(owner, name)
    return Keys(found) if type(found) is list and type(owner) is dict else found


def open(name, mode='r', *args, **kwargs):
    """``open``, with Python 2's mode ``'U'``."""
    if isinstance(mode, str) and 'U' in mode:
        mode = mode.replace('U', '') if set(mode) & set('rwa') else mode.replace('U', 'r')
    return builtins.open(name, mode, *args, **kwargs)
