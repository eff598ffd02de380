"""Channels side by side, those of float32 pictures that lie channels last in memory."""

from chainer_accel.base.claims import claim
from chainer_accel.base.compiled import inner, outer
from chainer_accel.base.lanes import copy
from chainer_accel.base.together import lead, outline

# Pixels that a thread claims at a time.
STEP = 1 << 8


@inner
def _put(me, counter, x, first, y, channels):
    """Copy pixels of the vector ``x`` to channels ``first`` to ``first + channels[0]`` of others.

    Args:
        counter (numpy.ndarray): Of STEP pixels.
        x, y (numpy.ndarray): float32 vectors, pixels of ``channels[0]`` and ``channels[1]``.
    """
    few, many = channels
    p = STEP * claim(counter)
    while p * few < len(x):
        for i in range(p, min(p + STEP, len(x) // few)):
            copy(x, i * few, y, i * many + first, few)
        p = STEP * claim(counter)


_put_work = outline(_put)


@outer
def put(team, helpers, *args):
    lead(team, helpers, _put_work(args))
