"""A pickled model read without running anything of it, for ``chainer_compat.convert``.

``unpickler`` makes plain containers in the place of all objects, ``arrays`` reads NumPy's from
their bytes, ``model`` finds the parameters. Neither Chainer nor a program's classes are imported.
"""
