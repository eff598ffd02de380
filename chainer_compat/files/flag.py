"""The flag that variables of Chainer 1.5 to 1.24 had: volatile or not, or as their inputs are.

A pickle holds one with every variable. Nothing reads it any more.
"""


class Flag(object):
    """ON, OFF or AUTO.

    Args:
        value (bool): None stands for AUTO.
    """

    _made = {}

    def __new__(cls, value):
        if value not in cls._made:
            cls._made[value] = super(Flag, cls).__new__(cls)
            cls._made[value].value = value
        return cls._made[value]

    def __reduce__(self):
        return Flag, (self.value,)

    def __repr__(self):
        return {True: 'ON', False: 'OFF', None: 'AUTO'}[self.value]


Flag.__module__ = 'chainer.flag'
ON, OFF, AUTO = Flag(True), Flag(False), Flag(None)
