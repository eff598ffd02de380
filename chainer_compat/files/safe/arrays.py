"""Arrays from the bytes that a pickle holds of them.

NumPy's own reconstruction takes types with fields, with flags, with objects in them; a file that
lies about them makes NumPy read memory that is not the array's. Here a type is a letter and a size,
and the bytes are as many as the shape needs.
"""

import re

import numpy

from chainer_compat.files.safe.things import Damaged, Thing, text

_CODE = re.compile(r'^[<>=|]?(b1|\?|[iu][1248]|f(2|4|8|12|16)|c(8|16|24|32)|[SU]\d{1,6})$')


class Dtype(Thing):
    """``numpy.dtype``; ``code`` is None where the array holds objects."""

    def __new__(cls, code='', *args):
        made = super(Dtype, cls).__new__(cls)
        code = text(code)
        if isinstance(code, str) and re.match(r'^[<>=|]?O\d?$', code):
            code = None
        elif not (isinstance(code, str) and _CODE.match(code)):
            raise Damaged('it has an array of a type that no parameter is of')
        made.code = code
        return made

    def __setstate__(self, state):
        order = text(state[1])
        if order not in ('<', '>', '=', '|') or any(part is not None for part in state[2:5]):
            raise Damaged('it has an array of a type that no parameter is of')
        if self.code is not None and order in '<>':
            self.code = order + self.code.lstrip('<>=|')


class Array(Thing):
    """``numpy.ndarray``, as ``_reconstruct`` makes it; ``value`` is None where it holds objects."""

    value = None

    def __setstate__(self, state):
        _, shape, dtype, fortran, raw = state
        self.value = _read(raw, dtype, shape, 'F' if fortran else 'C')


class Scalar(Thing):
    """A number of NumPy's."""

    def __new__(cls, dtype, raw=b''):
        made = super(Scalar, cls).__new__(cls)
        made.value = _read(raw, dtype, (), 'C')
        return made


class FromBuffer(Thing):
    """``numpy.ndarray``, as protocol 5 writes it."""

    def __new__(cls, raw, dtype, shape, order):
        made = super(FromBuffer, cls).__new__(cls)
        made.value = _read(raw, dtype, shape, 'F' if text(order) == 'F' else 'C')
        return made


def _read(raw, dtype, shape, order):
    if not isinstance(dtype, Dtype) or not isinstance(shape, tuple):
        raise Damaged('it has an array without type or shape')
    if dtype.code is None:
        return None
    if isinstance(raw, str):
        raw = raw.encode('latin1')
    dtype = numpy.dtype(dtype.code)
    count = 1
    for size in shape:
        if not isinstance(size, int) or size < 0:
            raise Damaged('it has an array without type or shape')
        count *= size
    if not isinstance(raw, (bytes, bytearray)) or len(raw) != count * dtype.itemsize:
        raise Damaged('it has an array with too few or too many bytes')
    if count == 0:
        return numpy.zeros(shape, dtype)
    return numpy.frombuffer(bytes(raw), dtype).reshape(shape, order=order)
