"""Proofs for the causes ``pickles``, ``caffe`` and ``python2``."""

import io
import pickle
import types

import numpy
import pytest

from chainer_compat.files.flag import OFF
from tests.chainer_compat.proofs import proof

VARIABLE = 'chainer.variable'
CAFFE = 'chainer.links.caffe.caffe_function'


@proof(VARIABLE, 22, 580, 583)
def a_call_of_chainer_1(variable):
    made = variable.Variable(numpy.ones(2, 'f'), OFF, 'x', numpy.zeros(2, 'f'))
    assert made.name == 'x' and made.grad.sum() == 0
    with pytest.raises(TypeError, match='positional arguments'):
        variable.Variable(numpy.ones(2, 'f'), True)


@proof('chainer.serializers.npz', 176)
def text_of_python_2(npz):
    load = npz.NpzDeserializer({'log': numpy.array(b'[1]'), 'new': numpy.array('[2]')})
    assert load('log', '') == '[1]'
    assert load('new', '') == '[2]'


def _function(caffe_function):
    function = caffe_function.CaffeFunction.__new__(caffe_function.CaffeFunction)
    function.forwards, function.layers, function.split_map = {}, [], {}
    return function


def _layer(caffe_function, kind, **parameters):
    layer = caffe_function.caffe_pb.LayerParameter(name='it', type=kind)
    for name, fields in parameters.items():
        for field, value in fields.items():
            target = getattr(layer, name)
            if field == 'shape':
                target.shape.dim.extend(value)
            elif isinstance(value, list):
                getattr(target, field).extend(value)
            else:
                setattr(target, field, value)
    return layer


def _kept(caffe_function, setup, layer):
    """What is kept of a layer, without the classes of a module that only this proof has."""
    function = _function(caffe_function)
    getattr(function, setup)(layer)
    return vars(function.forwards['it'])


@proof(CAFFE, 44)
def used_weights_are_not_kept(caffe_function):
    blob = caffe_function.caffe_pb.BlobProto(data=[1, 2])
    made = caffe_function._Blob(blob)
    array = numpy.zeros(2, 'f')
    made(array)
    assert list(array) == [1, 2]
    assert pickle.loads(pickle.dumps(made.__reduce__()))


@proof(CAFFE, 354, 355)
def pooling_over_the_whole_map(caffe_function):
    layer = _layer(caffe_function, 'Pooling', pooling_param={'global_pooling': True})
    kept = pickle.loads(pickle.dumps(_kept(caffe_function, '_setup_pooling', layer)))
    x = numpy.arange(8, dtype='f').reshape(1, 2, 2, 2)
    y = kept['func'](x, stride=1, pad=0)
    numpy.testing.assert_array_equal(y.array.ravel(), [3, 7])


@proof(CAFFE, 376)
def a_shape(caffe_function):
    layer = _layer(caffe_function, 'Reshape', reshape_param={'shape': [1, -1]})
    kept = _kept(caffe_function, '_setup_reshape', layer)
    assert pickle.loads(pickle.dumps(kept['kwargs'])) == {'shape': [1, -1]}


@proof(CAFFE, 424)
def coefficients(caffe_function):
    layer = _layer(caffe_function, 'Eltwise', eltwise_param={'coeff': [1, -1]})
    kept = _kept(caffe_function, '_setup_eltwise', layer)
    assert pickle.loads(pickle.dumps(kept['coeffs'])) == [1, -1]


@proof(CAFFE, 538, 551, 564)
def sizes_of_two_numbers(caffe_function):
    # Not all messages have them twice; the functions take any that has.
    class Two(list):
        def __reduce__(self):
            raise TypeError('of protobuf')

    parameter = types.SimpleNamespace(kernel_h=0, stride_h=0, pad_h=0, pad_w=0)
    for name in ('kernel_size', 'stride', 'pad'):
        setattr(parameter, name, Two([2, 3]))
    for ask in (caffe_function._get_ksize, caffe_function._get_stride, caffe_function._get_pad):
        pickle.dump(ask(parameter), io.BytesIO())
