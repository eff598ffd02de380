"""Who calls: the old code, or Chainer itself.

Chainer's own modules are written for the Chainer they belong to and go on to be served as that.
"""

import sys

_OWN = frozenset(('chainer', 'chainermn', 'onnx_chainer', 'chainer_accel', 'chainer_compat'))


def is_own(depth=2):
    """Whether the function ``depth`` frames above this one belongs to Chainer."""
    name = sys._getframe(depth).f_globals.get('__name__') or ''
    return name.partition('.')[0] in _OWN
