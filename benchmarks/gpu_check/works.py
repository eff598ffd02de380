"""What is timed on a GPU, and against what."""

import collections

from predict.parts.networks import NETWORKS

Work = collections.namedtuple('Work', 'what ours peer goal arguments')
Work.__new__.__defaults__ = (None, None, None)
Work.__doc__ = """A work and its peer, both on one GPU.

Attributes:
    what (str): Network and size of its input.
    ours (str): ``module:function`` of ``benchmarks.sides``.
    peer (str or None): The same in PyTorch.
    goal (float or None): Ratio of the times, ours with cuDNN / PyTorch's, that would be well.
    arguments (dict or None): Of our function, besides the device.
"""

GOAL = 1.2
_VOC, _CAMVID, _QUARTER = '1x3x375x500', '1x3x360x480', '8x3x96x120'


def _pair(what, module, function, goal=None):
    sides = ['{}_{}:{}'.format(module, library, function) for library in ('chainer', 'torch')]
    return Work(what, *sides, goal=goal)


WORKS = collections.OrderedDict(
    [
        ('fcn32s', _pair('FCN-32s, ' + _VOC, 'segmentation', 'fcn32s', GOAL)),
        ('fcn8s', _pair('FCN-8s, ' + _VOC, 'segmentation', 'fcn8s', GOAL)),
        ('segnet', _pair('SegNet, ' + _CAMVID, 'camvid', 'segnet', GOAL)),
        ('fcn16s', _pair('FCN-16s, ' + _VOC, 'segmentation', 'fcn16s')),
        ('fcn8s_atonce', _pair('FCN-8s at once, ' + _VOC, 'segmentation', 'fcn8s_atonce')),
        ('segnet_basic', _pair('SegNet-Basic, ' + _CAMVID, 'camvid', 'segnet_basic')),
        ('fcn_squeeze', _pair('SqueezeNet FCN, ' + _QUARTER, 'camvid', 'squeeze')),
        ('fcn_squeeze_pooled', _pair('the same, pooled, ' + _QUARTER, 'camvid', 'squeeze_pooled')),
        ('vggnet', _pair('VGGNet, 8x3x224x224', 'vggnet', 'step')),
        ('lstm_sine', _pair('LSTM, 100 sequences of 100', 'lstm', 'epoch')),
        ('skip_gram', Work('skip-gram, a word of 1000', 'skip_gram_chainer:batch')),
    ]
)
# A network that nobody wrote in PyTorch here is told all the same.
for _name in sorted(set(NETWORKS) - set(WORKS)):
    WORKS[_name] = Work(
        '{}, {}'.format(_name, _CAMVID),
        'segmentation_chainer:step',
        arguments={'network': _name, 'size': (360, 480)},
    )
