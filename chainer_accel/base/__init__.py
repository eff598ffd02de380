"""What the kernels of every room stand on; it knows none of them.

Which modules there are to call (``optional``); work shared among threads (``parallel``, for
compiled loops ``team``, ``together``, ``claims``); how loops are compiled (``compiled``) and the
vectors in them (``lanes``, ``vectors``); memory that is kept (``heap``, ``scratch``), and how
arrays lie in it (``memory``, ``strided``).
"""
