"""Extensions that shift a learning rate, out of a snapshot of Chainer 1.

They counted from 1 on, not from 0, and did not keep the value they had set last.
"""

import functools

from chainer_compat.files import reading


def add_exponential(module):
    """Let ``ExponentialShift`` of ``module`` go on from a snapshot of Chainer 1."""
    shift = module.ExponentialShift
    shift.serialize = _reading_old_counts(shift.serialize)
    start = shift.initialize

    @functools.wraps(start)
    def initialize(self, trainer):
        shifted = self._last_value is None and self._t > 0
        start(self, trainer)
        if shifted:  # it would begin anew
            self._t -= 1
            self(trainer)

    shift.initialize = initialize


def add_linear(module):
    """Let ``LinearShift`` of ``module`` go on from a snapshot of Chainer 1."""
    shift = module.LinearShift
    shift.serialize = _reading_old_counts(shift.serialize)


def _reading_old_counts(serialize):
    @functools.wraps(serialize)
    def call(self, serializer):
        if not reading.is_reading(serializer):
            return serialize(self, serializer)
        serialize(self, reading.lenient(serializer, {'_last_value': None}))
        if self._last_value is None and self._t > 0:
            self._t = int(self._t) - 1

    return call
