"""Every network forward and backward on two devices, in float32, with the same weights and data.

Without dropout and with batch normalization's moving averages: what is random, or sums over a
whole batch, is compared by ``curves``. ``python -m benchmarks.gpu_check.agreement DEVICE AGAINST``
prints a line of JSON for each.
"""

import json
import subprocess
import sys

import chainer
import numpy

from benchmarks.gpu_check import precision
from benchmarks.gpu_check.row import Row
from cli.errors import UserError
from models.lstm import LSTM
from models.skip_gram import SkipGram
from models.vggnet import VGGNet
from predict.parts.networks import NETWORKS

N_CLASS = 11
WIDTH = 24
SIZE = (64, 96)

# Of the largest element; float32 through 26 convolutions and back.
LIMIT = 1e-3


def cases():
    """dict: Name to a function that gives a network, the arguments of its call."""
    found = {name: segmentation(network) for name, network in sorted(NETWORKS.items())}
    return dict(found, vggnet=vggnet, lstm_sine=lstm, skip_gram=skip_gram)


def segmentation(network):
    def make():
        rng = numpy.random.RandomState(0)
        t = rng.randint(-1, N_CLASS, (1,) + SIZE).astype('i')
        return network(N_CLASS, WIDTH), (rng.normal(0, 60, (1, 3) + SIZE).astype('f'), t)

    return make


def vggnet():
    rng = numpy.random.RandomState(0)
    x = rng.normal(0, 60, (2, 3, 64, 64)).astype('f')
    return VGGNet(N_CLASS, 64, WIDTH, dropout=0), (x, numpy.array([1, 3], 'i'))


class Twice(LSTM):
    """Two steps: in the first one the recurrent weights are not in use."""

    def __call__(self, x, t):
        return sum(super(Twice, self).__call__(x, t) for _ in range(2))


def lstm():
    x = numpy.linspace(-1, 1, 8, dtype='f')[:, None]
    return Twice(1, 5, 1), (x, x**2)


def skip_gram():
    rng = numpy.random.RandomState(0)
    n_vocab, n_negative = 50, 5
    network = SkipGram(n_vocab, 20, rng.randint(1, 100, n_vocab), n_negative)
    x = rng.randint(0, n_vocab, 30).astype('i')
    context = rng.randint(-1, n_vocab, (30, 4)).astype('i')
    pairs = int((context >= 0).sum())
    negative = rng.randint(0, n_vocab, (pairs, n_negative)).astype('i')

    # Each device has random numbers of its own: the same words for both.
    def sample(shape):
        return network.xp.asarray(negative)

    network.loss_func.sampler.sample = sample
    return network, (x, context)


def results(make, name):
    """Loss and gradients on one device.

    Args:
        make: One of :func:`cases`.
        name (str): The device, as Chainer writes it.

    Returns:
        dict: ``'loss'`` and each parameter's name, to NumPy arrays.
    """
    device = chainer.get_device(name)
    numpy.random.seed(0)
    network, arguments = make()
    for param in network.params():
        # Scores and W_O start at zero, which would hide what is before them.
        if not param.array.any():
            param.array[...] = numpy.random.normal(0, 0.05, param.shape)
    network.to_device(device)
    device.use()
    network.cleargrads()
    # Chainer's own path on the CPU: the kernels of chainer_accel are compared with it elsewhere.
    with chainer.using_config('train', False), chainer.using_config('use_accel', 'never'):
        loss = network(*[device.send(argument) for argument in arguments])
        loss.backward()
    cpu = chainer.get_device('@numpy')
    found = {key: cpu.send(param.grad) for key, param in network.namedparams()}
    return dict(found, loss=cpu.send(loss.array))


def difference(one, other):
    """The largest difference of two arrays, relative to the largest element of the second."""
    scale = float(numpy.abs(other).max())
    return float(numpy.abs(one - other).max()) / (scale or 1.0)


def compared(device, against):
    """A row for each network: the largest difference of its loss and gradients."""
    for name, make in cases().items():
        there, here = results(make, device), results(make, against)
        worst = max(difference(there[key], here[key]) for key in here)
        yield Row('{}: loss and gradients'.format(name), worst, 'relative', LIMIT)


def rows(device, against):
    """The same, from a process without TF32.

    Raises:
        UserError: It ended early.
    """
    command = [sys.executable, '-m', 'benchmarks.gpu_check.agreement', device, against]
    with subprocess.Popen(
        command, env=precision.environ(False), stdout=subprocess.PIPE, universal_newlines=True
    ) as process:
        for line in process.stdout:
            yield Row(*json.loads(line))
    if process.returncode:
        raise UserError('{} ended early; what it said stands above'.format(' '.join(command[1:])))


def main():
    for one in compared(*sys.argv[1:]):
        print(json.dumps(one), flush=True)


if __name__ == '__main__':
    main()
