"""CUDA's and cuDNN's libraries, loaded from their wheels before CuPy is imported.

CuPy 13, the last with cuDNN, asks the system for them by their names alone and finds none where
pip has installed them (``site-packages/nvidia/``). A library that the process has loaded already is
found by its name, wherever it lies. So they are loaded here, by their full paths; what they need
of one another they find themselves.

What cannot be loaded is left to CuPy, whose error says more. ``hook`` calls this.
"""

import ctypes
import importlib.machinery
import os

# Folder in site-packages/nvidia/, and the library that CuPy for CUDA 12 asks for.
LIBRARIES = (
    ('cuda_runtime', 'libcudart.so.12'),
    ('cuda_nvrtc', 'libnvrtc.so.12'),
    # Before those that need it.
    ('nvjitlink', 'libnvJitLink.so.12'),
    ('cublas', 'libcublasLt.so.12'),
    ('cublas', 'libcublas.so.12'),
    ('cufft', 'libcufft.so.11'),
    ('curand', 'libcurand.so.10'),
    ('cusparse', 'libcusparse.so.12'),
    ('cusolver', 'libcusolver.so.11'),
    ('nccl', 'libnccl.so.2'),
    # It loads six more from its own folder when they are called.
    ('cudnn', 'libcudnn.so.8'),
)


def load():
    """Load what there is of ``LIBRARIES``.

    Not one that another library of this process has brought already (two of a kind would not know
    each other's handles), nor one that LD_LIBRARY_PATH has: somebody set it.
    """
    folders = _folders()
    if not folders:
        return
    theirs = [path for path in os.environ.get('LD_LIBRARY_PATH', '').split(os.pathsep) if path]
    for package, name in LIBRARIES:
        if _there(theirs, name) or _loaded(name):
            continue
        path = _there([os.path.join(folder, package, 'lib') for folder in folders], name)
        if path:
            _load(path)


def _folders():
    """Where this environment keeps the wheels' libraries: ``nvidia`` of each part of the path."""
    spec = importlib.machinery.PathFinder.find_spec('nvidia')
    return list(spec.submodule_search_locations or ()) if spec else []


def _there(folders, name):
    """Path of the first file of that name, or None."""
    paths = (os.path.join(folder, name) for folder in folders)
    return next((path for path in paths if os.path.exists(path)), None)


def _loaded(name):
    # Windows, which CuPy serves otherwise, has no such flag and no libraries of these names.
    flag = getattr(os, 'RTLD_NOLOAD', None)
    return flag is not None and _load(name, flag) is not None


def _load(name, *mode):
    # Local, as ctypes has it: nobody else's names are to be found in these.
    try:
        return ctypes.CDLL(name, *mode)
    except OSError:
        return None
