"""Chainer's functions on NumPy arrays, faster.

Nothing needs to import this package: where it is installed beside ``chainer_compat``, Chainer
comes with it. Models and scripts don't change. ``switch.py`` says how to turn it off, ``mends.py``
where it takes the place of what; docs/accel.md has the figures.
"""
