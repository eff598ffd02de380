"""A mode in which Chainer 7.8.1 is used as Chainer 1 (or 2 to 6) was.

``python -m chainer_compat --chainer=1.24 SCRIPT`` switches it on for the script and the processes
that this one starts, and for nobody else. ``causes/`` holds one module for each thing that has
changed; ``switch.py`` puts those that the wanted version needs into Chainer once it is imported.
"""
