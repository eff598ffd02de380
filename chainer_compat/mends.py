"""All mends of this package, gathered for ``loading``."""

from chainer_compat import hint
from chainer_compat.causes import (
    caffe,
    chainerx,
    cupy,
    distutils,
    h5py,
    numpy2,
    numpy_names,
    offline,
    onnx,
    pickles,
    pkg_resources,
    protobuf,
    python,
    python2,
    scipy,
)
from chainer_compat.files import caffe as caffe_files
from chainer_compat.files import (
    functions,
    initializers,
    links,
    names,
    optimizers,
    residents,
    shifts,
    trainer,
    variables,
)

_CAUSES = (
    distutils, pkg_resources, numpy_names, numpy2, scipy, h5py, protobuf, onnx, python, cupy,
    chainerx, offline, pickles, caffe, python2,
)  # fmt: skip

MENDS = [mend for cause in _CAUSES for mend in cause.MENDS]
AFTER = dict(
    names.AFTER,
    **{
        'chainer': hint.install,
        'chainer.device_resident': residents.add,
        'chainer.functions.normalization.batch_normalization': functions.add,
        'chainer.initializer': initializers.add,
        'chainer.link': links.add,
        'chainer.links.caffe.caffe_function': caffe_files.add,
        'chainer.optimizer': optimizers.add,
        'chainer.training.extensions.exponential_shift': shifts.add_exponential,
        'chainer.training.extensions.linear_shift': shifts.add_linear,
        'chainer.training.trainer': trainer.add,
        'chainer.variable': variables.add,
    },
)
