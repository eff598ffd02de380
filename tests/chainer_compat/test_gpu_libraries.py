"""CuPy, CUDA and cuDNN as requirements/gpu*.txt install them, without a GPU.

Left out where they are not installed: ``make gpu-libraries-test`` installs them (4 GB).
"""

import importlib.util
import os
import subprocess
import sys
import textwrap

import pytest

from chainer_compat.doctor import driver, gpu
from tests.chainer_compat.processes import PROJECT

if importlib.util.find_spec('cupy') is None or importlib.util.find_spec('nvidia') is None:
    pytest.skip("no CuPy, or not with CUDA's wheels", allow_module_level=True)

MAJOR = int((gpu.look().version or '0').split('.')[0])
with_cudnn = pytest.mark.skipif(MAJOR != 13, reason='of requirements/gpu.txt')
without_cudnn = pytest.mark.skipif(MAJOR != 14, reason='of requirements/gpu-cupy14.txt')

# What of the doctor's lines comes from the lists.
TOLD = [['CuPy'], ['CUDA'], ['driver'], ['cuDNN'], ['NCCL']]

CHAINER = """
    import chainer
    from chainer.backends import cuda
    print(cuda.available, cuda.cudnn_enabled, chainer.should_use_cudnn('>=auto', 5000))
"""


def python(code, tmp_path, **environ):
    """What a new process prints, where every warning is an error; nothing but the environment."""
    told = subprocess.run(
        [sys.executable, '-W', 'error', '-c', textwrap.dedent(code)],
        cwd=str(tmp_path),
        env=dict(os.environ, **environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout
    return told.stdout.splitlines()


@with_cudnn
@pytest.mark.parametrize('first', ['chainer', 'cupy', 'cupy.cuda', 'cupyx'])
def test_chainer_has_cudnn_whatever_is_imported_first(first, tmp_path):
    code = 'import {}\n'.format(first) + textwrap.dedent(CHAINER)
    assert python(code, tmp_path) == ['True True True']
    code += 'import cupy\nprint(cupy.cuda.cudnn.getVersion(), cupy.cuda.nccl.get_version() > 0)'
    assert python(code, tmp_path)[1:] == ['8907 True']


@with_cudnn
def test_every_library_is_that_of_its_wheel(tmp_path):
    code = """
        import ctypes, os
        import cupy.cuda.cudnn, cupy.cuda.nccl
        from chainer_compat import cuda_wheels
        from chainer_compat.doctor import libraries
        # Its six parts are loaded when they are called.
        cudnn = ctypes.CDLL('libcudnn.so.8')
        for part in ('Ops', 'Cnn', 'Adv'):
            for kind in ('Infer', 'Train'):
                assert getattr(cudnn, 'cudnn{}{}VersionCheck'.format(part, kind))() == 0
        site = os.path.dirname(os.path.dirname(cupy.__file__))
        for package, name in cuda_wheels.LIBRARIES:
            assert libraries.loaded(name) == [os.path.join(site, 'nvidia', package, 'lib', name)]
        print(len(libraries.loaded('libcudnn')))
    """
    assert python(code, tmp_path) == ['7']


@with_cudnn
@pytest.mark.parametrize('start', ['fork', 'spawn', 'forkserver'])
def test_a_worker_has_it_too(start, tmp_path):
    script = tmp_path / 'script.py'
    script.write_text(
        'import multiprocessing\n'
        'def ask(_):\n'
        '    from chainer.backends import cuda\n'
        '    return cuda.cudnn_enabled\n'
        'if __name__ == "__main__":\n'
        '    with multiprocessing.get_context("{}").Pool(1) as pool:\n'
        '        print(pool.map(ask, [0]))\n'.format(start)
    )
    told = subprocess.check_output([sys.executable, str(script)], cwd=str(tmp_path))
    assert told.decode().strip() == '[True]'


@with_cudnn
def test_a_kernel_is_compiled(tmp_path):
    # With CUDA's own headers, which come as a wheel too; for an H100, which need not be here.
    code = """
        from cupy import _environment
        from cupy.cuda import nvrtc
        include, = _environment._get_include_dir_from_conda_or_wheel(*nvrtc.getVersion())
        source = '#include <cuda_fp16.h>\\n__global__ void f(half* x) { *x = *x + __half(1); }'
        program = nvrtc.createProgram(source, 'f.cu', (), ())
        nvrtc.compileProgram(program, ('-I' + include, '--gpu-architecture=sm_90'))
        print(len(nvrtc.getCUBIN(program)) > 1000)
    """
    assert python(code, tmp_path) == ['True']


@with_cudnn
def test_without_the_loader_chainer_tells_what_is_missing(tmp_path):
    code = """
        from chainer_compat import cuda_wheels
        cuda_wheels.LIBRARIES = ()
        from chainer.backends import cuda
        print(cuda.available, cuda._resolution_error)
    """
    assert 'False libcublas.so.12: cannot open' in ' '.join(python(code, tmp_path))


@with_cudnn
@pytest.mark.parametrize('name, value', [('CHAINER_CUDNN', '0'), ('CHAINER_USE_CUDNN', 'never')])
def test_switched_off(name, value, tmp_path):
    told = python('from chainer_compat.doctor import __main__ as d; d.main([])', tmp_path)
    assert 'cuDNN          8.9.7 from its wheel; convolutions go to it' in told
    off = python(CHAINER, tmp_path, **{name: value})
    assert off[0].split()[0] == 'True' and off[0].split()[1:] != ['True', 'True']
    code = 'from chainer_compat.doctor import __main__ as d; d.main([])'
    told = '\n'.join(python(code, tmp_path, **{name: value}))
    assert '8.9.7 from its wheel; not used, {}={}: convol'.format(name, value) in told


@pytest.mark.skipif(driver.look().error is None, reason='of a machine without a GPU')
def test_the_page_has_what_the_doctor_says(tmp_path):
    with open(os.path.join(PROJECT, 'docs', 'gpu.md'), encoding='utf-8') as f:
        page = f.read().splitlines()
    told = python('from chainer_compat.doctor import __main__ as d; d.main([])', tmp_path)
    told = [line for line in told if line.split()[0:1] in TOLD]
    assert len(told) == len(TOLD) and [line for line in told if line not in page] == []


@without_cudnn
def test_cupy14_goes_without(tmp_path):
    assert python(CHAINER, tmp_path)[0].startswith('True False ')
    told = python('from chainer_compat.doctor import __main__ as d; d.main([])', tmp_path)
    assert 'cuDNN          none: CuPy 14.2.0 has no cuDNN; convolutions are matrix products' in told
