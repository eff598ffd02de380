"""The doctor, on machines that are not here."""

import ctypes
import os
import re
import subprocess
import sys

import numpy
import pytest

from chainer_compat.doctor import __main__ as doctor
from chainer_compat.doctor import blas, cpu, driver, gpu, mpi

GIB = 2**30
T4 = driver.Device('Tesla T4', (7, 5), 16 * GIB)
K520 = driver.Device('GRID K520', (3, 0), 4 * GIB)
NO_DRIVER = driver.Driver(None, None, [], driver.NONE)
TODAY = driver.Driver('535.129.03', (12, 2), [T4], None)
G2 = driver.Driver('367.57', (8, 0), [K520], None)
# The driver that the post installed first.
POST = driver.Driver('352.63', (7, 5), [K520], None)
CUPY14 = gpu.Cupy('14.2.0', (12, 9), None, 23203, None)
CUPY7 = gpu.Cupy('7.8.0', (8, 0), 7102, 2402, None)
NO_CUPY = gpu.Cupy(None, None, None, None, 'not installed')
HERE = cpu.Cpu('3.12.1', '2.5.5', '7.8.1', True, 'auto', None, None, None, None)


@pytest.mark.parametrize('found, cupy', [(TODAY, CUPY14), (G2, CUPY7)])
def test_nothing_is_wrong(found, cupy):
    assert gpu.problem(found, cupy) is None


@pytest.mark.parametrize(
    'found, cupy, told',
    [
        (NO_DRIVER, CUPY14, '--gpus all'),
        (NO_DRIVER, NO_CUPY, '--gpus all'),
        (TODAY, NO_CUPY, 'requirements/gpu.txt'),
        (TODAY._replace(devices=[], error='the driver has no GPU'), CUPY14, 'has no GPU'),
        # The post's two failures: an image whose CUDA is newer than the driver.
        (POST, CUPY7, r'CUDA 8\.0 .*\(352\.63\), .* up to 7\.5: install driver 367\.48 or newer'),
        (G2, CUPY14, r'CUDA 12\.9 .*\(367\.57\), .* up to 8\.0: install driver 525\.60 or newer'),
        # A new driver, but a GPU that today's CUDA has dropped.
        (TODAY._replace(devices=[K520]), CUPY14, r'K520 has compute capability 3\.0, .* image g2'),
    ],
)
def test_the_reason_says_what_to_do(found, cupy, told):
    assert re.search(told, gpu.problem(found, cupy))


def test_a_device_that_serves_is_enough():
    assert gpu.problem(TODAY._replace(devices=[K520, T4]), CUPY14) is None


@pytest.fixture
def machine(monkeypatch, capsys):
    """Call the doctor on a machine of these parts: exit code, stdout, stderr."""

    def call(options, found, cupy, library=None, flags=(), computes=None):
        monkeypatch.setattr(cpu, 'look', lambda: HERE)
        monkeypatch.setattr(driver, 'look', lambda: found)
        monkeypatch.setattr(gpu, 'look', lambda: cupy)
        monkeypatch.setattr(gpu, 'attempt', lambda: computes)
        monkeypatch.setattr(mpi, 'look', lambda: mpi.Mpi(None, None, 'mpi4py is not installed'))
        monkeypatch.setattr(blas, 'look', lambda: library)
        monkeypatch.setattr(blas, 'processor_flags', lambda: set(flags))
        status = doctor.main(options)
        return (status,) + tuple(capsys.readouterr())

    return call


def test_without_a_gpu(machine):
    status, out, err = machine([], NO_DRIVER, NO_CUPY)
    assert (status, err) == (0, '')
    assert re.search('^--device -1 +on the CPU$', out, re.M)
    assert re.search('^--device 0 +no: no NVIDIA driver', out, re.M)
    assert machine(['--quiet'], NO_DRIVER, NO_CUPY) == (0, '', '')


@pytest.mark.parametrize('option, told', [('--gpu', 'no NVIDIA driver'), ('--mpi', 'mpi4py')])
def test_asked_for_and_not_there(machine, option, told):
    status, out, err = machine([option, '--quiet'], NO_DRIVER, NO_CUPY)
    assert (status, out) == (1, '')
    assert err.startswith('error: ') and told in err and err.count('\n') == 1


def test_with_a_gpu(machine):
    status, out, err = machine(['--gpu'], TODAY, CUPY14)
    assert (status, err) == (0, '')
    assert re.search('^--device 0 +on Tesla T4$', out, re.M)
    assert re.search(r'^GPU 0 +Tesla T4, compute capability 7\.5, 16\.0 GiB$', out, re.M)
    assert re.search(r'^driver +535\.129\.03, CUDA up to 12\.2$', out, re.M)


def test_a_gpu_that_does_not_compute(machine):
    status, _, err = machine(['--gpu', '--quiet'], TODAY, CUPY14, computes='it fails')
    assert status == 1 and 'it fails' in err


@pytest.mark.parametrize(
    'kernel, flags, told',
    [
        ('Haswell', ['avx2', 'avx512f'], True),
        ('SkylakeX', ['avx2', 'avx512f'], False),
        ('Haswell', ['avx2'], False),
    ],
)
def test_a_kernel_too_narrow_for_the_processor(machine, kernel, flags, told):
    library = blas.Blas('OpenBLAS 0.3.27', kernel, 4)
    _, out, _ = machine([], NO_DRIVER, NO_CUPY, library, flags)
    assert ('OPENBLAS_CORETYPE=SKYLAKEX' in out) == told
    assert 'kernel {}, 4 thread(s)'.format(kernel) in out


class Cuda:
    """libcuda.so.1 with one T4, or one that refuses to begin."""

    def __init__(self, status=0):
        self._status = status

    def cuInit(self, flags):
        return self._status

    def cuGetErrorName(self, status, name):
        name._obj.value = b'CUDA_ERROR_NO_DEVICE'

    def cuDriverGetVersion(self, number):
        number._obj.value = 12020
        return 0

    def cuDeviceGetCount(self, number):
        number._obj.value = 1
        return 0

    def cuDeviceGet(self, number, index):
        number._obj.value = index
        return 0

    def cuDeviceGetName(self, name, size, handle):
        name.value = b'Tesla T4'
        return 0

    def cuDeviceGetAttribute(self, number, which, handle):
        number._obj.value = {75: 7, 76: 5}[which]
        return 0

    def cuDeviceTotalMem_v2(self, number, handle):
        number._obj.value = 16 * GIB
        return 0


def test_the_driver_is_asked(monkeypatch):
    monkeypatch.setattr(ctypes, 'CDLL', lambda name: Cuda())
    found = driver.look()
    assert (found.cuda, found.devices, found.error) == ((12, 2), [T4], None)
    monkeypatch.setattr(ctypes, 'CDLL', lambda name: Cuda(100))
    assert 'cuInit: CUDA_ERROR_NO_DEVICE (100)' in driver.look().error


@pytest.mark.skipif(not os.path.exists('/proc/self/maps'), reason='of Linux')
def test_as_a_command():
    status = subprocess.run(
        [sys.executable, '-m', 'chainer_compat.doctor'], stdout=subprocess.PIPE, check=False
    )
    out = status.stdout.decode()
    assert status.returncode == 0
    assert re.search('^NumPy +{}$'.format(re.escape(numpy.__version__)), out, re.M)
    assert re.search('^Chainer +7.8.1', out, re.M)
    # What NumPy's wheels carry; the number of threads is this process's own.
    assert re.search(r'^BLAS +OpenBLAS [\d.]+, kernel \w+, \d+ thread', out, re.M)
