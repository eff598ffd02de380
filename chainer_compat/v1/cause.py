"""What a module in ``causes/`` says about itself."""

import collections

Served = collections.namedtuple('Served', 'names put through since')
Served.__new__.__defaults__ = ('1.24', '1.0')
Served.__doc__ = """Names that behaved otherwise in older Chainers, and what gives that back.

Attributes:
    names (str): For the table in docs/compat.md, e.g. ``'chainer.Variable.volatile'``.
    put (callable): Called with the wanted version, e.g. ``(1, 8)``, once Chainer is imported.
    through (str): The last version that behaved so.
    since (str): The first one.
"""
