"""The loader of CUDA's libraries, on made-up wheels; test_gpu_libraries.py has the real ones."""

import os
import sys

import pytest

from chainer_compat import cuda_wheels
from tests.chainer_compat.processes import run

NOLOAD = getattr(os, 'RTLD_NOLOAD', None)


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A folder on the path with all wheels in it, as pip lays them, but empty."""
    for package, name in cuda_wheels.LIBRARIES:
        folder = tmp_path / 'nvidia' / package / 'lib'
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b'')
    monkeypatch.setattr(sys, 'path', [str(tmp_path)])
    monkeypatch.delenv('LD_LIBRARY_PATH', raising=False)
    return tmp_path


@pytest.fixture
def loaded(monkeypatch):
    """What was loaded, in order; ``there``: names of what the process has already."""
    calls = []

    def load(name, *mode):
        if mode == (NOLOAD,):
            if name in load.there:
                return object()
            raise OSError(name)
        assert mode == ()
        if os.path.basename(name) in load.broken:
            raise OSError(name)
        calls.append(name)
        return object()

    load.there, load.broken, load.calls = [], [], calls
    monkeypatch.setattr(cuda_wheels.ctypes, 'CDLL', load)
    return load


def paths(site):
    lay = site / 'nvidia'
    return [str(lay / package / 'lib' / name) for package, name in cuda_wheels.LIBRARIES]


def test_all_are_loaded_by_their_paths_in_order(site, loaded):
    cuda_wheels.load()
    assert loaded.calls == paths(site)


def test_without_wheels_nothing_is_asked(tmp_path, monkeypatch, loaded):
    monkeypatch.setattr(sys, 'path', [str(tmp_path)])
    monkeypatch.setattr(cuda_wheels, '_loaded', pytest.fail)
    cuda_wheels.load()
    assert loaded.calls == []


def test_one_that_is_missing_or_broken_leaves_the_others(site, loaded):
    os.remove(paths(site)[0])
    loaded.broken.append('libcufft.so.11')
    cuda_wheels.load()
    assert loaded.calls == [path for path in paths(site)[1:] if 'cufft' not in path]


@pytest.mark.skipif(NOLOAD is None, reason='of Linux')
def test_one_that_the_process_has_is_not_loaded_twice(site, loaded):
    loaded.there.append('libcublas.so.12')
    cuda_wheels.load()
    assert loaded.calls == [path for path in paths(site) if not path.endswith('libcublas.so.12')]


def test_a_folder_somebody_names_comes_first(site, loaded, monkeypatch, tmp_path_factory):
    theirs = tmp_path_factory.mktemp('cuda')
    (theirs / 'libcudnn.so.8').write_bytes(b'')
    monkeypatch.setenv('LD_LIBRARY_PATH', ':/nowhere:' + str(theirs))
    cuda_wheels.load()
    assert loaded.calls == paths(site)[:-1]


def test_one_environment_upon_another(site, loaded, monkeypatch, tmp_path_factory):
    # As a virtual environment with --system-site-packages: its own come first.
    upper = tmp_path_factory.mktemp('upper')
    folder = upper / 'nvidia' / 'cudnn' / 'lib'
    folder.mkdir(parents=True)
    (folder / 'libcudnn.so.8').write_bytes(b'')
    monkeypatch.setattr(sys, 'path', [str(upper), str(site)])
    cuda_wheels.load()
    assert loaded.calls == paths(site)[:-1] + [str(folder / 'libcudnn.so.8')]


CUPY = """
import sys
print('loaded before' if 'chainer_compat.cuda_wheels' in sys.modules else 'not loaded')
raise ImportError('libcublas.so.12: cannot open shared object file')
"""


@pytest.mark.parametrize('first', ['cupy', 'chainer_compat.loading, cupy'])
def test_the_hook_loads_before_cupy_and_keeps_its_error(site, first):
    (site / 'cupy.py').write_text(CUPY)
    code = """
        import sys
        from chainer_compat import hook
        hook.install()
        sys.path.insert(0, sys.argv[1])
        print(sorted(name for name in sys.modules if name.startswith('chainer_compat')))
        try:
            import {}
        except ImportError as e:
            print(e)
    """
    out = run(code.format(first), str(site)).splitlines()
    assert out == [
        "['chainer_compat', 'chainer_compat.hook']",
        'loaded before',
        'libcublas.so.12: cannot open shared object file',
    ]
