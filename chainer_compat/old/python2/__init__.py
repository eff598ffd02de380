"""Python 2 source, translated when it is imported or run.

``loader`` sees every module that is imported; what this Python cannot read, or what only Python 2
means (``marks``), goes through ``translate``: ``syntax`` makes Python 3's of Python 2's words (by
fissix, line by line), ``meaning`` then changes what would read the same and act otherwise (``/``
of integers, ``d.keys()``, ``import neighbour``). The functions that such code calls stand in
``runtime``, Python 2's own in ``names``. Files stay as they are; what is translated is kept in
``__pycache__`` (``cache``).
"""
