"""Proof for the cause ``protobuf``."""

from tests.chainer_compat.proofs import proof


@proof('chainer.links.caffe.protobuf3.caffe_pb2', 6, 19, 25)
def caffe_messages(caffe_pb2):
    net = caffe_pb2.NetParameter()
    net.layer.add(name='conv1_1', type='Convolution').blobs.add().data.extend([1, 2])
    again = caffe_pb2.NetParameter()
    again.MergeFromString(net.SerializeToString())
    assert list(again.layer[0].blobs[0].data) == [1, 2]
    # Enums and their values stand in the module and in their messages.
    assert caffe_pb2.TEST == caffe_pb2.Phase.Value('TEST') == 1
    assert caffe_pb2.V1LayerParameter.CONVOLUTION == 4
    assert caffe_pb2.PoolingParameter.AVE == 1
