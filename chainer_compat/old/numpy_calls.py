"""Calls that NumPy refuses today, made again as NumPy 1.19 understood them: ragged lists,
``copy=False``, generators in the place of lists, -1 as an unsigned integer, ``normed=``.

The function is called as it stands; only where it fails for one of the reasons below is it called
once more, with other arguments. So whatever NumPy 2 accepts has the result it has in NumPy 2.
"""

import functools
import types

from chainer_compat.mend import release


def _again(original, errors, change):
    """``original``, called once more with changed arguments where it fails.

    Args:
        original (callable): A function of NumPy.
        errors (tuple): The exceptions after which it is tried again.
        change (callable): Called with the exception and the arguments (a list and a dict);
            returns what to call instead, without arguments, or None if nothing can be done.
    """

    @functools.wraps(original)
    def function(*args, **kwargs):
        try:
            return original(*args, **kwargs)
        except errors as error:
            call = change(original, error, args, kwargs)
            if call is None:
                raise
        return call()

    return function


def _array(numpy):
    """For ``array``, ``asarray`` and ``asanyarray``."""

    def function(*args, **kwargs):
        # Through the module, so that a second reason is served too.
        return numpy.array(*args, **kwargs)

    def ragged(original, args, kwargs):
        dtype = args[1] if len(args) > 1 else kwargs.get('dtype')
        rest = dict(kwargs, dtype=object)
        if dtype is None:
            return lambda: original(args[0], **rest)
        # Each element by itself: of a list only its truth is known, of an array its one number.
        return lambda: original(args[0], **rest).astype(dtype)

    def change(original, error, args, kwargs):
        text = str(error)
        if 'inhomogeneous' in text and args:
            return ragged(original, args, kwargs)
        if 'Unable to avoid copy' in text:
            # It meant: no copy where none is needed.
            return lambda: function(*args, **dict(kwargs, copy=None))
        if 'positional argument' in text and 2 < len(args) <= 6:
            names = ('copy', 'order', 'subok', 'ndmin')
            return lambda: function(*args[:2], **dict(zip(names, args[2:]), **kwargs))
        if isinstance(error, OverflowError) and 'out of bounds' in text:
            # -1 as an unsigned integer: it wrapped around.
            dtype = args[1] if len(args) > 1 else kwargs['dtype']
            rest = dict(kwargs, dtype=None)
            return lambda: function(args[0], **rest).astype(dtype)
        return None

    return change


def _as_list(original, error, args, kwargs):
    # A generator, map() or a view of a dict, for what must be a sequence.
    if not args or hasattr(args[0], '__getitem__'):
        return None
    values = list(args[0])
    return lambda: original(values, *args[1:], **kwargs)


def _apart(original, error, args, kwargs):
    # numpy.random.permutation() asks whether its list and the array of it share memory.
    return (lambda: False) if 'inhomogeneous' in str(error) else None


def _python_sum(original, error, args, kwargs):
    if not args or not isinstance(args[0], types.GeneratorType):
        return None
    return lambda: sum(args[0])


def _fromstring(numpy):
    """``fromstring`` of bytes, and of text with a byte in each letter (a string of Python 2)."""
    original = numpy.fromstring

    @functools.wraps(original)
    def fromstring(string, dtype=float, count=-1, sep='', **kwargs):
        if sep != '':
            return original(string, dtype, count, sep=sep, **kwargs)
        data = string.encode('latin1') if isinstance(string, str) else string
        return numpy.frombuffer(data, dtype, count).copy()

    return fromstring


def _normed(original, error, args, kwargs):
    if 'normed' not in kwargs:
        return None
    rest = {key: value for key, value in kwargs.items() if key != 'normed'}
    return lambda: original(*args, density=bool(kwargs['normed']), **rest)


def _flat_cross(numpy):
    def change(original, error, args, kwargs):
        if len(args) != 2 or kwargs:
            return None
        a, b = numpy.asarray(args[0]), numpy.asarray(args[1])
        if a.shape[-1:] != (2,) or b.shape[-1:] != (2,):
            return None
        # Of two vectors in a plane, the third component.
        return lambda: a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]

    return change


def add(numpy):
    """Put the functions in the place of NumPy's."""
    if release(numpy.__version__) < (1, 24):
        return
    array = _array(numpy)
    changes = {
        # Ragged lists, copy=False, more than two arguments by position.
        'array': ((ValueError, TypeError, OverflowError), array),
        'asarray': ((ValueError, OverflowError), array),
        'asanyarray': ((ValueError, OverflowError), array),
        'may_share_memory': (ValueError, _apart),
        'hstack': (TypeError, _as_list),
        'vstack': (TypeError, _as_list),
        'dstack': (TypeError, _as_list),
        'column_stack': (TypeError, _as_list),
        'stack': (TypeError, _as_list),
        'sum': (TypeError, _python_sum),
        'histogram': (TypeError, _normed),
        'histogram2d': (TypeError, _normed),
        'histogramdd': (TypeError, _normed),
        'cross': (ValueError, _flat_cross(numpy)),
    }
    for name, (errors, change) in changes.items():
        setattr(numpy, name, _again(getattr(numpy, name), errors, change))
    numpy.fromstring = _fromstring(numpy)
