"""All mends of this package, gathered for ``loading``."""

from chainer_compat.causes import distutils, numpy_names, pkg_resources, protobuf

MENDS = distutils.MENDS + pkg_resources.MENDS + numpy_names.MENDS + protobuf.MENDS
AFTER = {}
