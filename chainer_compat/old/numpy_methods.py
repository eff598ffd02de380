"""Methods of arrays that NumPy has dropped or made stricter: ``float`` of an array of one element,
``a[1] = array`` of one, ``ptp``, ``itemset``, ``tostring``.

Arrays of one element as numbers: ``float(numpy.array([2.5]))``, ``'%.1f' % ...`` and
``a[1] = numpy.array([[.75]])``, which asks the same method, since NumPy 2.4 for arrays without
dimensions only. (From 1.25 on they warned.) Gone with NumPy 2.0 or 2.3: ``ptp``, ``itemset``,
``newbyteorder``, ``tostring``.

The methods are set on the class in C itself (``attributes``), so that arrays of any subclass have
them, and everything else about arrays costs what it cost: only ``float(a)`` is slower, by 50 ns.
"""

from chainer_compat.mend import release
from chainer_compat.old.attributes import set_method

_ONE_ELEMENT = 'only size-1 arrays can be converted to Python scalars'


def _number(numpy, convert, name):
    """The method ``name`` of arrays, by which they become a number of the type ``convert``."""
    original = getattr(numpy.ndarray, name)
    item = numpy.ndarray.item

    def method(self):
        if self.ndim == 0:
            return original(self)
        if self.size != 1:
            raise TypeError(_ONE_ELEMENT)
        return convert(item(self))

    method.__name__ = name
    return method


def _ptp(self, axis=None, out=None, **keepdims):
    import numpy

    return numpy.ptp(self, axis, out, **keepdims)


def _itemset(self, *args):
    """``a.itemset(value)`` for an array of one element, ``a.itemset(index, value)`` for any."""
    index, value = args[:-1], args[-1]
    if len(index) == 1:
        index = index[0]
    if index == () and self.ndim:
        if self.size != 1:
            raise ValueError('can only convert an array of size 1 to a Python scalar')
        index = 0
    if isinstance(index, tuple):
        self[index] = value
    else:
        self.flat[index] = value


def _tostring(self, order='C'):
    return self.tobytes(order)


def _newbyteorder(self, new_order='S'):
    return self.view(self.dtype.newbyteorder(new_order))


_DROPPED = {
    'ptp': _ptp, 'itemset': _itemset, 'tostring': _tostring, 'newbyteorder': _newbyteorder,
}  # fmt: skip


def add(numpy):
    """Give arrays, and NumPy's numbers, what they could do."""
    for name, function in _DROPPED.items():
        for cls in (numpy.ndarray, numpy.generic):
            # NumPy 2.0 to 2.2 have methods that do nothing but refuse.
            if release(numpy.__version__) >= (2,) and (
                name != 'tostring' or not hasattr(cls, name)
            ):
                set_method(cls, name, function)
    if release(numpy.__version__) >= (1, 25):
        for name, convert in (('__float__', float), ('__int__', int), ('__complex__', complex)):
            method = _number(numpy, convert, name)
            set_method(numpy.ndarray, name, method)
