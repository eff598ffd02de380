"""The random generator's state goes into the snapshots."""

import numpy
from chainer.training import extension


class RandomState(extension.Extension):
    """Save and restore NumPy's global generator, which dropout draws from.

    Chainer's snapshots hold parameters, optimizer, iterators and logs, but not
    this; without it a resumed run with dropout leaves the curve of the
    uninterrupted one. CuPy's generators can't be read out: on a GPU a resumed
    run draws other masks.
    """

    trigger = 1, 'epoch'

    def __call__(self, trainer):
        pass

    def serialize(self, serializer):
        name, keys, position, has_gauss, cached = numpy.random.get_state()
        state = (
            name,
            serializer('keys', keys),
            int(serializer('position', position)),
            int(serializer('has_gauss', has_gauss)),
            float(serializer('cached', cached)),
        )
        numpy.random.set_state(state)
