"""Text in an npz that Python 2 wrote is bytes: the log of a Trainer's snapshot, for one.

Chainer made text of them with ``str()``, which puts them between ``b'`` and ``'``. It has always
been so; mended from Python 3.8 on, so that the period stack stays what it was.
"""

from chainer_compat.mend import Mend

MENDS = [
    Mend(
        module='chainer.serializers.npz',
        line=176,
        old='dataset = self.npz[key]',
        new="dataset = self.npz[key]; dataset = (numpy.char.decode(dataset, 'utf-8') "
        "if isinstance(value, str) and dataset.dtype.kind == 'S' else dataset)",
        since=('python', '3.8'),
    )
]
