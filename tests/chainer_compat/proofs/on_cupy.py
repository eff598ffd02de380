"""Proofs for the cause ``cupy``, where there is none."""

import re
import sys
import types
import warnings
from types import SimpleNamespace

import chainer
import numpy
import pytest
from pytest import MonkeyPatch

from tests.chainer_compat.proofs import proof

CUDA = 'chainer.backends.cuda'


def _without_cupy(cuda):
    if cuda.available:
        pytest.skip('CuPy can be used here')


@proof(CUDA, 101)
def no_device_stands_in(cuda):
    _without_cupy(cuda)
    with pytest.raises(RuntimeError, match='cupy'):
        with cuda.Device(0):
            pass


@proof(CUDA, 110)
def no_event_stands_in(cuda):
    _without_cupy(cuda)
    with pytest.raises(RuntimeError, match='cupy'):
        cuda.Event()


@proof(CUDA, 113)
def no_stream_stands_in(cuda):
    _without_cupy(cuda)
    with pytest.raises(RuntimeError, match='cupy'):
        cuda.Stream(non_blocking=True)


@proof(CUDA, 116)
def names_of_cupy_tell_why(cuda):
    _without_cupy(cuda)
    with pytest.raises(AttributeError, match='cupy.zeros .*{}'.format(cuda._resolution_error)):
        cuda.cupy.zeros(3)
    assert not hasattr(cuda.cupy, 'zeros')


@proof(CUDA, 149)
def the_reason_stands_in_the_message(cuda):
    _without_cupy(cuda)
    cuda._resolution_error = ImportError('libcublas.so.12: cannot open shared object file')
    with pytest.raises(RuntimeError) as error:
        cuda.get_device_from_id(0)
    assert str(error.value).splitlines()[-1] == 'ImportError: {}'.format(cuda._resolution_error)


@proof(CUDA, 129, 130)
@proof('chainer.functions.array.spatial_transformer_grid', 49)
@proof('chainer.functions.array.spatial_transformer_sampler', 53)
def cudnn_is_asked_for_by_its_new_name(module):
    # test_cuda_wheels.py imports it where there is one.
    assert not re.findall(r'^[^#]*\bcupy\.cudnn\b', module.source, re.M)


@proof(CUDA, 151)
def cudnn_is_not_asked_for(cuda):
    cuda.available, cuda.cudnn_enabled, cuda._cudnn_disabled_by_user = True, False, False
    cuda._cupy_major = 14
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        cuda.check_cuda_available()
    cuda._cupy_major = 13
    with pytest.warns(UserWarning, match='cuDNN is not enabled'):
        cuda.check_cuda_available()


@proof('chainer.training.updaters.multiprocess_parallel_updater', 16)
def nccl_without_its_library(module):
    nccl = types.ModuleType('cupy.cuda.nccl')
    for there in (False, True):
        nccl.available = there
        with MonkeyPatch.context() as patch:
            patch.setitem(sys.modules, 'cupy', types.ModuleType('cupy'))
            patch.setitem(sys.modules, 'cupy.cuda', SimpleNamespace(nccl=nccl))
            exec(compile(module.source, module.__file__, 'exec'), module.__dict__)
        assert module.MultiprocessParallelUpdater.available() is there


@proof('chainer.function_hooks.cuda_profile', 11)
def profile_hook_asks_nvtx(cuda_profile):
    nvtx = SimpleNamespace(available=True)
    cupy = SimpleNamespace(cuda=SimpleNamespace(nvtx=nvtx))
    cuda_profile.cuda = SimpleNamespace(cupy=cupy, check_cuda_available=lambda: None)
    cuda_profile.CUDAProfileHook()
    nvtx.available = False
    with pytest.raises(RuntimeError, match='nvtx'):
        cuda_profile.CUDAProfileHook()


@proof('chainermn.communicators._memory_utility', 211)
def gradients_of_another_type_are_unpacked(memory_utility):
    param = chainer.Parameter(numpy.zeros(2, 'f'))
    param.grad = numpy.ones(2, 'f')
    buffer = SimpleNamespace(to_device=lambda v, size, offset, stream: v.fill(size))
    memory_utility.unpack_params([param], 'grad', buffer, numpy.float16, False)
    numpy.testing.assert_array_equal(param.grad, [4, 4])


@proof('chainer.functions.loss.negative_sampling', 233)
@proof('chainer.links.loss.hierarchical_softmax', 246, 247)
def halves_are_added_to_halves(module):
    # What the compiler is given; test_gpu.py has it compiled.
    added = re.findall(r'atomicAdd\(&\w+\[.*\], (.*)\);', module.source)
    assert added
    for value in added:
        assert value.startswith('(T)('), value
