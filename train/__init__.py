"""The posts' training scripts: ``python -m train.NAME``."""

from cli import several

# Before NumPy is imported, which the scripts do.
several.divide_threads()
