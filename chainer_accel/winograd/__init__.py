"""Convolutions of stride 1 by Winograd's algorithm: 3x3 taps (``narrow``), 6x6 to 8x8 (``wide``).

The other modules without ``wide`` in their name are the steps of ``narrow``, but for ``points`` and
``patches``, which both have.
"""
