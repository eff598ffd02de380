"""The two tables of ``onnx.mapping`` that onnx_chainer reads, from today's ``onnx.helper``."""

import numpy
from onnx import TensorProto, helper


class _TensorTypes:
    """From a dtype of NumPy to the number of the type in ONNX."""

    def __getitem__(self, dtype):
        return helper.np_dtype_to_tensor_dtype(numpy.dtype(dtype))


NP_TYPE_TO_TENSOR_TYPE = _TensorTypes()

# The field of a tensor that holds numbers of a type as they are. Types not named here (float16)
# are stored as bits and stay in ``raw_data``.
STORAGE_TENSOR_TYPE_TO_FIELD = {
    TensorProto.BOOL: 'int32_data',
    TensorProto.DOUBLE: 'double_data',
    TensorProto.FLOAT: 'float_data',
    TensorProto.INT32: 'int32_data',
    TensorProto.INT64: 'int64_data',
    TensorProto.UINT16: 'int32_data',
    TensorProto.UINT32: 'uint64_data',
    TensorProto.UINT64: 'uint64_data',
}
