"""A pickle read into plain containers: no name in it is looked up, nothing in it is called.

Python's own reader, the one written in Python: the other one makes room in memory for whatever
number a file names. Each way out of it that pickle has is closed or leads to a container.
"""

import codecs
import pickle

from chainer_compat.files.safe import arrays
from chainer_compat.files.safe.things import Damaged, Thing, text, thing

# Whose classes a pickle of a model may hold, besides the program's own.
_PACKAGES = ('chainer', 'chainermn', 'cupy', 'numpy')


def load(file, size, own=()):
    """What the pickle in ``file`` holds.

    Args:
        file: Open for reading, binary.
        size (int): Its length in bytes.
        own (iterable of str): Classes or modules of the program: ``'__main__.RNN'``, ``'net'``.

    Raises:
        Damaged: It is no pickle of a model; the message says why.
        Unknown: It names classes that are neither Chainer's, NumPy's nor among ``own``.
    """
    reader = _Unpickler(_Limited(file, size), own)
    try:
        found = reader.load()
    except Damaged:
        raise
    except MemoryError:
        raise Damaged('it needs more memory than there is')
    except RecursionError:
        raise Damaged('its objects lie in each other too deep')
    except EOFError:
        raise Damaged('it ends too early')
    except Exception as error:  # whatever a wrong order of its codes leads to
        raise Damaged('it is no pickle, or damaged ({})'.format(type(error).__name__))
    if reader.unknown:
        raise Unknown(sorted(reader.unknown))
    return found


class Unknown(Exception):
    """Classes that are not known; ``args[0]`` is the list of their names."""


class _Limited(object):
    """A file of which no more is asked than it has."""

    def __init__(self, file, size):
        self._file = file
        self._left = size

    def read(self, count):
        if count < 0 or count > self._left:
            raise EOFError
        data = self._file.read(count)
        self._left -= len(data)
        return data

    def readline(self):
        data = self._file.readline()
        self._left -= len(data)
        return data

    def readinto(self, buffer):
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class _Reconstructor(Thing):
    """``copyreg._reconstructor``: an object of a class, made from one of a class of Python's."""

    def __new__(cls, of, base=None, state=None):
        if not (isinstance(of, type) and issubclass(of, Thing)):
            raise Damaged('it makes an object without a class')
        return of()


class _Encode(Thing):
    """``_codecs.encode``: bytes, as Python 3 writes them for Python 2."""

    def __new__(cls, value, encoding='latin1'):
        if not isinstance(value, str) or codecs.lookup(text(encoding)).name != 'iso8859-1':
            raise Damaged('it has bytes of another kind')
        return value.encode('latin1')


def _plain(make):
    """A class that gives what ``make`` gives, of Python's own plain values."""
    return type('Plain', (Thing,), {'__new__': lambda cls, *args: make(*args)})


def _mapping(*args):
    pairs = args[-1] if args and isinstance(args[-1], list) else ()
    return {_key(pair[0]): pair[1] for pair in pairs}


def _set(items=()):
    return {_key(item) for item in items}


def _key(key):
    """A key, if it is a simple one: hashing tuples in tuples a million deep ends the process."""
    simple = (str, bytes, int, float, bool, type(None), Thing)
    parts = key if isinstance(key, tuple) else (key,)
    if not all(isinstance(part, simple) for part in parts):
        raise Damaged('it has a dictionary or set with keys of another kind')
    return key


_KNOWN = {
    'copy_reg._reconstructor': _Reconstructor,
    'copyreg._reconstructor': _Reconstructor,
    '_codecs.encode': _Encode,
    'collections.OrderedDict': _plain(_mapping),
    'collections.defaultdict': _plain(_mapping),
    'collections.Counter': _plain(lambda pairs=None: dict(pairs or {})),
    'numpy.dtype': arrays.Dtype,
    'numpy.core.numeric._frombuffer': arrays.FromBuffer,
    'numpy._core.numeric._frombuffer': arrays.FromBuffer,
}
for _module in ('numpy.core.multiarray', 'numpy._core.multiarray'):
    _KNOWN[_module + '._reconstruct'] = arrays.Array
    _KNOWN[_module + '.scalar'] = arrays.Scalar
for _module in ('__builtin__', 'builtins'):
    _KNOWN[_module + '.set'] = _plain(_set)
    _KNOWN[_module + '.frozenset'] = _plain(_set)
    _KNOWN[_module + '.complex'] = _plain(lambda re=0.0, im=0.0: complex(float(re), float(im)))
    _KNOWN[_module + '.bytearray'] = _plain(lambda value=b'', *_: value)
    # Named, not called: what a defaultdict gives, what an object is made from.
    for _name in ('object', 'list', 'dict', 'tuple', 'int', 'float', 'str', 'unicode', 'long'):
        _KNOWN[_module + '.' + _name] = thing(_module, _name)


class _Unpickler(pickle._Unpickler):
    dispatch = dict(pickle._Unpickler.dispatch)

    def __init__(self, file, own):
        # Text of Python 2 is bytes; of Python 3 it says itself what it is.
        super(_Unpickler, self).__init__(file, fix_imports=False, encoding='latin1')
        self._own = set(own)
        self._classes = {}
        self.unknown = set()

    def find_class(self, module, name):
        full = '{}.{}'.format(module, name)
        if full in _KNOWN:
            return _KNOWN[full]
        if not self._is_known(module, full):
            self.unknown.add(full)
        if full not in self._classes:
            self._classes[full] = thing(module, name)
        return self._classes[full]

    def _is_known(self, module, full):
        return module.partition('.')[0] in _PACKAGES or any(
            full == own or full.startswith(own + '.') for own in self._own
        )

    def persistent_load(self, pid):
        raise Damaged('parts of it are in another file')

    def get_extension(self, code):
        raise Damaged('it names classes by number')

    def _checked(code, method):  # noqa: N805
        """Let a method that fills a dictionary or a set look at the keys first."""

        def call(self):
            if code == pickle.SETITEM[0]:
                _key(self.stack[-2])
            else:
                step = 2 if code in (pickle.SETITEMS[0], pickle.DICT[0]) else 1
                for key in self.stack[::step]:
                    _key(key)
            method(self)

        return call

    for _code in (pickle.SETITEM, pickle.SETITEMS, pickle.DICT, pickle.ADDITEMS, pickle.FROZENSET):
        dispatch[_code[0]] = _checked(_code[0], dispatch[_code[0]])
    del _code, _checked
