"""Memory that an array gave back is kept for the next one.

The C library returns arrays above 32 MB to the system at once, and others when they lie at the
heap's end. Asked for again, each page of theirs is found, cleared and mapped anew: for the pictures
of one training step that takes as long as half of the arithmetic. A step asks for the same memory
again and again, so the process does not grow by it; it only stays as large as it was.
"""

import ctypes

# Numbers and limits of mallopt(3).
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_NEVER = (1 << 31) - 1
_LARGEST = 1 << 30


def keep():
    """Tell the C library so, where it is glibc."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return
    mallopt(_MMAP_THRESHOLD, _LARGEST)
    mallopt(_TRIM_THRESHOLD, _NEVER)
