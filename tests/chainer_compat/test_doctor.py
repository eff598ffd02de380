"""The doctor, on machines that are not here."""

import ctypes
import os
import re
import subprocess
import sys

import numpy
import pytest

from chainer_compat.doctor import __main__ as doctor
from chainer_compat.doctor import blas, cpu, cudnn, driver, gpu, libraries, mpi
from tests.chainer_compat.processes import PROJECT

GIB = 2**30
T4 = driver.Device('Tesla T4', (7, 5), 16 * GIB)
H100 = driver.Device('NVIDIA H100', (9, 0), 80 * GIB)
B200 = driver.Device('NVIDIA B200', (10, 0), 180 * GIB)
RTX5090 = driver.Device('RTX 5090', (12, 0), 32 * GIB)
K520 = driver.Device('GRID K520', (3, 0), 4 * GIB)
NO_DRIVER = driver.Driver(None, None, [], driver.NONE)
TODAY = driver.Driver('535.129.03', (12, 2), [T4], None)
G2 = driver.Driver('367.57', (8, 0), [K520], None)
# The driver that the post installed first.
POST = driver.Driver('352.63', (7, 5), [K520], None)
CUPY14 = gpu.Cupy('14.2.0', (12, 9), None, 23203, None)
CUPY13 = gpu.Cupy('13.6.0', (12, 9), 8907, 23203, None)
CUPY7 = gpu.Cupy('7.8.0', (8, 0), 7102, 2402, None)
NO_CUPY = gpu.Cupy(None, None, None, None, 'not installed')
HERE = cpu.Cpu('3.12.1', '2.5.5', '7.8.1', True, 'auto', None, None, None, None)


@pytest.mark.parametrize('found, cupy', [(TODAY, CUPY13), (TODAY, CUPY14), (G2, CUPY7)])
def test_nothing_is_wrong(found, cupy):
    assert gpu.problem(found, cupy) is None


