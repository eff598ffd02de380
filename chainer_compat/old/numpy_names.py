"""Names that NumPy has dropped: ``np.int``, ``np.NaN``, ``np.product``, ``np.math``, ``np.cast``.

Chainer itself does not need them (``causes/numpy_names.py``).
"""

import ast
import math
import os
import pickle
import sys
import warnings

# Gone in NumPy 1.24, where they had been Python's own types.
_PYTHON_TYPES = {
    'bool': bool, 'complex': complex, 'float': float, 'int': int, 'object': object, 'str': str,
    'unicode': str,
}  # fmt: skip

# Gone between NumPy 1.20 and 2.5, with the name that stands for the same.
_OTHER_NAMES = {
    'Inf': 'inf', 'Infinity': 'inf', 'PINF': 'inf', 'infty': 'inf', 'NaN': 'nan', 'NAN': 'nan',
    'bool8': 'bool_', 'int0': 'intp', 'uint0': 'uintp', 'object0': 'object_', 'str0': 'str_',
    'bytes0': 'bytes_', 'void0': 'void',
    'float_': 'float64', 'complex_': 'complex128', 'cfloat': 'complex128',
    'singlecomplex': 'complex64', 'longfloat': 'longdouble', 'longcomplex': 'clongdouble',
    'clongfloat': 'clongdouble', 'string_': 'bytes_', 'unicode_': 'str_',
    'alltrue': 'all', 'sometrue': 'any', 'product': 'prod', 'cumproduct': 'cumprod',
    'round_': 'round', 'in1d': 'isin', 'mat': 'asmatrix', 'row_stack': 'vstack',
    'trapz': 'trapezoid', 'typeDict': 'sctypeDict',
}  # fmt: skip

# Now in modules of NumPy: name, module.
_MOVED = {
    'AxisError': 'exceptions', 'ComplexWarning': 'exceptions', 'RankWarning': 'exceptions',
    'ModuleDeprecationWarning': 'exceptions', 'TooHardError': 'exceptions',
    'VisibleDeprecationWarning': 'exceptions', 'byte_bounds': 'lib.array_utils',
    'DataSource': 'lib.npyio', 'add_docstring': 'lib', 'add_newdoc': 'lib',
    'format_parser': 'rec', 'chararray': 'char', 'compare_chararrays': 'char',
    'tracemalloc_domain': 'lib',
}  # fmt: skip

# Modules that stood among NumPy's names, and functions that were Python's or nearly so.
_OF_PYTHON = {
    'math': math, 'os': os, 'sys': sys, 'warnings': warnings, 'loads': pickle.loads,
    'safe_eval': ast.literal_eval,
}  # fmt: skip

# What C called them.
_CONSTANTS = {
    'CLIP': 0, 'WRAP': 1, 'RAISE': 2, 'MAXDIMS': 32, 'ALLOW_THREADS': 1, 'BUFSIZE': 8192,
    'MAY_SHARE_BOUNDS': 0, 'MAY_SHARE_EXACT': -1,
    'ERR_IGNORE': 0, 'ERR_WARN': 1, 'ERR_RAISE': 2, 'ERR_CALL': 3, 'ERR_PRINT': 4, 'ERR_LOG': 5,
    'ERR_DEFAULT': 521, 'FPE_DIVIDEBYZERO': 1, 'FPE_OVERFLOW': 2, 'FPE_UNDERFLOW': 4,
    'FPE_INVALID': 8, 'SHIFT_DIVIDEBYZERO': 0, 'SHIFT_OVERFLOW': 3, 'SHIFT_UNDERFLOW': 6,
    'SHIFT_INVALID': 9, 'FLOATING_POINT_SUPPORT': 1, 'UFUNC_BUFSIZE_DEFAULT': 8192,
}  # fmt: skip


