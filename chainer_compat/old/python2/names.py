"""Python 2's own names, for translated code."""

import builtins
import codecs
import csv
import decimal
import functools
import importlib
import io
import math
import os
import sys

from chainer_compat.old.python2 import files, runtime

StandardError = Exception
basestring = (str, bytes)
buffer = memoryview
getcwdu = os.getcwd
intern = sys.intern
long = int
maxint = sys.maxsize
raw_input = builtins.input
reduce = functools.reduce
unichr = chr
xrange = builtins.range
sorted = runtime.in_order
open = files.open


class _Text(type):
    def __call__(cls, value='', encoding='utf-8', errors='strict'):
        if isinstance(value, (bytes, bytearray)):
            return value.decode(encoding, errors)
        return str(value)

    def __instancecheck__(cls, value):
        return isinstance(value, str)


class unicode(str, metaclass=_Text):
    """``unicode(bytes, encoding)``, and the type of all text."""


class _File(type):
    def __call__(cls, *args, **kwargs):
        return files.open(*args, **kwargs)

    def __instancecheck__(cls, value):
        return isinstance(value, io.IOBase)


class file(metaclass=_File):
    """``file(name)``, and the type of all files."""


def _as_text(rows):
    return (row.decode('utf-8') if isinstance(row, bytes) else row for row in rows)


def csv_reader(rows, *args, **kwargs):
    """``csv.reader`` of a file that was opened for bytes, as Python 2's had to be."""
    return csv.reader(_as_text(rows), *args, **kwargs)


def csv_DictReader(rows, *args, **kwargs):
    """``csv.DictReader``, likewise."""
    return csv.DictReader(_as_text(rows), *args, **kwargs)


def ord(character):
    """The number of a character; one of bytes is a number already."""
    return character if isinstance(character, int) else builtins.ord(character)


def apply(function, args=(), kwargs=None):
    """Call the function with these arguments."""
    return function(*args, **(kwargs or {}))


def cmp(a, b):
    """-1, 0 or 1."""
    return runtime.compare(a, b)


def coerce(a, b):
    """Both numbers as the same type."""
    both = a * 0 + b * 0
    return a + both, b + both


def _of_text(make):
    """``codecs.getwriter(name)`` and its like: a file of text is one already."""

    def get(encoding):
        wrapped = make(encoding)
        return lambda stream, *args: (
            stream if isinstance(stream, io.TextIOBase) else wrapped(stream, *args)
        )

    return get


getreader, getwriter = _of_text(codecs.getreader), _of_text(codecs.getwriter)


def codecs_open(name, mode='r', *args, **kwargs):
    """``codecs.open``, which reads all line ends alike only without being told."""
    return codecs.open(name, mode.replace('U', '') or 'r', *args, **kwargs)


def reload(module):
    """Load a module again; ``sys`` was, to find ``setdefaultencoding``, and is left alone."""
    return module if module is sys else importlib.reload(module)


def exc_clear():
    """Nothing: an exception is forgotten where its handler ends."""


def setdefaultencoding(name):
    """Nothing: text is text."""


def execfile(path, globals=None, locals=None):
    """Run a file, in the namespace of who calls."""
    from chainer_compat.old.python2 import translate

    frame = sys._getframe(1)
    globals = frame.f_globals if globals is None else globals
    with builtins.open(path, 'rb') as f:
        code = translate.compiled(f.read(), path, in_package=False)
    exec(code, globals, globals if locals is None else locals)


def input(prompt=''):
    """What is typed, as an expression."""
    frame = sys._getframe(1)
    return eval(builtins.input(prompt), frame.f_globals, frame.f_locals)


def print(*values, **options):
    """Floats with twelve digits."""
    builtins.print(*(_printed(x) if type(x) is float else x for x in values), **options)


def _printed(number):
    text = '%.12g' % number
    return text if set(text) & set('.einf') else text + '.0'


def range(*args):
    """A list."""
    return list(builtins.range(*args))


def zip(*iterables):
    """A list."""
    return list(builtins.zip(*iterables))


def map(function, *iterables):
    """A list; shorter iterables are filled up with None."""
    if len(iterables) == 1:
        rows = ((x,) for x in iterables[0])
    else:
        import itertools

        rows = itertools.zip_longest(*iterables)
    if function is None:
        return [row[0] if len(row) == 1 else row for row in rows]
    return [function(*row) for row in rows]


def filter(function, values):
    """A list, a string of a string, a tuple of a tuple."""
    found = builtins.filter(function, values)
    if isinstance(values, str):
        return ''.join(found)
    return tuple(found) if type(values) is tuple else list(found)


def round(number, ndigits=0):
    """A float; halves go away from zero."""
    if not isinstance(number, (int, float)) or not math.isfinite(number):
        return builtins.round(number, ndigits)
    exact = decimal.Decimal(number)
    unit = decimal.Decimal(1).scaleb(-int(ndigits))
    return float(exact.quantize(unit, decimal.ROUND_HALF_UP, decimal.Context(prec=400)))
