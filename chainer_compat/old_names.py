"""Names that NumPy has dropped and old scripts use: ``np.int``, ``np.NaN``, ``np.product``.

Chainer itself does not need them (``causes/numpy_names.py``), so they are put into NumPy only by
``python -m chainer_compat``, for the script that it runs and the processes this one starts.
"""

import sys

from chainer_compat import hook, loading

# Gone in NumPy 1.24, where they had been Python's own types.
_PYTHON_TYPES = {
    'bool': bool, 'complex': complex, 'float': float, 'int': int, 'object': object, 'str': str,
    'unicode': str,
}  # fmt: skip

# Gone between NumPy 1.23 and 2.5, with the name that stands for the same.
_OTHER_NAMES = {
    'Inf': 'inf', 'Infinity': 'inf', 'PINF': 'inf', 'infty': 'inf', 'NaN': 'nan',
    'float_': 'float64', 'complex_': 'complex128', 'cfloat': 'complex128',
    'singlecomplex': 'complex64', 'longfloat': 'longdouble', 'longcomplex': 'clongdouble',
    'clongfloat': 'clongdouble', 'string_': 'bytes_', 'unicode_': 'str_',
    'alltrue': 'all', 'sometrue': 'any', 'product': 'prod', 'cumproduct': 'cumprod',
    'round_': 'round', 'in1d': 'isin', 'mat': 'asmatrix', 'row_stack': 'vstack',
    'trapz': 'trapezoid', 'typeDict': 'sctypeDict',
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

    return {
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


def add(numpy):
    """Give the module ``numpy`` the old names that it does not have."""
    names = dict(_PYTHON_TYPES)
    for old, new in _OTHER_NAMES.items():
        if hasattr(numpy, new):
            names[old] = getattr(numpy, new)
    names.update(_functions(numpy))
    for name, value in names.items():
        # Not hasattr: it would set off the warnings with which NumPy drops a name.
        if name not in vars(numpy):
            setattr(numpy, name, value)


def add_when_imported():
    """Add the names now if NumPy is imported already, otherwise as soon as it is."""
    if 'numpy' in sys.modules:
        add(sys.modules['numpy'])
    else:
        hook.PACKAGES.add('numpy')
        loading.AFTER['numpy'] = [add]
