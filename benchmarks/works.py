"""What is timed, and against what."""

import collections

Work = collections.namedtuple('Work', 'ours peer name goal threads counted', defaults=(False,))
Work.__doc__ = """A work and its peer.

Attributes:
    ours (str): ``module:function``; the function prepares everything and gives a function that
        does the work once and returns how much that was (steps, words).
    peer (str): The same for the peer.
    name (str): The peer's name.
    goal (float): Ratio of the times, ours / peer, that would be well.
    threads (int or None): For how many threads; None: all of the machine's.
    counted (bool): Whether convolutions are what takes time: their arithmetic is counted and
        compared with the machine's best.
"""

WORKS = collections.OrderedDict(
    [
        (
            'FCN-32s step, 1x3x375x500',
            Work(
                'segmentation_chainer:fcn32s',
                'segmentation_torch:fcn32s',
                'PyTorch',
                0.45,
                None,
                True,
            ),
        ),
        (
            'FCN-8s step, 1x3x375x500',
            Work(
                'segmentation_chainer:fcn8s',
                'segmentation_torch:fcn8s',
                'PyTorch',
                0.45,
                None,
                True,
            ),
        ),
        (
            'SqueezeNet FCN step, 8x3x96x120',
            Work('camvid_chainer:squeeze', 'camvid_torch:squeeze', 'PyTorch', 0.8, None, True),
        ),
        (
            'SegNet-Basic step, 1x3x360x480',
            Work(
                'camvid_chainer:segnet_basic',
                'camvid_torch:segnet_basic',
                'PyTorch',
                0.5,
                None,
                True,
            ),
        ),
        (
            'DeepLabv3+ step, quarter, 1x3x360x480',
            Work('camvid_chainer:deeplab', 'deeplab_torch:deeplab', 'PyTorch', 0.8, None, True),
        ),
        (
            'U-Net step, 1x1x572x572, width 16',
            Work('unet_chainer:step', 'unet_torch:step', 'PyTorch', 0.8, None, True),
        ),
        (
            'SPP-net step, 16x3x224x224',
            Work('spp_net_chainer:step', 'spp_net_torch:step', 'PyTorch', 0.8, None, True),
        ),
        (
            'Fast YOLO step, 4x3x448x448',
            Work('yolo_chainer:step', 'yolo_torch:step', 'PyTorch', 0.8, None, True),
        ),
        (
            'LSTM epoch, 100 sequences of 100',
            Work('lstm_chainer:epoch', 'lstm_torch:epoch', 'PyTorch', 0.3, 1),
        ),
        (
            'skip-gram, a word, 1 thread',
            Work('skip_gram_chainer:fast', 'skip_gram_gensim:corpus', 'gensim', 0.7, 1),
        ),
        (
            'skip-gram, a word, all threads',
            Work('skip_gram_chainer:fast', 'skip_gram_gensim:corpus', 'gensim', 0.8, None),
        ),
    ]
)
