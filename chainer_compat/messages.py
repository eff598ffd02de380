"""Message classes from a serialized ``.proto`` file, with protobuf's public interface."""

from google.protobuf import descriptor_pool, message_factory
from google.protobuf.internal import enum_type_wrapper


def file_descriptor(name, package, syntax, serialized_pb):
    """The descriptor of a file, from its serialized ``FileDescriptorProto``.

    Takes what protoc 3.x wrote into the call of ``FileDescriptor``. The file gets a pool of its
    own: another library of the same process may have registered another ``caffe.proto``.

    Args:
        name (str): E.g. ``'caffe.proto'``.
        package, syntax (str): Stand in the serialized form too.
        serialized_pb (bytes): The serialized form.
    """
    pool = descriptor_pool.DescriptorPool()
    pool.AddSerializedFile(serialized_pb)
    return pool.FindFileByName(name)


def top_names(descriptor):
    """What the generated module of a file defines: message classes, enums and their values.

    Returns:
        dict: Name to class, enum wrapper or int.
    """
    names = {
        name: message_factory.GetMessageClass(message)
        for name, message in descriptor.message_types_by_name.items()
    }
    for name, enum in descriptor.enum_types_by_name.items():
        names[name] = enum_type_wrapper.EnumTypeWrapper(enum)
        names.update((value.name, value.number) for value in enum.values)
    return names
