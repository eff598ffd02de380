"""Weights files in the formats of others, written without their software."""

import collections
import pickle
import struct
import sys
import types
import zipfile

import numpy
from chainer.links.caffe.protobuf3 import caffe_pb2

from models.weights.torchvision_vgg import NAMES

# --- Caffe -----------------------------------------------------------------------------


def write_caffemodel(path, vgg, old=True):
    """``vgg`` as VGG_ILSVRC_16_layers.caffemodel has it: convolutions, ReLU, pools, fc, dropout.

    Args:
        old (bool): ``layers`` with four-sided blobs, as in the file of 2014, or
            ``layer`` with shaped ones.
    """
    net = caffe_pb2.NetParameter(name='VGG_ILSVRC_16_layers')
    add = (net.layers if old else net.layer).add
    kinds = {'conv': ('CONVOLUTION', 'Convolution'), 'fc': ('INNER_PRODUCT', 'InnerProduct'),
             'relu': ('RELU', 'ReLU'), 'drop': ('DROPOUT', 'Dropout'),
             'pool': ('POOLING', 'Pooling'), 'prob': ('SOFTMAX', 'Softmax')}  # fmt: skip

    def layer(kind, name, bottom, top):
        v1, v2 = kinds[kind]
        kind = caffe_pb2.V1LayerParameter.LayerType.Value(v1) if old else v2
        return add(name=name, bottom=[bottom], top=[top], type=kind)

    top = 'data'
    for child in vgg.children():
        name, is_fc = child.name, child.name.startswith('fc')
        if name in ('conv2_1', 'conv3_1', 'conv4_1', 'conv5_1', 'fc6'):
            pool = layer('pool', 'pool' + top[4], top, 'pool' + top[4])
            pool.pooling_param.kernel_size = pool.pooling_param.stride = 2
            top = pool.name
        one = layer('fc' if is_fc else 'conv', name, top, name)
        if is_fc:
            one.inner_product_param.num_output = child.W.shape[0]
        else:
            param = one.convolution_param
            param.num_output = child.W.shape[0]
            # Repeated by now, one number in 2014: the same bytes.
            param.pad.append(1)
            param.kernel_size.append(3)
        for array in (child.W.array, child.b.array):
            _add_blob(one, array, old)
        top = name
        if name != 'fc8':
            layer('relu', 'relu' + name, top, top)
            if is_fc:
                layer('drop', 'drop' + name, top, top)
    layer('prob', 'prob', top, 'prob')
    path.write_bytes(net.SerializeToString())


def _add_blob(layer, array, old):
    blob = layer.blobs.add()
    blob.data.extend(array.ravel().tolist())
    if old:
        sides = (1,) * (4 - array.ndim) + array.shape
        blob.num, blob.channels, blob.height, blob.width = sides
    else:
        blob.shape.dim.extend(array.shape)


# --- PyTorch ---------------------------------------------------------------------------


def torchvision_arrays(vgg):
    """``vgg``'s arrays under torchvision's names, as they are."""
    mine = {name.lstrip('/'): param.array for name, param in vgg.namedparams()}
    return collections.OrderedDict((name, mine[NAMES[name]]) for name in NAMES)


def write_torch(path, arrays, monkeypatch, zipped=True, parameters=None):
    """What ``torch.save(state_dict, path)`` writes for float32 arrays.

    Args:
        zipped (bool): PyTorch 1.6 and later, or before.
        parameters (str): What the values are: None for tensors, 'new' for
            Parameters of PyTorch 0.4 and later, 'old' for those before.
    """
    torch = _fake_torch(monkeypatch)
    keys = {}
    state = collections.OrderedDict()
    for number, (name, array) in enumerate(arrays.items()):
        storage = torch.FloatStorage()
        storage.array = array
        keys[storage] = str(number)
        state[name] = torch.Record(array, storage, parameters)
    state._metadata = collections.OrderedDict([('', {'version': 1})])

    class Pickler(pickle.Pickler):
        def persistent_id(self, value):
            if isinstance(value, torch.FloatStorage):
                size = value.array.size
                # The old format ends with a view of another storage: none.
                rest = () if zipped else (None,)
                return ('storage', torch.FloatStorage, keys[value], 'cpu', size) + rest

    if zipped:
        with zipfile.ZipFile(str(path), 'w', zipfile.ZIP_STORED) as archive:
            with archive.open('vgg16/data.pkl', 'w') as f:
                Pickler(f, protocol=2).dump(state)
            for storage, key in keys.items():
                archive.writestr('vgg16/data/' + key, storage.array.astype('<f4').tobytes())
            archive.writestr('vgg16/version', '3\n')
        return
    sizes = {'short': 2, 'int': 4, 'long': 4}
    system = {'protocol_version': 1001, 'little_endian': True, 'type_sizes': sizes}
    with open(str(path), 'wb') as f:
        for value in (0x1950A86A20F9469CFC6C, 1001, system):
            pickle.dump(value, f, protocol=2)
        Pickler(f, protocol=2).dump(state)
        pickle.dump(sorted(keys.values()), f, protocol=2)
        for storage, _ in sorted(keys.items(), key=lambda item: item[1]):
            f.write(struct.pack('<q', storage.array.size))
            f.write(storage.array.astype('<f4').tobytes())


