"""All mends of this package, gathered for ``loading``."""

from chainer_compat.causes import cupy, distutils, numpy2, numpy_names, pkg_resources, protobuf

MENDS = sum(
    (cause.MENDS for cause in (distutils, pkg_resources, numpy_names, numpy2, protobuf, cupy)), []
)
AFTER = {}
