"""The host's NVIDIA driver, asked without CuPy: a CuPy that cannot be used would tell nothing.

``python -m chainer_compat.doctor.driver`` ends with 0 where there is a driver and a GPU.
"""

import collections
import ctypes
import re
import sys

# release: '535.129.03', or None where the kernel does not tell. cuda: the newest CUDA the driver
# knows, (12, 2). devices: list of Device. error: why there is no GPU to use, or None.
Driver = collections.namedtuple('Driver', 'release cuda devices error')
# capability: (7, 5) of a T4; memory: bytes.
Device = collections.namedtuple('Device', 'name capability memory')

_MAJOR, _MINOR = 75, 76  # CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_*
NONE = "no NVIDIA driver (a container gets the host's by --gpus all; on a g2, --runtime=nvidia)"


class _Refused(Exception):
    """The driver refused a call."""


def look():
    """The driver and its GPUs."""
    try:
        library = ctypes.CDLL('libcuda.so.1')
    except OSError:
        return Driver(None, None, [], NONE)
    cuda, devices, error = None, [], None
    try:
        _call(library, 'cuInit', 0)
        version = _number(library, 'cuDriverGetVersion')
        cuda = version // 1000, version % 1000 // 10
        for index in range(_number(library, 'cuDeviceGetCount')):
            devices.append(_device(library, index))
        if not devices:
            error = 'the driver has no GPU'
    except _Refused as e:
        error = 'the driver is there but refuses: {}'.format(e)
    return Driver(_release(), cuda, devices, error)


def _device(library, index):
    handle = _number(library, 'cuDeviceGet', index)
    name = ctypes.create_string_buffer(256)
    _call(library, 'cuDeviceGetName', name, 256, handle)
    capability = tuple(
        _number(library, 'cuDeviceGetAttribute', which, handle) for which in (_MAJOR, _MINOR)
    )
    memory = ctypes.c_size_t()
    _call(library, 'cuDeviceTotalMem_v2', ctypes.byref(memory), handle)
    return Device(name.value.decode(), capability, memory.value)


def _number(library, function, *arguments):
    result = ctypes.c_int()
    _call(library, function, ctypes.byref(result), *arguments)
    return result.value


def _call(library, function, *arguments):
    status = getattr(library, function)(*arguments)
    if status:
        name = ctypes.c_char_p()
        library.cuGetErrorName(status, ctypes.byref(name))
        raise _Refused(
            '{}: {} ({})'.format(function, (name.value or b'unknown error').decode(), status)
        )


def _release():
    try:
        with open('/proc/driver/nvidia/version') as f:
            found = re.search(r'Module.*?\s(\d{3}\.[\d.]+)', f.read())
    except OSError:
        return None
    return found and found.group(1)


def main():
    found = look()
    if found.error:
        sys.exit('error: no GPU can be used here: {}'.format(found.error))
    print('{} ({})'.format(', '.join(d.name for d in found.devices), found.release))


if __name__ == '__main__':
    main()
