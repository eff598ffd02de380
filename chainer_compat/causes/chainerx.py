"""ChainerX is part of Chainer, but only if compiled from source, by a compiler of 2019.

Without it ``Variable.to_device('native')``, which names a device of ChainerX, is an error, and
ChainerMN's means over all processes call it for whatever a network reports. The CPU's arrays have
a name of their own. It has always been so; mended from Python 3.8 on, so that the period stack
stays what it was.
"""

from chainer_compat.mend import Mend

MENDS = [
    Mend(
        module='chainermn.extensions.observation_aggregator',
        line=49,
        old='value.to_device("native")',
        new='value.to_device("@numpy")',
        since=('python', '3.8'),
    )
]
