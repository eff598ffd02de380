"""First weights and outputs of links, made in Chainer 1's way from seed 0: a line of JSON each.

python links.py >../real/links_1.24.0.jsonl
"""

import json
import sys

import chainer
import numpy as np

try:
    import chainer.links as L  # noqa: F401
except ImportError:  # before 1.5
    pass

f = np.float32


def x(*shape):
    return chainer.Variable(np.random.RandomState(1).uniform(-1, 1, shape).astype(f))


# Name: (how it is made, how it is called).
LINKS = {
    'linear': ('L.Linear(4, 3)', 'link(x(2, 4))'),
    'linear, wscale by position': ('L.Linear(4, 3, 0.5)', 'link(x(2, 4))'),
    'linear, wscale and bias': ('L.Linear(4, 3, wscale=2, bias=0.25)', 'link(x(2, 4))'),
    'linear, all by position': ('L.Linear(4, 3, 0.5, 1, True)', 'link(x(2, 4))'),
    'linear, an array': ('L.Linear(2, 2, initialW=np.eye(2, dtype=f))', 'link(x(3, 2))'),
    'linear, size unknown': ('L.Linear(None, 3)', 'link(x(2, 4))'),
    'convolution': ('L.Convolution2D(3, 4, 3)', 'link(x(1, 3, 5, 5))'),
    'convolution, by position': ('L.Convolution2D(3, 4, 3, 2, 1, 0.5)', 'link(x(1, 3, 5, 5))'),
    'convolution, nobias': ('L.Convolution2D(3, 4, 3, 1, 0, 2, 0.5, True)', 'link(x(1, 3, 5, 5))'),
    'convolution, use_cudnn': (
        'L.Convolution2D(3, 4, (3, 1), wscale=3, bias=1, use_cudnn=False)',
        'link(x(1, 3, 5, 5))',
    ),
    'convolution, size unknown': ('L.Convolution2D(None, 4, 3)', 'link(x(1, 3, 5, 5))'),
    'deconvolution': ('L.Deconvolution2D(4, 3, 4, stride=2, pad=1)', 'link(x(1, 4, 3, 3))'),
    'deconvolution, by position': (
        'L.Deconvolution2D(4, 3, 4, 2, 1, 0.5, 0, False, (6, 6))',
        'link(x(1, 4, 3, 3))',
    ),
    'dilated': ('L.DilatedConvolution2D(3, 2, 3, 1, 2, 2, 0.5, 1)', 'link(x(1, 3, 5, 5))'),
    'convolution_nd': ('L.ConvolutionND(3, 2, 2, 2)', 'link(x(1, 2, 3, 3, 3))'),
    'deconvolution_nd': ('L.DeconvolutionND(3, 2, 2, 2)', 'link(x(1, 2, 3, 3, 3))'),
    'bilinear': ('L.Bilinear(3, 4, 2)', 'link(x(2, 3), x(2, 4))'),
    'embed_id': ('L.EmbedID(5, 3)', 'link(chainer.Variable(np.array([1, 4], np.int32)))'),
    'mlp_convolution': ('L.MLPConvolution2D(3, (4, 2), 3, wscale=2)', 'link(x(1, 3, 5, 5))'),
    'maxout': ('L.Maxout(4, 3, 2, 0.5)', 'link(x(2, 4))'),
    'inception': ('L.Inception(3, 2, 2, 2, 2, 2, 2)', 'link(x(1, 3, 5, 5))'),
    'inception_bn': (
        'L.InceptionBN(3, 2, 2, 2, 2, 2, "avg", 2)',
        'link(x(2, 3, 5, 5))',
    ),
    'lstm': ('L.LSTM(3, 2)', 'link(x(2, 3)) + link(x(2, 3))'),
    'stateless_lstm': ('L.StatelessLSTM(3, 2)', 'link(None, None, x(2, 3))[1]'),
    'peephole': ('L.StatefulPeepholeLSTM(3, 2)', 'link(x(2, 3)) + link(x(2, 3))'),
    'zoneout': ('L.StatefulZoneoutLSTM(3, 2, train=False)', 'link(x(2, 3)) + link(x(2, 3))'),
    'gru': ('L.GRU(2, 3)', 'link(x(4, 2), x(4, 3))'),
    'gru, one size': ('L.GRU(3)', 'link(x(4, 3), x(4, 3))'),
    'stateful_gru': ('L.StatefulGRU(3, 2)', 'link(x(4, 3)) + link(x(4, 3))'),
    'highway': ('L.Highway(3)', 'link(x(2, 3))'),
    'n_step_lstm': (
        'L.NStepLSTM(2, 3, 2, 0.5, False)',
        'link(x(2, 2, 2), x(2, 2, 2), [x(3, 3), x(2, 3)], train=False)[0]',
    ),
    'n_step_gru': (
        'L.NStepGRU(1, 3, 2, 0.5)',
        'link(x(1, 2, 2), [x(3, 3), x(2, 3)], False)[0]',
    ),
    'batch normalization': ('L.BatchNormalization(3)', 'link(x(4, 3))'),
    'batch normalization, then tested': (
        'L.BatchNormalization(3)',
        '(link(x(4, 3)), link(x(4, 3) * 2), link(x(4, 3), test=True))[2]',
    ),
    'batch normalization, tested by position': (
        'L.BatchNormalization(3, 0.5)',
        '(link(x(4, 3)), link(x(4, 3), True))[1]',
    ),
    'batch normalization, fine-tuned': (
        'L.BatchNormalization(3, use_gamma=False)',
        '(link(x(4, 3), finetune=True), link(x(4, 3) + 1, False, True), link(x(4, 3), True))[2]',
    ),
    'prelu': ('L.PReLU()', 'link(x(2, 3))'),
    'scale': ('L.Scale(1, (3,))', 'link(x(2, 3))'),
    'negative sampling': (
        'L.NegativeSampling(3, [2, 1, 3, 1], 2)',
        'link(x(2, 3), chainer.Variable(np.array([1, 3], np.int32)))',
    ),
    'hierarchical softmax': (
        'L.BinaryHierarchicalSoftmax(3, '
        'L.BinaryHierarchicalSoftmax.create_huffman_tree({0: 4, 1: 3, 2: 2, 3: 1}))',
        'link(x(2, 3), chainer.Variable(np.array([1, 3], np.int32)))',
    ),
    'crf': ('L.CRF1d(3)', 'link([x(2, 3)], [chainer.Variable(np.array([1, 2], np.int32))])'),
    'he, scaled': (
        'L.Linear(4, 3, initialW=chainer.initializers.GlorotUniform())',
        'link(x(2, 4))',
    ),
    'glorot': (
        'L.Convolution2D(3, 4, 3, initialW=chainer.initializers.GlorotNormal())',
        'link(x(1, 3, 5, 5))',
    ),
    'orthogonal': ('L.Linear(3, 3, initialW=chainer.initializers.Orthogonal())', 'link(x(2, 3))'),
    'dropconnect': ('L.SimplifiedDropconnect(4, 3)', 'link(x(2, 4), train=False)'),
}


def numbers(array):
    """An array in short: its shape, and two sums that its order matters to."""
    array = np.asarray(array, np.float64)
    weights = np.cos(np.arange(array.size)).reshape(array.shape)
    return [list(array.shape), float((array * weights).sum()), float((array**2).sum())]


def parameters(link):
    """A link's parameters in its order."""
    if hasattr(link, 'namedparams'):
        return [[path, numbers(param.data)] for path, param in link.namedparams()]
    return [['', numbers(array)] for array in link.parameters]


link = None


def main():
    global link
    for name in sorted(LINKS):
        make, call = LINKS[name]
        np.random.seed(0)
        try:
            link = eval(make)
            before = parameters(link)
            found = {'name': name, 'before': before, 'output': numbers(eval(call).data)}
            found['after'] = parameters(link)
        except Exception as error:
            found = {'name': name, 'error': type(error).__name__}
            if '-v' in sys.argv:
                found['text'] = str(error)
        print(json.dumps(found, sort_keys=True))


if __name__ == '__main__':
    main()
