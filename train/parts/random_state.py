"""The random generators' states go into the snapshots."""

import random

import numpy
from chainer.training import extension


class RandomState(extension.Extension):
    """Save and restore the global generators: NumPy's, which dropout draws from, and Python's.

    Chainer's snapshots hold parameters, optimizer, iterators and logs, but not
    these; without them a resumed run with dropout leaves the curve of the
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
        version, numbers, _ = random.getstate()
        numbers = serializer('python', numpy.array(numbers, numpy.uint32))
        # The last is what gauss() keeps, which nothing here calls.
        random.setstate((version, tuple(int(n) for n in numbers), None))