def _fake_torch(monkeypatch):
    """Modules with the names that a pickle of tensors refers to."""
    torch, utils, parameter = (
        types.ModuleType(name) for name in ('torch', 'torch._utils', 'torch.nn.parameter')
    )

    def named(module, value):
        value.__module__ = module.__name__
        value.__qualname__ = value.__name__
        setattr(module, value.__name__, value)
        return value

    def _rebuild_tensor(storage, offset, shape, stride):
        """Only its name is pickled."""

    def _rebuild_tensor_v2(storage, offset, shape, stride, requires_grad, hooks):
        """Only its name is pickled."""

    def _rebuild_parameter(tensor, requires_grad, hooks):
        """Only its name is pickled."""

    for function in (_rebuild_tensor, _rebuild_tensor_v2, _rebuild_parameter):
        named(utils, function)
    named(parameter, type('Parameter', (), {}))
    named(torch, type('FloatStorage', (), {}))

    class Record(object):
        """Reduces itself as a tensor, or a Parameter around one."""

        def __init__(self, array, storage, parameters):
            self.shape, self.storage, self.kind = array.shape, storage, parameters
            self.stride = tuple(step // array.itemsize for step in array.strides)

        def __reduce_ex__(self, protocol):
            place = (self.storage, 0, self.shape, self.stride)
            if self.kind == 'old':
                inner = _Call(_rebuild_tensor, place)
                return parameter.Parameter, (inner,), (True, False, collections.OrderedDict())
            if self.kind == 'new':
                inner = _Call(_rebuild_tensor_v2, place + (True, collections.OrderedDict()))
                return _rebuild_parameter, (inner, True, collections.OrderedDict())
            return _rebuild_tensor_v2, place + (False, collections.OrderedDict())

    torch.Record = Record
    for module in (torch, utils, parameter):
        monkeypatch.setitem(sys.modules, module.__name__, module)
    return torch


class _Call(object):
    """Pickles as a call."""

    def __init__(self, function, args):
        self.call = function, args

    def __reduce_ex__(self, protocol):
        return self.call


# --- Deep Compression ------------------------------------------------------------------


def write_deep_compression(path, net):
    """A whole ``SqueezeNet`` as Deep Compression packs it: every weight is one of 256 values."""
    counts, layers = [], []
    params = {name.lstrip('/'): param.array for name, param in net.namedparams()}
    for name in ['conv1'] + [
        'fire{}/{}'.format(i, conv) for i in range(2, 10) for conv in ('conv1', 'conv2', 'conv3')
    ] + ['conv10']:  # fmt: skip
        flat = params[name + '/W'].ravel()
        book = numpy.zeros(256, '<f4')
        values = numpy.unique(flat[flat != 0])
        book[1 : len(values) + 1] = values
        codes, gaps, last = [], [], -1
        for place in numpy.flatnonzero(flat).tolist():
            # Half a byte says how many zeros come before; beyond 15, a code of 0 stands in.
            while place - last > 16:
                codes.append(0)
                gaps.append(15)
                last += 16
            codes.append(1 + int(numpy.searchsorted(values, flat[place])))
            gaps.append(place - last - 1)
            last = place
        pairs = numpy.array(gaps + [0] * (len(gaps) % 2), numpy.uint8).reshape(-1, 2)
        layers += [
            book.tobytes(), params[name + '/b'].astype('<f4').tobytes(),
            bytes(codes), (pairs[:, 0] | pairs[:, 1] << 4).tobytes(),
        ]  # fmt: skip
        counts.append(len(codes))
    path.write_bytes(struct.pack('<26I', *counts) + b''.join(layers))


def write_squeezenet_caffemodel(path, net):
    """``net``'s layers as squeezenet_v1.0.caffemodel names them."""
    proto = caffe_pb2.NetParameter(name='SqueezeNet')
    names = {'conv1': 'squeeze1x1', 'conv2': 'expand1x1', 'conv3': 'expand3x3'}
    for name, link in net.namedlinks(skipself=True):
        if not hasattr(link, 'W'):
            continue
        module, _, conv = name.lstrip('/').rpartition('/')
        full = module + '/' + names[conv] if module else conv
        layer = proto.layer.add(name=full, type='Convolution', bottom=['data'], top=[full])
        layer.convolution_param.num_output = link.W.shape[0]
        layer.convolution_param.kernel_size.append(link.W.shape[2])
        for array in (link.W.array, link.b.array):
            _add_blob(layer, array, old=False)
    path.write_bytes(proto.SerializeToString())
