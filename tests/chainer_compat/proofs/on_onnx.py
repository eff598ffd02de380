"""Proofs for the cause ``onnx``; left out where it is not installed."""

import chainer.links as L
import numpy
import pytest

from tests.chainer_compat.proofs import proof


@proof('onnx_chainer.export', 12)
def a_network_is_exported(export):
    onnx = pytest.importorskip('onnx')
    net = L.Linear(3, 2)
    model = export.export(net, numpy.zeros((1, 3), 'f'))
    onnx.checker.check_model(model)
    assert [node.op_type for node in model.graph.node] == ['Gemm']


@proof('onnx_chainer.functions.array', 6)
@proof('onnx_chainer.functions.math', 2)
def types_have_their_numbers(functions):
    onnx = pytest.importorskip('onnx')
    for dtype in (numpy.float32, numpy.int32, numpy.int64):
        number = functions.NP_TYPE_TO_TENSOR_TYPE[numpy.dtype(dtype)]
        assert onnx.helper.tensor_dtype_to_np_dtype(number) == dtype


@proof('onnx_chainer.context', 3, 13)
def constants_can_be_read(context):
    onnx = pytest.importorskip('onnx')
    assert 'onnx' not in vars(context)
    for dtype in (numpy.float16, numpy.float32, numpy.float64, numpy.int32, numpy.int64):
        array = numpy.array([[1, 1], [0, 2]], dtype)
        tensor = context._tensor_from_array_for_constant(array, 'name')
        assert bool(tensor.raw_data) is (dtype is numpy.float16)
        numpy.testing.assert_array_equal(onnx.numpy_helper.to_array(tensor), array)
