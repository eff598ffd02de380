"""Proofs for the causes ``numpy_names``, ``numpy2``, ``scipy`` and ``h5py``."""

import types

import chainer
import numpy
import pytest

from tests.chainer_compat.proofs import proof

RESIZE = 'chainer.functions.array.resize_images'
STRIDED = 'chainer.functions.array.as_strided'


@proof(RESIZE, 179, 180)
def corners_meet(resize_images):
    x = numpy.array([[[[0, 1], [2, 3]]]], 'f')
    y = resize_images.resize_images(x, (3, 3)).array
    numpy.testing.assert_allclose(y[0, 0], [[0, 0.5, 1], [1, 1.5, 2], [2, 2.5, 3]])


@proof(RESIZE, 184, 186)
def pixels_meet(resize_images):
    x = numpy.array([[[[0, 1]]]], 'f')
    y = resize_images.resize_images(x, (1, 4), align_corners=False).array
    numpy.testing.assert_allclose(y[0, 0], [[0, 0.25, 0.75, 1]])


@proof(RESIZE, 194, 196)
def nearest_pixels(resize_images):
    x = numpy.array([[[[0, 1], [2, 3]]]], 'f')
    y = resize_images.resize_images(x, (4, 2), mode='nearest').array
    numpy.testing.assert_array_equal(y[0, 0], [[0, 1], [0, 1], [2, 3], [2, 3]])


@proof(STRIDED, 10)
def strides_are_indexed_with_every_size(as_strided):
    assert {size: numpy.dtype(t).itemsize for size, t in as_strided.index_dtype.items()} == {
        1: 1, 2: 2, 4: 4, 8: 8,
    }  # fmt: skip


@proof(STRIDED, 252)
def strided_view_has_a_gradient(as_strided):
    x = chainer.Variable(numpy.arange(3, dtype='f'))
    chainer.functions.sum(as_strided.as_strided(x, (2, 2), (1, 1), 0)).backward()
    numpy.testing.assert_array_equal(x.grad, [1, 2, 1])
    ints = as_strided.AsStridedGrad((3,), (2,), (1,), 0)
    with pytest.raises(TypeError, match='Only float'):
        ints.forward((numpy.zeros(2, 'i'),))


@proof('chainer.distributions.categorical', 74, 76)
def log_probability_of_a_draw(categorical):
    p = numpy.array([[0.25, 0.75], [0.5, 0.5]], 'f')
    drawn = numpy.array([1, 0])
    for x in (drawn, chainer.Variable(drawn)):
        log_p = categorical.Categorical(p=p).log_prob(x).array
        numpy.testing.assert_allclose(log_p, numpy.log([0.75, 0.5]), rtol=1e-6)


@proof('chainer.variable', 820)
def arrays_of_numpy_are_on_the_cpu(variable):
    assert 'device: CPU\n' in variable.Variable(numpy.zeros(2, 'f')).debug_print()


@proof('chainer.functions.array.pad_sequence', 55)
def padding_wraps_around(pad_sequence):
    xs = [numpy.zeros(2, numpy.uint8), numpy.zeros(1, numpy.uint8)]
    y = pad_sequence.pad_sequence(xs, padding=-1).array
    numpy.testing.assert_array_equal(y, [[0, 0], [0, 255]])
    floats = [numpy.zeros(2, 'f'), numpy.zeros(1, 'f')]
    assert pad_sequence.pad_sequence(floats, padding=numpy.inf).array[1, 1] == numpy.inf


@proof('chainermn.iterators.multi_node_iterator', 137)
def an_iterator_whose_master_is_elsewhere(multi_node_iterator):
    # What it is sent: the size of the data set, and that there is no order of it.
    sent = [numpy.array([7], 'f'), numpy.array([-1], 'f')]
    world = types.SimpleNamespace(
        bcast=lambda data, root: sent.pop(0), bcast_obj=lambda data, root: None
    )
    assert multi_node_iterator._MultiNodeIteratorSlave(world, 0).dataset_size == 7


@proof('chainer.functions.math.sparse_matmul', 65)
def half_precision_sparse_product(sparse_matmul):
    pytest.importorskip('scipy')
    a = chainer.utils.to_coo(numpy.array([[0, 2], [3, 0]], numpy.float16))
    y = sparse_matmul.sparse_matmul(a, numpy.array([[1], [10]], numpy.float16)).array
    assert y.dtype == numpy.float16
    numpy.testing.assert_array_equal(y, [[20], [3]])


@proof('chainer.serializers.hdf5', 168)
def a_string_stays_a_string(hdf5):
    h5py = pytest.importorskip('h5py')
    with h5py.File('strings', 'w', driver='core', backing_store=False) as f:
        f['name'], f['number'] = 'abc', 7
        load = hdf5.HDF5Deserializer(f)
        assert load('name', '') == 'abc'
        assert load('number', 0) == 7
