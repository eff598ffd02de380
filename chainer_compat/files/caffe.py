"""``CaffeFunction``: what it takes to pickle one, and one that Chainer 1 pickled.

Beside its links it keeps a little object for each layer. In Chainer 1 these passed on ``train``,
``test`` and ``use_cudnn``, which are configuration since.
"""

from chainer_compat.files import names

_OBSOLETE = ('test', 'finetune', 'train', 'use_cudnn')


class WholeMap:
    """Pooling over a map as large as it comes.

    Args:
        pooling (callable): ``chainer.functions.max_pooling_2d`` or ``average_pooling_2d``.
    """

    def __init__(self, pooling):
        self.pooling = pooling

    def __call__(self, x, stride, pad):
        return self.pooling(x, x.shape[2:], stride=stride, pad=pad)


def used_up(initializer):
    """``__reduce__`` of an initializer that holds the weights of a layer: they are the layer's."""
    from chainer.initializers import NaN

    return NaN, ()


class _DropoutFunction:
    """Dropout of Chainer 1, which asked ``CaffeFunction`` whether it is being trained."""

    def __call__(self, x):
        from chainer import functions

        return functions.dropout(x, ratio=self.ratio)


_DropoutFunction.__module__ = 'chainer.links.caffe.caffe_function'


def add(caffe_function):
    """Let the classes of that module take the attributes they had in Chainer 1."""
    names.add_names(caffe_function)
    caffe_function._SingleArgumentFunction.__setstate__ = _set_state


def _set_state(self, state):
    from chainer.links.caffe import caffe_function

    old = {key: state['kwargs'][key] for key in _OBSOLETE if key in state['kwargs']}
    self.__dict__.update(state)
    if not old:
        return
    self.kwargs = {k: v for k, v in self.kwargs.items() if k not in _OBSOLETE}
    if old.get('test'):
        self.__class__ = caffe_function._SingleArgumentFunctionTestMode
    elif 'use_cudnn' in old:
        self.__class__ = caffe_function._SingleArgumentFunctionWithCudnn
        self.use_cudnn = old['use_cudnn']
