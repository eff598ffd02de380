"""What Python has dropped: ``collections.Mapping``, ``time.clock``, ``fractions.gcd`` and more."""

import array
import functools
import importlib
import io
import itertools
import time

from chainer_compat.old.attributes import set_method

# Written in C, and so imported here: the import of such a module is nothing that can be waited for.
_IN_C = (array, itertools, time)

# Module: {old name: name in a module}.
_NAMES = {
    'base64': {'encodestring': 'base64.encodebytes', 'decodestring': 'base64.decodebytes'},
    'cgi': {'escape': 'html.escape'},
    'collections': {
        name: 'collections.abc.' + name
        for name in (
            'AsyncGenerator', 'AsyncIterable', 'AsyncIterator', 'Awaitable', 'ByteString',
            'Callable', 'Collection', 'Container', 'Coroutine', 'Generator', 'Hashable',
            'ItemsView', 'Iterable', 'Iterator', 'KeysView', 'Mapping', 'MappingView',
            'MutableMapping', 'MutableSequence', 'MutableSet', 'Reversible', 'Sequence', 'Set',
            'Sized', 'ValuesView',
        )
    },
    'configparser': {'SafeConfigParser': 'configparser.ConfigParser'},
    'fractions': {'gcd': 'math.gcd'},
    'itertools': {
        'ifilter': 'builtins.filter', 'ifilterfalse': 'itertools.filterfalse',
        'imap': 'builtins.map', 'izip': 'builtins.zip',
        'izip_longest': 'itertools.zip_longest',
    },
    'os': {'errno': 'errno', 'getcwdu': 'os.getcwd'},
    'string': {
        'letters': 'string.ascii_letters', 'lowercase': 'string.ascii_lowercase',
        'uppercase': 'string.ascii_uppercase',
    },
    'time': {'clock': 'time.process_time'},
}  # fmt: skip

_TYPES = {
    'BooleanType': bool, 'ClassType': type, 'DictType': dict, 'FileType': io.IOBase,
    'FloatType': float, 'IntType': int, 'ListType': list, 'LongType': int, 'ObjectType': object,
    'StringType': str, 'StringTypes': str, 'TupleType': tuple, 'TypeType': type,
    'UnicodeType': str,
}  # fmt: skip


def _types(module):
    # Given when they are asked for, but not in the module's dictionary: cloudpickle looks there for
    # what a type is called, and Numba would keep kernels on disk that no other Python can read.
    def find(name):
        if name in _TYPES:
            return _TYPES[name]
        raise AttributeError('module {!r} has no attribute {!r}'.format('types', name))

    module.__getattr__ = find
    # For ``from types import *``.
    module.__all__ = list(module.__all__) + [name for name in _TYPES if name not in module.__all__]


def _getargspec(module):
    from collections import namedtuple

    spec = namedtuple('ArgSpec', 'args varargs keywords defaults')

    def getargspec(func):
        full = module.getfullargspec(func)
        if full.kwonlyargs or full.annotations:
            raise ValueError(
                'Function has keyword-only parameters or annotations, use inspect.signature()'
            )
        return spec(full.args, full.varargs, full.varkw, full.defaults)

    if not hasattr(module, 'getargspec'):
        module.ArgSpec = spec
        module.getargspec = getargspec


def _readfp(module):
    def readfp(self, fp, filename=None):
        self.read_file(fp, filename)

    if not hasattr(module.RawConfigParser, 'readfp'):
        module.RawConfigParser.readfp = readfp


def _is_alive(module):
    module.Thread.isAlive = module.Thread.is_alive


def _children(module):
    for cls in (module.Element, module.ElementTree):
        if not hasattr(cls, 'getiterator'):
            set_method(cls, 'getiterator', lambda self, tag=None: list(self.iter(tag)))
    if not hasattr(module.Element, 'getchildren'):
        set_method(module.Element, 'getchildren', lambda self: list(self))


def _functions_of_text(module):
    # string.join(words, sep) and the like were functions before they were methods.
    def function(name):
        return lambda text, *args: getattr(text, name)(*args)

    for name in (
        'capitalize', 'center', 'count', 'find', 'index', 'ljust', 'lower', 'lstrip', 'replace',
        'rfind', 'rjust', 'rstrip', 'split', 'strip', 'swapcase', 'translate', 'upper', 'zfill',
    ):  # fmt: skip
        if not hasattr(module, name):
            setattr(module, name, function(name))
    module.join = lambda words, sep=' ': sep.join(words)
    module.atoi, module.atol, module.atof = int, int, float
    if not hasattr(module, 'maketrans'):
        module.maketrans = str.maketrans


def _encoding(module):
    # Python 3 had always decoded by itself; since 3.9 it may not be told to.
    for name in ('load', 'loads'):
        setattr(module, name, _without_encoding(getattr(module, name)))


def _without_encoding(function):
    @functools.wraps(function)
    def called(*args, **kwargs):
        kwargs.pop('encoding', None)
        return function(*args, **kwargs)

    return called


def _bytes_of_array(module):
    if not hasattr(module.array, 'tostring'):
        set_method(module.array, 'tostring', lambda self: self.tobytes())
        set_method(module.array, 'fromstring', lambda self, data: self.frombytes(data))


def _assertions(module):
    cls = module.TestCase
    for old, new in (
        ('assertEquals', 'assertEqual'), ('assertNotEquals', 'assertNotEqual'),
        ('assert_', 'assertTrue'), ('assertAlmostEquals', 'assertAlmostEqual'),
        ('assertNotAlmostEquals', 'assertNotAlmostEqual'), ('failUnless', 'assertTrue'),
        ('assertRaisesRegexp', 'assertRaisesRegex'), ('assertRegexpMatches', 'assertRegex'),
        ('assertItemsEqual', 'assertCountEqual'),
    ):  # fmt: skip
        if not hasattr(cls, old):
            setattr(cls, old, getattr(cls, new))


# Module: what is done besides.
_BEHAVIOURS = {
    'array': _bytes_of_array, 'configparser': _readfp, 'inspect': _getargspec, 'json': _encoding,
    'string': _functions_of_text, 'threading': _is_alive, 'types': _types,
    'unittest.case': _assertions, 'xml.etree.ElementTree': _children,
}  # fmt: skip


def modules():
    """The modules that ``add`` is for."""
    return tuple(sorted({module.__name__ for module in _IN_C} | set(_NAMES) | set(_BEHAVIOURS)))


def add(module):
    """Give a module of Python its old names."""
    name = module.__name__
    for old, path in _NAMES.get(name, {}).items():
        if old not in vars(module):
            value = _find(path)
            if value is not None:
                setattr(module, old, value)
    if name in _BEHAVIOURS:
        _BEHAVIOURS[name](module)


def _find(path):
    home, _, name = path.rpartition('.')
    if not home:
        return importlib.import_module(path)
    return getattr(importlib.import_module(home), name, None)