def _functions(numpy):
    """What has no other name in NumPy, written with what it has."""
    types = {
        'int': 'int8 int16 int32 int64',
        'uint': 'uint8 uint16 uint32 uint64',
        'float': 'float16 float32 float64 longdouble',
        'complex': 'complex64 complex128 clongdouble',
    }
    sctypes = {kind: [getattr(numpy, name) for name in row.split()] for kind, row in types.items()}
    sctypes['others'] = [bool, object, bytes, str, numpy.void]

    def find_common_type(arrays, scalars):
        # A scalar counts only if it is of a higher kind than all arrays.
        if not arrays or not scalars:
            return numpy.result_type(*(arrays or scalars))
        a, s = numpy.result_type(*arrays), numpy.result_type(*scalars)
        kinds = 'buifcSUVO'
        higher = kinds.index(s.kind) > kinds.index(a.kind)
        return numpy.result_type(a, s) if higher else a

    def scalar_type(t):
        # numpy.floating and the like are no types of arrays.
        abstract = isinstance(t, type) and issubclass(t, numpy.generic)
        return t if abstract else numpy.dtype(t).type

    def maximum_sctype(t):
        dtype = numpy.dtype(t)
        rows = {'i': 'int', 'u': 'uint', 'f': 'float', 'c': 'complex'}
        return sctypes[rows[dtype.kind]][-1] if dtype.kind in rows else dtype.type

    def alen(a):
        try:
            return len(a)
        except TypeError:
            return len(numpy.array(a, ndmin=1))

    def disp(mesg, device=None, linefeed=True):
        device = sys.stdout if device is None else device
        device.write('{}\n'.format(mesg) if linefeed else '{}'.format(mesg))
        device.flush()

    def deprecate(*args, **kwargs):
        # As a function, or as a decorator with arguments. It warned, and called the function.
        return args[0] if args and callable(args[0]) else deprecate

    def table(**defaults):
        # genfromtxt as it read a table of records.
        def read(fname, **kwargs):
            output = numpy.genfromtxt(fname, **dict(defaults, **kwargs))
            return output.view(numpy.recarray)

        return read

    return {
        'alen': alen,
        'cast': _Cast(numpy),
        'deprecate': deprecate,
        'deprecate_with_doc': deprecate,
        'disp': disp,
        'fastCopyAndTranspose': lambda a: numpy.asarray(a).T.copy(),
        'issctype': lambda rep: (
            isinstance(rep, (type, numpy.dtype)) and numpy.dtype(rep).type is not numpy.object_
        ),
        'issubsctype': lambda a, b: issubclass(scalar_type(a), scalar_type(b)),
        'maximum_sctype': maximum_sctype,
        'mafromtxt': lambda fname, **kwargs: numpy.genfromtxt(fname, **dict(kwargs, usemask=True)),
        'nbytes': _Sizes(numpy),
        'ndfromtxt': lambda fname, **kwargs: numpy.genfromtxt(fname, **dict(kwargs, usemask=False)),
        'recfromcsv': table(case_sensitive='lower', names=True, delimiter=',', dtype=None),
        'recfromtxt': table(dtype=None),
        'sctype2char': lambda t: numpy.dtype(t).char,
        'NINF': -numpy.inf,
        'NZERO': -0.0,
        'PZERO': 0.0,
        'asfarray': lambda a, dtype=numpy.float64: numpy.asarray(
            a, dtype if numpy.issubdtype(dtype, numpy.inexact) else numpy.float64
        ),
        'asscalar': lambda a: a.item(),
        'find_common_type': find_common_type,
        'issubclass_': lambda a, b: isinstance(a, type) and issubclass(a, b),
        'msort': lambda a: numpy.sort(a, axis=0),
        'obj2sctype': lambda a: numpy.dtype(a).type,
        'sctypes': sctypes,
    }


def _find(numpy, path):
    """What stands under a dotted path in NumPy, or None."""
    value = numpy
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')  # it may be on its way out there as well
        for part in path.split('.'):
            value = getattr(value, part, None)
    return value


class _ByType:
    """A table over NumPy's types, by type, dtype or name."""

    def __init__(self, numpy):
        self._numpy = numpy

    def __getitem__(self, key):
        return self._value(self._numpy.dtype(key))


class _Cast(_ByType):
    """``numpy.cast['int8'](x)``: the value as an array of the type."""

    def _value(self, dtype):
        return lambda x: self._numpy.asarray(x).astype(dtype)


class _Sizes(_ByType):
    """``numpy.nbytes['int8']``: how many bytes an element has."""

    def _value(self, dtype):
        return dtype.itemsize


def names(numpy):
    """The old names, and what each is today."""
    found = dict(_PYTHON_TYPES, **_OF_PYTHON)
    found.update(_CONSTANTS)
    for name, module in _MOVED.items():
        value = _find(numpy, module + '.' + name)
        if value is not None:
            found[name] = value
    for old, new in _OTHER_NAMES.items():
        if hasattr(numpy, new):
            found[old] = getattr(numpy, new)
    found.update(_functions(numpy))
    return found


def add(numpy):
    """Give the module ``numpy`` the old names that it does not have."""
    for name, value in names(numpy).items():
        # Not hasattr: it would set off the warnings with which NumPy drops a name.
        if name not in vars(numpy):
            setattr(numpy, name, value)
