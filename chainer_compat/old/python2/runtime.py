"""What translated code calls where Python 2 looked at the values: ``/``, ``d.keys()``, ``sort``."""

import collections.abc
import functools
import operator

PREFIX = '_chainer_compat_'


def _are_integers(a, b):
    for x in (a, b):
        if isinstance(x, int):
            continue
        dtype = getattr(x, 'dtype', None)
        # Arrays and numbers of NumPy and CuPy, and Chainer's variables of them.
        if getattr(dtype, 'kind', '') not in tuple('biu'):
            return False
    return True


def divide(a, b):
    """``a / b``: the floor of it for integers, and for arrays of them."""
    return a // b if _are_integers(a, b) else a / b


def divide_in_place(a, b):
    """``a /= b``."""
    return operator.ifloordiv(a, b) if _are_integers(a, b) else operator.itruediv(a, b)


def divide_attribute(owner, name, b):
    """``owner.name /= b``."""
    setattr(owner, name, divide_in_place(getattr(owner, name), b))


def divide_item(owner, index, b):
    """``owner[index] /= b``."""
    owner[index] = divide_in_place(owner[index], b)


def listed(owner, name):
    """``d.keys()``, ``d.values()``, ``d.items()``: a list, if ``d`` is a dict or the like."""
    found = getattr(owner, name)()
    return list(found) if isinstance(found, collections.abc.MappingView) else found


def iterated(owner, name):
    """``d.iteritems()`` and its like."""
    if hasattr(owner, name):
        return getattr(owner, name)()
    return iter(getattr(owner, name[len('iter') :])())


def viewed(owner, name):
    """``d.viewitems()`` and its like."""
    if hasattr(owner, name):
        return getattr(owner, name)()
    return getattr(owner, name[len('view') :])()


def has_key(owner, name, *args):
    """``d.has_key(key)``."""
    if hasattr(owner, name):
        return owner.has_key(*args)
    return args[0] in owner


def advance(owner, name):
    """``iterator.next()``."""
    return owner.next() if hasattr(owner, name) else next(owner)


def decode(owner, name, *args):
    """``text.decode('utf-8')``; what is text already stays it."""
    if not isinstance(owner, str):
        return owner.decode(*args)
    if args and args[0] in ('hex', 'base64', 'zlib', 'bz2', 'rot13', 'string_escape'):
        import codecs

        if args[0] == 'string_escape':
            return owner.encode('latin1').decode('unicode_escape')
        if args[0] == 'rot13':
            return codecs.decode(owner, 'rot13')
        return codecs.decode(owner.encode('latin1'), args[0])
    return owner


def encode(owner, name, *args):
    """``text.encode('utf-8')``: text, as Python 2 wrote and printed it, since files take it."""
    if not isinstance(owner, (str, bytes)):
        return owner.encode(*args)
    if args and args[0] in ('hex', 'base64', 'zlib', 'bz2'):
        import codecs

        data = owner.encode('utf-8') if isinstance(owner, str) else owner
        return codecs.encode(data, args[0]).decode('latin1')
    return owner


def compare(a, b):
    """Python 2's cmp(): what can't be compared stands in the order of its types' names."""
    try:
        return (a > b) - (a < b)
    except TypeError:
        both = (list, tuple)
        if isinstance(a, both) and type(a) is type(b):
            for x, y in zip(a, b):
                if x != y:
                    return compare(x, y)
        if type(a) is type(b) or not (_is_plain(a) and _is_plain(b)):
            raise
    a, b = _rank(a), _rank(b)
    return (a > b) - (a < b)


def _is_plain(x):
    return x is None or isinstance(x, (int, float, str, bytes, list, tuple, dict))


def _rank(x):
    # None is less than any number, and any number less than anything else.
    if x is None:
        return (0, '')
    return (1, '') if isinstance(x, (int, float)) else (2, type(x).__name__)


def order(cmp=None, key=None):
    """The key that sorts as Python 2 did."""
    by = functools.cmp_to_key(cmp or compare)
    return by if key is None else lambda x: by(key(x))


def sort(owner, name, *args, **kwargs):
    """``values.sort(cmp, key, reverse)`` for a list, what it is for anything else."""
    if not isinstance(owner, list):
        return getattr(owner, name)(*args, **kwargs)
    kwargs.update(zip(('cmp', 'key', 'reverse'), args))
    owner[:] = in_order(owner, **kwargs)
    return None


def in_order(values, cmp=None, key=None, reverse=False):
    """``sorted(values, cmp, key, reverse)``."""
    values = list(values)
    if cmp is None:
        try:
            return sorted(values, key=key, reverse=reverse)
        except TypeError:
            pass
    return sorted(values, key=order(cmp, key), reverse=reverse)


def compared(cls):
    """A class with ``__cmp__``, which Python 3 does not ask."""
    for name in ('lt', 'le', 'gt', 'ge', 'eq', 'ne'):
        special = '__{}__'.format(name)
        if special not in vars(cls):
            setattr(cls, special, _by_cmp(getattr(operator, name)))
    if '__hash__' not in vars(cls) or cls.__hash__ is None:
        cls.__hash__ = object.__hash__
    return cls


def _by_cmp(compare):
    return lambda self, other: compare(self.__cmp__(other), 0)