@pytest.mark.parametrize(
    'found, cupy, told',
    [
        (NO_DRIVER, CUPY14, '--gpus all'),
        (NO_DRIVER, NO_CUPY, '--gpus all'),
        (TODAY, NO_CUPY, 'requirements/gpu.txt'),
        (TODAY._replace(devices=[], error='the driver has no GPU'), CUPY14, 'has no GPU'),
        (TODAY._replace(devices=[B200]), NO_CUPY, r'\(requirements/gpu-cupy14\.txt has it'),
        # A GPU newer than cuDNN 8.
        (
            TODAY._replace(devices=[RTX5090]),
            CUPY13,
            r'5090 has compute capability 12\.0, cuDNN 8\.9\.7 knows .* up to 9\.0: .*-cupy14',
        ),
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


def test_newer_gpus_are_served_without_cudnn(monkeypatch):
    newer = TODAY._replace(devices=[B200])
    assert gpu.problem(newer, CUPY14) is None
    assert gpu.problem(newer._replace(devices=[H100, B200]), CUPY13) is None
    monkeypatch.setenv('CHAINER_USE_CUDNN', 'never')
    assert gpu.problem(newer, CUPY13) is None


@pytest.mark.parametrize(
    'devices, processor, wanted',
    [
        ([], 'x86_64', 'gpu'),
        ([T4], 'x86_64', 'gpu'),
        ([H100], 'x86_64', 'gpu'),
        ([H100, B200], 'x86_64', 'gpu'),
        ([B200], 'x86_64', 'gpu-cupy14'),
        ([RTX5090], 'x86_64', 'gpu-cupy14'),
        # NVIDIA has no wheel of cuDNN 8 for it.
        ([H100], 'aarch64', 'gpu-cupy14'),
    ],
)
def test_the_list_for_a_gpu(devices, processor, wanted):
    found = cudnn.requirements(devices, processor)
    assert found == 'requirements/{}.txt'.format(wanted)
    assert os.path.exists(os.path.join(PROJECT, found))


def test_the_list_for_a_gpu_as_a_command(monkeypatch, capsys):
    monkeypatch.setattr(driver, 'look', lambda: TODAY._replace(devices=[B200]))
    cudnn.main()
    assert capsys.readouterr().out == 'requirements/gpu-cupy14.txt\n'
    monkeypatch.setattr(driver, 'look', lambda: NO_DRIVER)
    with pytest.raises(SystemExit, match='no GPU can be used here: no NVIDIA driver'):
        cudnn.main()


def test_a_jetson_is_told_to_take_the_systems_own(monkeypatch, tmp_path, capsys):
    board = tmp_path / 'compatible'
    monkeypatch.setattr(cudnn, 'BOARD', str(board))
    orin = TODAY._replace(devices=[driver.Device('Orin', (8, 7), 30 * GIB)], release=None)
    monkeypatch.setattr(driver, 'look', lambda: orin)
    cudnn.main()
    assert 'requirements/gpu' in capsys.readouterr().out
    board.write_bytes(b'nvidia,p3737-0000+p3701-0000\0nvidia,tegra234\0')
    with pytest.raises(SystemExit, match='from JetPack, not from wheels: docs/jetson.md'):
        cudnn.main()
    assert gpu.problem(orin, NO_CUPY) == 'no CuPy: not installed (docs/jetson.md has it)'
    assert os.path.exists(os.path.join(PROJECT, cudnn.JETSON))
    # The system's CUDA and cuDNN 8.9, as JetPack 6.0 has them, serve.
    assert gpu.problem(orin, CUPY13._replace(runtime=(12, 2), cudnn=8904)) is None


CUPY13_WITHOUT = CUPY13._replace(cudnn=None)


@pytest.mark.parametrize(
    'cupy, devices, told',
    [
        (CUPY13, [], '8.9.7; convolutions go to it'),
        (CUPY13, [T4], '8.9.7; convolutions go to it'),
        (CUPY13, [B200], '8.9.7; not for the GPU here'),
        (CUPY13_WITHOUT, [], 'none: CuPy finds no library libcudnn.so (requirements/gpu.txt has'),
        (CUPY14, [], 'none: CuPy 14.2.0 has no cuDNN; convolutions are matrix products'),
        (CUPY14, [T4], 'products (requirements/gpu.txt has cuDNN for this GPU)'),
        (CUPY14, [B200], 'none: CuPy 14.2.0 has no cuDNN; convolutions are matrix products'),
        (CUPY7, [K520], '7.1.2; convolutions go to it'),
        (NO_CUPY, [], 'none'),
    ],
)
def test_what_is_said_of_cudnn(monkeypatch, cupy, devices, told):
    monkeypatch.setattr(libraries, 'loaded', lambda part: [])
    monkeypatch.setattr('platform.machine', lambda: 'x86_64')
    words = cudnn.words(cupy, devices)
    assert told in words
    assert words.endswith('has cuDNN for this GPU)') == (cupy is CUPY14 and devices == [T4])


@pytest.mark.parametrize('name, value', [('CHAINER_CUDNN', '0'), ('CHAINER_USE_CUDNN', 'never')])
def test_cudnn_switched_off_is_said(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    assert 'not used, {}={}: convolutions are matrix'.format(name, value) in cudnn.words(CUPY13, [])


def test_where_cudnn_lies(monkeypatch):
    wheel = '/env/site-packages/nvidia/cudnn/lib/libcudnn.so.8'
    for path, told in ((wheel, ' from its wheel;'), ('/usr/lib/libcudnn.so.8', ' (/usr/lib/')):
        monkeypatch.setattr(libraries, 'loaded', lambda part, path=path: [path])
        assert '8.9.7' + told in cudnn.words(CUPY13, [])


@pytest.mark.parametrize('number, told', [(7102, '7.1.2'), (8907, '8.9.7'), (91002, '9.10.2')])
def test_cudnns_number(number, told):
    assert cudnn.dotted(number) == told


def test_why_cupy_cannot_be_imported(monkeypatch, tmp_path):
    (tmp_path / 'cupy.py').write_text(
        'try:\n'
        '    raise ImportError("libcublas.so.12: cannot open")\n'
        'except ImportError as e:\n'
        '    raise ImportError("=======\\nFailed to import CuPy.") from e\n'
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, 'cupy', raising=False)
    assert gpu.look().error == 'ImportError: libcublas.so.12: cannot open'


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
