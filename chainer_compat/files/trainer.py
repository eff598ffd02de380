"""A Trainer out of a snapshot of Chainer 1.7 to 1.17, which did not say how long it had run."""

import functools

from chainer_compat.files import reading


def add(module):
    """Let ``Trainer`` of ``module`` read such a snapshot; its time starts at 0."""
    serialize = module.Trainer.serialize

    @functools.wraps(serialize)
    def call(self, serializer):
        if reading.is_reading(serializer):
            serializer = reading.lenient(serializer, {'_snapshot_elapsed_time': 0.0})
        serialize(self, serializer)

    module.Trainer.serialize = call
