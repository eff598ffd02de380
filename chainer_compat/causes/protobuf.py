"""protobuf refuses Caffe's messages as Chainer brings them.

``caffe_pb2.py`` was written by protoc 3.x and builds each descriptor with a Python call; protobuf
has not allowed that since 4.21 ("Descriptors cannot be created directly"), and has no switch back
to it any more. The file carries the whole ``caffe.proto`` in serialized form as well: the messages
are made from that, the 5600 lines that say the same once more are not read.
"""

from chainer_compat.mend import Mend

_MODULE = 'chainer.links.caffe.protobuf3.caffe_pb2'
_since = ('protobuf', '4.21')

MENDS = [
    Mend(
        module=_MODULE,
        line=6,
        through=14,
        old='from google.protobuf.internal import enum_type_wrapper',
        new='from chainer_compat.messages import file_descriptor, top_names',
        since=_since,
    ),
    Mend(
        module=_MODULE,
        line=19,
        old='_descriptor.FileDescriptor(',
        new='file_descriptor(',
        since=_since,
    ),
    Mend(
        module=_MODULE,
        line=25,
        through=5640,
        old='_sym_db.RegisterFileDescriptor(DESCRIPTOR)',
        new='globals().update(top_names(DESCRIPTOR))',
        since=_since,
    ),
]
