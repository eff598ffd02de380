"""h5py 3 gives the bytes of a string, where h5py 2 gave the string."""

from chainer_compat.mend import Mend

MENDS = [
    Mend(
        module='chainer.serializers.hdf5',
        line=168,
        old='numpy.asarray(dataset)',
        new='dataset.asstr()[()] if isinstance(value, str) else numpy.asarray(dataset)',
        since=('h5py', '3.0'),
    )
]
