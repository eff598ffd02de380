"""A GPU asked for where there is none ends with the reason, never in a run on the CPU."""

import warnings

import chainer
import chainer.links as L
import numpy
import pytest
from chainer import training
from chainer.backends import cuda

from chainer_compat.mend import release

pytestmark = [
    pytest.mark.skipif(cuda.available, reason='CuPy can be used here'),
    pytest.mark.skipif(release(numpy.__version__) < (2,), reason="of today's stack"),
]


def _trained():
    data = chainer.datasets.TupleDataset(numpy.zeros((4, 3), 'f'), numpy.zeros(4, 'i'))
    model = L.Classifier(L.Linear(3, 2))
    optimizer = chainer.optimizers.SGD().setup(model)
    return chainer.iterators.SerialIterator(data, 2, repeat=False), model, optimizer


def standard_updater():
    iterator, _, optimizer = _trained()
    training.StandardUpdater(iterator, optimizer, device=0).update()


def parallel_updater():
    iterator, _, optimizer = _trained()
    training.ParallelUpdater(iterator, optimizer, devices={'main': 0}).update()


def evaluator():
    iterator, model, _ = _trained()
    training.extensions.Evaluator(iterator, model, device=0)()


def with_device():
    with cuda.Device(0):
        L.Linear(3, 2)


def using_device():
    with chainer.using_device('@cupy:0'):
        L.Linear(3, 2)


WAYS = {
    'get_device': lambda: chainer.get_device('@cupy:0'),
    'get_device of a number': lambda: chainer.get_device(0),
    'get_device_from_id': lambda: cuda.get_device_from_id(0),
    'cuda.get_device': lambda: cuda.get_device(0).use(),
    'cuda.Device': lambda: cuda.Device(0).use(),
    'with cuda.Device': with_device,
    'cuda.Stream': lambda: cuda.Stream(),
    'cuda.Event': lambda: cuda.Event(),
    'using_device': using_device,
    'link.to_gpu': lambda: L.Linear(3, 2).to_gpu(),
    'link.to_device': lambda: L.Linear(3, 2).to_device('@cupy:0'),
    'variable.to_gpu': lambda: chainer.Variable(numpy.zeros(2, 'f')).to_gpu(),
    'cuda.to_gpu': lambda: cuda.to_gpu(numpy.zeros(2, 'f')),
    'cuda.cupy': lambda: cuda.cupy.zeros(2),
    'concat_examples': lambda: chainer.dataset.concat_examples([numpy.zeros(2)], 0),
    'StandardUpdater': standard_updater,
    'ParallelUpdater': parallel_updater,
    'Evaluator': evaluator,
}


@pytest.mark.parametrize('way', list(WAYS))
def test_the_reason_is_told(way):
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')  # some of the ways are deprecated
        with pytest.raises((RuntimeError, AttributeError)) as error:
            WAYS[way]()
    assert str(cuda._resolution_error) in str(error.value)
