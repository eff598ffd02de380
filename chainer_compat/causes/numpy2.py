"""Names that NumPy 2 still has, but that behave otherwise."""

from chainer_compat.mend import Mend

_CATEGORICAL = 'chainer.distributions.categorical'
_WRAPPED = (
    'numpy.array(self.padding).astype(y.dtype) '
    "if y.dtype.kind in 'iu' and numpy.isfinite(self.padding) else self.padding"
)

MENDS = [
    # numpy.meshgrid gives a tuple, no list.
    Mend(module=_CATEGORICAL, line=74, old='mg + [', new='list(mg) + [', since=('numpy', '2.0')),
    Mend(module=_CATEGORICAL, line=76, old='mg + [', new='list(mg) + [', since=('numpy', '2.0')),
    # An array of NumPy has an attribute device too; it says 'cpu'.
    Mend(
        module='chainer.variable',
        line=820,
        old="getattr(array, 'device', 'CPU')",
        new="'CPU' if isinstance(array, numpy.ndarray) else getattr(array, 'device', 'CPU')",
        since=('numpy', '2.0'),
    ),
    # -1 put into unsigned integers is an error; it wrapped around before.
    Mend(
        module='chainer.functions.array.pad_sequence',
        line=55,
        old='self.padding',
        new=_WRAPPED,
        since=('numpy', '2.0'),
    ),
    # A vector of one number is no number.
    Mend(
        module='chainermn.iterators.multi_node_iterator',
        line=137,
        old='int(_size)',
        new='int(_size[0])',
        since=('numpy', '2.4'),
    ),
]
