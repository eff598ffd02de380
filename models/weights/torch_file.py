"""Tensors out of a file of PyTorch's ``torch.save``, without PyTorch, and safely.

Such a file holds a pickle, and a pickle may call any function of the reader's Python. Here only
those calls are answered that rebuild tensors, and with records instead of tensors; a file that
asks for anything else is refused before it gets it.

Two formats: since PyTorch 1.6 a zip file (``NAME/data.pkl``, one ``NAME/data/KEY`` a storage),
before it five pickles one after another and then the storages (torchvision's
vgg16-397923af.pth is such a file).
"""

import collections
import pickle
import struct
import zipfile

import numpy

from cli.errors import UserError

# The first pickle of the old format: torch.serialization.MAGIC_NUMBER.
MAGIC = pickle.dumps(0x1950A86A20F9469CFC6C, protocol=2)

_Storage = collections.namedtuple('_Storage', 'dtype key size')
_Tensor = collections.namedtuple('_Tensor', 'storage offset shape stride')


class _Parameter(object):
    """torch.nn.Parameter as PyTorch before 0.4 pickled it: a tensor, then a state."""

    def __init__(self, tensor):
        self.tensor = tensor

    def __setstate__(self, state):
        """requires_grad and hooks, which weights to copy have no use for."""


def _rebuild_tensor(storage, offset, shape, stride, *_):
    return _Tensor(storage, offset, shape, stride)


def _rebuild_parameter(tensor, *_):
    return tensor


# All that the pickle may ask for. Records and strings, so that nothing can be done to them.
_KNOWN = {
    ('collections', 'OrderedDict'): collections.OrderedDict,
    ('torch._utils', '_rebuild_tensor'): _rebuild_tensor,
    ('torch._utils', '_rebuild_tensor_v2'): _rebuild_tensor,
    ('torch._utils', '_rebuild_parameter'): _rebuild_parameter,
    ('torch.nn.parameter', 'Parameter'): _Parameter,
    ('torch', 'HalfStorage'): '<f2',
    ('torch', 'FloatStorage'): '<f4',
    ('torch', 'DoubleStorage'): '<f8',
}


class _Unpickler(pickle.Unpickler):
    def find_class(self, module, name):
        if (module, name) not in _KNOWN:
            raise pickle.UnpicklingError('it asks for {}.{}'.format(module, name))
        return _KNOWN[module, name]

    def persistent_load(self, pid):
        kind, dtype, key, _, size = pid[:5]
        if kind != 'storage' or dtype not in ('<f2', '<f4', '<f8') or pid[5:] not in ((), (None,)):
            raise pickle.UnpicklingError('it holds more than plain tensors')
        return _Storage(dtype, key, size)


def read(path):
    """The tensors of a saved ``state_dict``.

    Args:
        path (str): File of either format.

    Returns:
        dict: Name to :class:`numpy.ndarray`.

    Raises:
        UserError: The file is damaged, holds no state_dict, or asks for more
            than tensors.
    """
    try:
        with open(path, 'rb') as f:
            is_old = f.read(len(MAGIC)) == MAGIC
            tensors, storages = _read_old(f) if is_old else _read_zip(f)
        return {str(name): _array(tensor, storages) for name, tensor in tensors.items()}
    except Exception as e:  # a pickle that is damaged, or meant to harm, raises what it likes
        raise UserError(
            '{}: cannot be read as weights that PyTorch saved ({}): it must be the state_dict '
            'of a network'.format(path, str(e) or type(e).__name__)
        )


def _read_old(f):
    for _ in ('protocol version', 'system'):
        _Unpickler(f).load()
    tensors = _Unpickler(f, encoding='utf-8').load()
    storages = {}
    types = {t.storage.key: t.storage.dtype for t in map(_bare, tensors.values())}
    for key in _Unpickler(f, encoding='utf-8').load():
        (size,) = struct.unpack('<q', f.read(8))
        dtype = numpy.dtype(types[key])
        data = f.read(size * dtype.itemsize)
        storages[key] = numpy.frombuffer(data, dtype, size)
    return tensors, storages


def _read_zip(f):
    with zipfile.ZipFile(f) as archive:
        (pickled,) = [name for name in archive.namelist() if name.endswith('/data.pkl')]
        with archive.open(pickled) as stream:
            tensors = _Unpickler(stream, encoding='utf-8').load()
        storages = {}
        for storage in {_bare(tensor).storage for tensor in tensors.values()}:
            name = '{}/data/{}'.format(pickled.rpartition('/')[0], storage.key)
            storages[storage.key] = numpy.frombuffer(archive.read(name), storage.dtype)
    return tensors, storages


def _bare(tensor):
    while isinstance(tensor, _Parameter):
        tensor = tensor.tensor
    if not isinstance(tensor, _Tensor):
        raise ValueError('it holds a {}'.format(type(tensor).__name__))
    return tensor


def _array(tensor, storages):
    """The part of its storage that a tensor shows."""
    storage, offset, shape, stride = _bare(tensor)
    flat = storages[storage.key]
    last = offset + sum((n - 1) * step for n, step in zip(shape, stride))
    if min((offset,) + tuple(shape) + tuple(stride)) < 0 or not last < len(flat):
        raise ValueError('a tensor reaches past its storage')
    strides = [step * flat.itemsize for step in stride]
    return numpy.lib.stride_tricks.as_strided(flat[offset:], shape, strides, writeable=False)
