"""The finder that waits for Chainer, or CuPy, to be imported.

Runs at every start of every interpreter of the environment, whether Chainer is used or not:
it imports nothing but ``sys``.
"""

import sys

# Chainer's distribution installs these four.
PACKAGES = {'chainer', 'chainermn', 'chainerx', 'onnx_chainer'}


class Finder:
    """A finder for ``sys.meta_path`` that hands Chainer's modules to ``loading``.

    CuPy's own are left alone; before the first of them, ``cuda_wheels`` loads libraries.
    """

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == 'cupy':
            from chainer_compat import cuda_wheels

            cuda_wheels.load()  # what it will ask for; it is found by the others
        if name.partition('.')[0] not in PACKAGES:
            return None
        from chainer_compat import loading

        others = [finder for finder in sys.meta_path if finder is not Finder]
        return loading.find_spec(name, path, target, others)


def install():
    """Put the finder in front of all others; a second call changes nothing."""
    if Finder not in sys.meta_path:
        sys.meta_path.insert(0, Finder)
