"""CuPy and the CUDA it brings, and whether they and the driver fit together.

``python -m chainer_compat.doctor.gpu`` says what is wrong, if anything, and computes nothing.
"""

import collections
import sys

from chainer_compat.doctor import cudnn
from chainer_compat.doctor import driver as drivers

# error: why CuPy cannot be imported, or None. runtime: its CUDA, (12, 9). cudnn, nccl: versions
# as numbers, or None.
Cupy = collections.namedtuple('Cupy', 'version runtime cudnn nccl error')

# From which driver on a CUDA runs (CUDA's release notes, "CUDA Driver"), and the oldest compute
# capability it serves. Up to 10 each release wants a driver of its own; from 11 on one will do for
# all of a major version.
DRIVERS = {8: '367.48', 9: '384.81', 10: '410.48', 11: '450.80', 12: '525.60', 13: '580.65'}
CAPABILITIES = {8: (2, 0), 9: (3, 0), 10: (3, 0), 11: (3, 5), 12: (5, 0), 13: (7, 5)}


def look():
    """What there is of CuPy."""
    try:
        import cupy
    except Exception as e:  # CuPy raises what it likes when a library it needs is missing
        if getattr(e, 'name', None) == 'cupy':
            return Cupy(None, None, None, None, 'not installed')
        # CuPy puts a page of advice around the error that it met.
        e = e.__cause__ or e
        first = str(e).strip().splitlines() or ['']
        return Cupy(None, None, None, None, '{}: {}'.format(type(e).__name__, first[0]))
    number = cupy.cuda.runtime.runtimeGetVersion()
    return Cupy(
        cupy.__version__,
        (number // 1000, number % 1000 // 10),
        _ask('cupy.cuda.cudnn', 'getVersion'),
        _ask('cupy.cuda.nccl', 'get_version'),
        None,
    )


def _ask(module, function):
    """The version that a module of CuPy's gives, or None without its library."""
    try:
        found = getattr(__import__(module, fromlist=[function]), function)()
    except Exception:  # of which kind depends on CuPy's version
        return None
    return found or None


def newer_than_driver(cupy, driver):
    """Whether the CUDA that CuPy brings cannot run on the driver."""
    if cupy.runtime is None or driver.cuda is None:
        return False
    # Of one major version from 11 on, an older driver will do.
    places = 1 if cupy.runtime >= (11, 0) else 2
    return cupy.runtime[:places] > driver.cuda[:places]


def problem(driver, cupy):
    """Why no GPU can be used, with what to do about it; None where nothing is seen to be wrong.

    Args:
        driver (~chainer_compat.doctor.driver.Driver): What is on the host.
        cupy (Cupy): What is in this environment.
    """
    if driver.cuda is None and driver.release is None:
        return driver.error
    if cupy.error:
        return 'no CuPy: {} ({} has it)'.format(cupy.error, cudnn.where(driver.devices))
    if newer_than_driver(cupy, driver):
        needed = DRIVERS.get(cupy.runtime[0])
        return (
            'CUDA {} here is newer than the driver on the host{}, which knows CUDA up to {}: '
            '{}, or take an image with an older CUDA'
        ).format(
            _dotted(cupy.runtime),
            driver.release and ' ({})'.format(driver.release) or '',
            _dotted(driver.cuda),
            'install driver {} or newer there'.format(needed) if needed else 'renew the driver',
        )
    if driver.error:
        return driver.error
    oldest = CAPABILITIES.get(cupy.runtime[0], (0, 0))
    if all(device.capability < oldest for device in driver.devices):
        return (
            '{} has compute capability {}, CUDA {} serves {} and newer: take an older CUDA '
            '(EC2 g2: the image g2)'
        ).format(
            driver.devices[0].name,
            _dotted(driver.devices[0].capability),
            _dotted(cupy.runtime),
            _dotted(oldest),
        )
    return cudnn.problem(cupy, driver.devices)


def attempt():
    """Let Chainer compute on the first GPU; why it could not, or None."""
    try:
        import chainer.functions as F
        import numpy
        from chainer.backends import cuda

        x = cuda.to_gpu(numpy.ones((1, 1, 3, 3), 'f'))
        total = float(F.sum(F.relu(F.convolution_2d(x, x))).array)
    except Exception as e:  # CuPy's, CUDA's and Chainer's own, none with a common base
        lines = str(e).strip().splitlines() or ['']
        return "Chainer can't compute on it: {}: {}".format(type(e).__name__, lines[0])
    return None if total == 9 else 'nine ones sum up to {} there'.format(total)


def _dotted(version):
    return '.'.join(str(part) for part in version)


def main():
    reason = problem(drivers.look(), look())
    if reason:
        sys.exit('error: no GPU can be used here: {}'.format(reason))


if __name__ == '__main__':
    main()
