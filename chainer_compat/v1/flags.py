"""``chainer.flag`` as it was: the three values a variable's ``volatile`` can have."""

_VALUES = {
    'on': True, 'ON': True, True: True,
    'off': False, 'OFF': False, False: False,
    'auto': None, 'AUTO': None, None: None,
}  # fmt: skip


class Flag:
    """ON, OFF or AUTO; there is one object for each.

    Args:
        name (str, bool, None or Flag): ``'on'``, ``'off'``, ``'auto'`` in small or in capitals, or
            ``True``, ``False``, ``None`` for the same.
    """

    _made = {}

    def __new__(cls, name):
        if isinstance(name, Flag):
            return name
        # NumPy's booleans and 0 and 1 are keys too.
        value = _VALUES[name]
        if value not in cls._made:
            cls._made[value] = super(Flag, cls).__new__(cls)
            cls._made[value].value = value
        return cls._made[value]

    def __bool__(self):
        if self.value is None:
            raise ValueError('Flag AUTO cannot be converted to boolean')
        return self.value

    def __reduce__(self):
        return Flag, (self.value,)

    def __repr__(self):
        return {True: 'ON', False: 'OFF', None: 'AUTO'}[self.value]

    def __eq__(self, other):
        return self is Flag(other)

    def __ne__(self, other):
        return self is not Flag(other)

    def __lt__(self, other):
        raise RuntimeError('no order is defined between flags')

    __le__ = __gt__ = __ge__ = __lt__

    def __hash__(self):
        return hash(self.value)


ON, OFF, AUTO = Flag('on'), Flag('off'), Flag('auto')


def aggregate_flags(flags):
    """The flag of what is computed from variables with these flags.

    Raises:
        ValueError: ON and OFF are among them.
    """
    on = any(flag is ON for flag in flags)
    off = any(flag is OFF for flag in flags)
    if on and off:
        raise ValueError('ON and OFF flags cannot be mixed.')
    return ON if on else OFF if off else AUTO
