"""The hooks of optimizers as they were: called with the optimizer, in the order they were added.

Today's are called for each parameter, after those that are called with the optimizer: a weight
decay that was added before a clipping of gradients came after it.
"""

import chainer
import numpy


def norm(link):
    """The norm of all gradients of a link together."""
    total = 0.0
    for param in link.params():
        with chainer.using_device(param.device):
            grad = param.grad.ravel()
            total += float(grad.dot(grad))
    return numpy.sqrt(total)


class _Hook:
    """Calls ``change`` for each parameter with its array and gradient, on their device."""

    def __call__(self, opt):
        for param in opt.target.params():
            with chainer.using_device(param.device):
                self.change(param.array, param.grad, opt, param.device.xp)


class WeightDecay(_Hook):
    """Adds the parameters times ``rate`` to the gradients."""

    name = 'WeightDecay'

    def __init__(self, rate):
        self.rate = rate

    def change(self, array, grad, opt, xp):
        grad += self.rate * array


class Lasso(_Hook):
    """Adds the signs of the parameters times ``rate`` to the gradients."""

    name = 'Lasso'

    def __init__(self, rate):
        self.rate = rate

    def change(self, array, grad, opt, xp):
        grad += self.rate * xp.sign(array)


class GradientClipping:
    """Scales all gradients so that their norm is at most ``threshold``."""

    name = 'GradientClipping'

    def __init__(self, threshold):
        self.threshold = threshold

    def __call__(self, opt):
        total = norm(opt.target)
        # As NumPy divided: no error where there is no gradient.
        if total > self.threshold:
            # A float of Python, so that NumPy 2 computes in the gradient's type.
            rate = float(self.threshold / total)
            for param in opt.target.params():
                with chainer.using_device(param.device):
                    grad = param.grad
                    grad *= rate


def exponential_decay_noise(xp, shape, dtype, hook, opt):
    """Noise that becomes less with time."""
    std = numpy.sqrt(hook.eta / numpy.power(1 + opt.t, 0.55))
    return xp.random.normal(0, std, shape).astype(dtype)


class GradientNoise(_Hook):
    """Adds noise to the gradients."""

    name = 'GradientNoise'

    def __init__(self, eta, noise_func=exponential_decay_noise):
        self.eta = eta
        self.noise_func = noise_func

    def change(self, array, grad, opt, xp):
        grad += self.noise_func(xp, grad.shape, grad.dtype, self, opt)


class GradientHardClipping(_Hook):
    """Clips each number of the gradients."""

    name = 'GradientHardClipping'

    def __init__(self, lower_bound, upper_bound):
        self.lower_bound = lower_bound
        self.upper_bound = upper_bound

    def change(self, array, grad, opt, xp):
        xp.clip(grad, self.lower_bound, self.upper_bound, out=grad)


HOOKS = (WeightDecay, Lasso, GradientClipping, GradientNoise, GradientHardClipping)
