"""Chainer 7.8.1, as installed, on today's Python, NumPy, protobuf and CuPy.

Nothing needs to import this package. Where it is installed, the line in ``chainer_compat.pth``
puts a finder in place at interpreter start (``hook.py``); the finder does nothing until something
imports Chainer. Then the few lines of Chainer that today's libraries no longer accept are
exchanged while its modules are compiled (``loading.py``); which lines, from which version on, and
what for stands in ``causes/``, one module for each cause. The files of Chainer on disk and the
names in NumPy stay as they are.

``python -m chainer_compat SCRIPT ARGS...`` runs a script that itself uses names NumPy has dropped
(``np.int``), also where the ``.pth`` is not installed.
"""
