"""Whether Chainer's convolutions on a GPU go to cuDNN, and why not where they don't.

``python -m chainer_compat.doctor.cudnn`` names the list of packages for this machine's GPU.
"""

import os
import platform
import sys

from chainer_compat.doctor import driver as drivers
from chainer_compat.doctor import libraries

# The newest compute capability that cuDNN 8 has code for (its 8.9.7's support matrix; from 9.0 on
# cuDNN serves newer ones, but CuPy's module cannot call it).
NEWEST = (9, 0)
WITH, WITHOUT = 'requirements/gpu.txt', 'requirements/gpu-cupy14.txt'
# Where CUDA and cuDNN are the system's, and no list of wheels is for it.
JETSON = 'docs/jetson.md'
# What Linux calls the board, by names that begin with their makers'.
BOARD = '/proc/device-tree/compatible'
_PRODUCTS = 'convolutions are matrix products'


def requirements(devices, machine=None):
    """The list of packages for these GPUs.

    Args:
        devices (list of ~chainer_compat.doctor.driver.Device): What the driver has.
        machine (str): The processor; cuDNN 8's wheels are for x86_64 alone.
    """
    arm = (machine or platform.machine()) == 'aarch64'
    return WITHOUT if arm or _unknown(devices) else WITH


def where(devices):
    """Which file of this repository has the CuPy for these GPUs, or tells of it."""
    return JETSON if _on_jetson() else requirements(devices)


def words(cupy, devices):
    """What the doctor says of cuDNN.

    Args:
        cupy (~chainer_compat.doctor.gpu.Cupy): What is in this environment.
        devices (list of ~chainer_compat.doctor.driver.Device): What the driver has.
    """
    if cupy.cudnn is None:
        return 'none{}'.format(_why_none(cupy, devices))
    found = dotted(cupy.cudnn) + _where()
    if _switched_off():
        return '{}; not used, {}: {}'.format(found, _switched_off(), _PRODUCTS)
    if problem(cupy, devices):
        return '{}; not for the GPU here'.format(found)
    return '{}; convolutions go to it'.format(found)


def problem(cupy, devices):
    """Why the cuDNN that is here computes on none of the GPUs, with what to do; None: it does."""
    if cupy.cudnn is None or _switched_off() or not 8000 <= cupy.cudnn < 9000:
        return None
    if not _unknown(devices):
        return None
    return (
        '{} has compute capability {}, cuDNN {} knows GPUs up to {}: install {}, or set '
        'CHAINER_USE_CUDNN=never'
    ).format(
        devices[0].name,
        _joined(devices[0].capability),
        dotted(cupy.cudnn),
        _joined(NEWEST),
        WITHOUT,
    )


def dotted(number):
    """``'8.9.7'`` for cuDNN's 8907."""
    major = 1000 if number < 10000 else 10000
    return _joined((number // major, number % major // 100, number % 100))


def _why_none(cupy, devices):
    if cupy.error:
        return ''
    if int(cupy.version.split('.')[0]) < 14:
        return ': CuPy finds no library libcudnn.so ({} has it); {}'.format(WITH, _PRODUCTS)
    told = ': CuPy {} has no cuDNN; {}'.format(cupy.version, _PRODUCTS)
    if devices and requirements(devices) == WITH:
        told += ' ({} has cuDNN for this GPU)'.format(WITH)
    return told


def _where():
    paths = libraries.loaded('libcudnn.so')
    if not paths:
        return ''
    wheel = '/nvidia/cudnn/' in paths[0]
    return ' from its wheel' if wheel else ' ({})'.format(paths[0])


def _on_jetson():
    return any('nvidia,tegra' in line for line in libraries.lines(BOARD))


def _switched_off():
    """The variable by which somebody told Chainer not to use cuDNN, or None."""
    for name, value in (('CHAINER_CUDNN', '0'), ('CHAINER_USE_CUDNN', 'never')):
        if os.environ.get(name) == value:
            return '{}={}'.format(name, value)
    return None


def _unknown(devices):
    """Whether cuDNN 8 knows none of the GPUs, though there are some."""
    return bool(devices) and all(device.capability > NEWEST for device in devices)


def _joined(numbers):
    return '.'.join(str(number) for number in numbers)


def main():
    found = drivers.look()
    if found.error:
        sys.exit('error: no GPU can be used here: {}'.format(found.error))
    if _on_jetson():
        sys.exit('error: a Jetson has CUDA and cuDNN from JetPack, not from wheels: ' + JETSON)
    print(requirements(found.devices))


if __name__ == '__main__':
    main()
