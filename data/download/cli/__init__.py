"""Makes way for the true ``cli`` where a script is called by its path: ``python train/fcn32s.py``.

Python then looks for modules beside the script, finds this one, and not the repository's root. All
scripts import ``cli`` before anything else of ours.
"""

import importlib
import os
import sys

_HERE = os.path.dirname(os.path.abspath(__file__))
_ROOT = os.path.dirname(_HERE)
while not os.path.exists(os.path.join(_ROOT, 'cli', 'errors.py')):
    _ROOT = os.path.dirname(_ROOT)
sys.path[:] = [_ROOT if os.path.abspath(p) == os.path.dirname(_HERE) else p for p in sys.path]
del sys.modules['cli']
importlib.import_module('cli')
