"""What every command of this repository shares: options, run folders, one-line errors.

The bottom package: everybody may import it, it imports nothing of ours.
"""

import os
import sys

# A script called by its path, ``python train/fcn32s.py``, finds this package by the link beside it:
# Python looks there, and not in the repository's root.
_FOUND = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_ROOT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
if _FOUND != _ROOT:
    sys.path[:] = [_ROOT if os.path.abspath(path) == _FOUND else path for path in sys.path]
