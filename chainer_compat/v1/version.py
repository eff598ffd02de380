"""Which Chainer the code was written for."""

import re

# A bare 1 means the last of its kind, likewise a bare 2.
_LAST = {(1,): (1, 24), (2,): (2, 1), (3,): (3, 5), (4,): (4, 5), (5,): (5, 4), (6,): (6, 7)}


def parse(text):
    """The version as numbers: ``parse('1.24.0') == (1, 24)``, ``parse('1') == (1, 24)``.

    Raises:
        ValueError: It is no version from 1.0 to 6.
    """
    match = re.match(r'v?(\d+)(?:\.(\d+))?(?:\.\d\w*)*$', text.strip())
    if match is None:
        raise ValueError(text)
    numbers = tuple(int(part) for part in match.groups() if part is not None)
    numbers = _LAST.get(numbers, numbers)
    if not (1, 0) <= numbers < (7,):
        raise ValueError(text)
    return numbers


def written(version):
    """``(1, 24)`` as ``'1.24'``."""
    return '.'.join(str(part) for part in version)
