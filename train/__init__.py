"""The posts' training scripts: ``python -m train.NAME``."""

from cli import interrupts

interrupts.end_quietly_while_importing()

from cli import several  # noqa: E402

# Before NumPy is imported, which the scripts do.
several.divide_threads()
