"""Lines of Chainer's tests that need a mend themselves.

What these tests expect of Chainer stays as it is; the lines make an array or a number of their own
in a way that NumPy no longer allows. ``module`` is the file under the checkout's ``tests``.
"""

from chainer_compat.mend import Mend

_FUNCTIONS = 'chainer_tests/functions_tests/'

MENDS = [
    # numpy.uint8(-1) is an error since NumPy 2 (and a warning since 1.24): wrap around as before.
    Mend(
        module=_FUNCTIONS + 'array_tests/test_pad_sequence.py',
        line=73,
        old='self.dtype(self.pad)',
        new='numpy.array(self.pad).astype(self.dtype)',
        since=('numpy', '2.0'),
    ),
    # float() takes no array of one element with an axis since NumPy 2.5.
    Mend(
        module=_FUNCTIONS + 'math_tests/test_det.py',
        line=92,
        old='float(scaling ** self.x.shape[1])',
        new='(scaling ** self.x.shape[1]).item()',
        since=('numpy', '2.0'),
    ),
    # The sum that the test compares with: since NumPy 2 a Python float no longer widens float16,
    # in which 300000 losses overflow.
    Mend(
        module=_FUNCTIONS + 'loss_tests/test_softmax_cross_entropy.py',
        line=177,
        old='loss_expect = 0.0',
        new='loss_expect = numpy.float64(0)',
        since=('numpy', '2.0'),
    ),
]
