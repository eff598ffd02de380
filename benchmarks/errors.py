"""How far chainer_accel's results are from Chainer's in float64, beside Chainer's own in float32.

    python -m benchmarks.errors

prints the table of docs/accel.md: root of the mean square of the error over the standard deviation
of the exact result, on random numbers; for whole networks, of the gradient of the first layer.
"""

import chainer
import chainer.functions as F
import numpy

from models.fcn32s import MyFcn32sWithAnySize
from models.segnet_basic import SegNetBasic

LEVELS = ('never', 'numpy', 'auto')
FIRST = {MyFcn32sWithAnySize: '/conv1_1/W', SegNetBasic: '/conv1/W'}


def convolution(channels, size, ksize, **options):
    """Results of a convolution and its gradients, for random arrays of a dtype."""
    rng = numpy.random.RandomState(0)
    x = rng.randn(1, channels, *size)
    W = rng.randn(channels, channels, ksize, ksize)
    return lambda dtype: _results(
        lambda x, W: F.convolution_2d(x, W, **options), x.astype(dtype), W.astype(dtype)
    )


def enlargement(dtype):
    rng = numpy.random.RandomState(0)
    x, W = rng.randn(2, 32, 24, 30), rng.randn(32, 32, 16, 16)
    return _results(
        lambda x, W: F.deconvolution_2d(x, W, stride=4, pad=6), x.astype(dtype), W.astype(dtype)
    )


def normalization(dtype):
    rng = numpy.random.RandomState(0)
    # Channels last in memory, as convolutions leave them.
    x = (3 * rng.randn(1, 180, 240, 64) + 1).transpose(0, 3, 1, 2)
    gamma, beta = rng.rand(2, 64) + 0.5
    arrays = [a.astype(dtype) for a in (x, gamma, beta)]
    return _results(F.batch_normalization, *arrays)


def cross_entropy(dtype):
    rng = numpy.random.RandomState(0)
    x = (5 * rng.randn(1, 90, 120, 11)).transpose(0, 3, 1, 2).astype(dtype)
    t = rng.randint(-1, 11, (1, 90, 120)).astype('i')
    weight = numpy.linspace(0.2, 7, 11).astype(dtype)
    return _results(lambda x: F.softmax_cross_entropy(x, t, class_weight=weight, reduce='no'), x)


def elu(dtype):
    x = 3 * numpy.random.RandomState(0).randn(1, 64, 90, 120)
    return _results(F.elu, x.astype(dtype))


def network(kind, n_class, seed=0):
    """Gradient of the first layer's weights, of a picture of 96x128."""
    numpy.random.seed(seed)  # The weights'.
    model = kind(n_class)
    rng = numpy.random.RandomState(seed)
    x, t = rng.randn(1, 3, 96, 128), rng.randint(0, n_class, (1, 96, 128)).astype('i')
    for name, p in model.namedparams():
        if name.endswith('/W') and not p.array.any():
            p.array[...] = 0.01 * rng.randn(*p.shape)  # FCN's scores, which start from nothing.
    start = {name: p.array.copy() for name, p in model.namedparams()}
    first = dict(model.namedparams())[FIRST[kind]]

    def gradient(dtype):
        for name, p in model.namedparams():
            p.array = start[name].astype(dtype)
        model.cleargrads()
        model(60 * x.astype(dtype), t).backward()
        return [first.grad]

    return gradient


CASES = {
    '3x3 convolution, 64 channels': convolution(64, (90, 120), 3, pad=1),
    '3x3 convolution, 512 channels': convolution(512, (23, 30), 3, pad=1),
    '7x7 convolution, 64 channels': convolution(64, (90, 120), 7, pad=3),
    'dilated 3x3 convolution, 64 channels': convolution(64, (23, 30), 3, pad=2, dilate=2),
    '16x16 deconvolution of stride 4': enlargement,
    'batch normalization': normalization,
    'softmax cross entropy, weighted': cross_entropy,
    'ELU': elu,
    'FCN-32s, the gradient at conv1_1': network(MyFcn32sWithAnySize, 21),
    'SegNet-Basic, the gradient at conv1': network(SegNetBasic, 11),
}


def _results(function, *arrays):
    """Output and gradients, for a random gradient of the output."""
    inputs = [chainer.Variable(a) for a in arrays]
    y = function(*inputs)
    gy = numpy.random.RandomState(1).randn(*y.shape)
    y.grad = gy.astype(y.dtype)
    y.backward()
    return [y.array] + [v.grad for v in inputs]


def error(got, exact):
    return float(numpy.sqrt(numpy.mean((got - exact) ** 2)) / numpy.std(exact))


def errors(case):
    """For each level, the errors of output and gradients."""
    with chainer.using_config('use_accel', 'never'):
        exact = case(numpy.float64)
    found = []
    for level in LEVELS:
        with chainer.using_config('use_accel', level):
            found.append([error(a, b) for a, b in zip(case(numpy.float32), exact)])
    return found


def main():
    print('| | Chainer, float32 | `numpy` | `auto` |\n|---|---|---|---|')
    for name, case in CASES.items():
        rows = [', '.join('{:.1e}'.format(e) for e in level) for level in errors(case)]
        print('| {} | {} |'.format(name, ' | '.join(rows)), flush=True)


if __name__ == '__main__':
    main()
