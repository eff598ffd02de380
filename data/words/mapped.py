"""Numbers of words in a file that is mapped into memory, so that a text may be larger than it."""

import tempfile

import numpy as np

# Characters, or numbers, handled at a time.
PIECE = 1 << 18


def mapped(arrays, folder=None):
    """Write int32 arrays one after the other into a file without a name; map it read-only."""
    with tempfile.TemporaryFile(dir=folder) as f:
        for array in arrays:
            # ndarray.tofile would hide a full disk behind an error without errno.
            f.write(array.astype(np.int32, copy=False).tobytes())
        f.flush()
        return np.memmap(f, dtype=np.int32, mode='r')
