"""What the other end of an output understands."""

import os


def takes_codes(stream):
    """Whether ``stream`` is a terminal that erases and moves its cursor when told to."""
    return stream.isatty() and os.environ.get('TERM') != 'dumb'
