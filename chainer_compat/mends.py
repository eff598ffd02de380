"""All mends of this package, gathered for ``loading``."""

from chainer_compat.causes import (
    chainerx,
    cupy,
    distutils,
    h5py,
    numpy2,
    numpy_names,
    offline,
    onnx,
    pkg_resources,
    protobuf,
    python,
    scipy,
)

_CAUSES = (
    distutils, pkg_resources, numpy_names, numpy2, scipy, h5py, protobuf, onnx, python, cupy,
    chainerx, offline,
)  # fmt: skip

MENDS = [mend for cause in _CAUSES for mend in cause.MENDS]
AFTER = {}
