"""The same networks and steps in PyTorch."""

import numpy
import torch
import torch.nn.functional as F
from torch import nn

from benchmarks.sides.segmentation_chainer import LR, N_CLASS, SIZE, picture
from models.parts.upsampling import bilinear_filter
from train.parts import recipes


def _block(c, out, count):
    layers = []
    for _ in range(count):
        layers += [nn.Conv2d(c, out, 3, padding=1), nn.ReLU()]
        c = out
    return nn.Sequential(*(layers + [nn.MaxPool2d(2, 2, ceil_mode=True)]))


def _score(c):
    score = nn.Conv2d(c, N_CLASS, 1)
    nn.init.zeros_(score.weight)
    nn.init.zeros_(score.bias)
    return score


def _keep_filter(model, name, factor):
    # A buffer: it goes where the model goes, and is not trained.
    w = numpy.tile(bilinear_filter(factor), (N_CLASS, 1, 1, 1))
    model.register_buffer(name, torch.from_numpy(w))


def _enlarge(x, w, size):
    factor = w.shape[2] // 2
    y = F.conv_transpose2d(x, w, stride=factor, padding=factor // 2, groups=N_CLASS)
    return y[:, :, : size[0], : size[1]]


class Vgg(nn.Module):
    """VGG-16's thirteen convolutions."""

    def __init__(self, width=64):
        super(Vgg, self).__init__()
        c1, c2, c3, c4 = width, 2 * width, 4 * width, 8 * width
        self.pool3 = nn.Sequential(_block(3, c1, 2), _block(c1, c2, 2), _block(c2, c3, 3))
        self.pool4 = _block(c3, c4, 3)
        self.pool5 = _block(c4, c4, 3)

    def pools(self, x):
        pool3 = self.pool3(x)
        pool4 = self.pool4(pool3)
        return pool3, pool4, self.pool5(pool4)


class Fcn32s(Vgg):
    def __init__(self, width):
        super(Fcn32s, self).__init__(width)
        self.score5 = _score(8 * width)
        _keep_filter(self, 'w32', 32)

    def forward(self, x):
        return _enlarge(self.score5(self.pools(x)[-1]), self.w32, x.shape[2:])


class Fcn16s(Vgg):
    def __init__(self, width):
        super(Fcn16s, self).__init__(width)
        self.score4, self.score5 = _score(8 * width), _score(8 * width)
        _keep_filter(self, 'w2', 2)
        _keep_filter(self, 'w16', 16)

    def forward(self, x):
        _, pool4, pool5 = self.pools(x)
        p4 = self.score4(pool4)
        p4 = p4 + _enlarge(self.score5(pool5), self.w2, p4.shape[2:])
        return _enlarge(p4, self.w16, x.shape[2:])


class Fcn8s(Vgg):
    scale3 = scale4 = 1

    def __init__(self, width):
        super(Fcn8s, self).__init__(width)
        self.score3, self.score4 = _score(4 * width), _score(8 * width)
        self.score5 = _score(8 * width)
        _keep_filter(self, 'w2', 2)
        _keep_filter(self, 'w8', 8)

    def forward(self, x):
        pool3, pool4, pool5 = self.pools(x)
        p3, p4 = self.score3(self.scale3 * pool3), self.score4(self.scale4 * pool4)
        p4 = p4 + _enlarge(self.score5(pool5), self.w2, p4.shape[2:])
        p3 = p3 + _enlarge(p4, self.w2, p3.shape[2:])
        return _enlarge(p3, self.w8, x.shape[2:])


class Fcn8sAtOnce(Fcn8s):
    scale3, scale4 = 1e-4, 1e-2


def _step(network, device='cpu', size=SIZE, width=64):
    model = network(width).to(device)
    optimizer = torch.optim.SGD(model.parameters(), LR, 0.9, weight_decay=recipes.WEIGHT_DECAY)
    return step(model, optimizer, *picture(size), device=device)


def step(model, optimizer, x, t, weight=None, device='cpu'):
    """A work: a step with a batch of NumPy arrays, ``weight`` of the classes."""
    x, t = torch.from_numpy(x).to(device), torch.from_numpy(t).long().to(device)
    weight = None if weight is None else torch.from_numpy(weight).to(device)

    def work():
        optimizer.zero_grad()
        F.cross_entropy(model(x), t, weight, ignore_index=-1).backward()
        optimizer.step()
        return 1

    return work


def fcn32s(**where):
    return _step(Fcn32s, **where)


def fcn16s(**where):
    return _step(Fcn16s, **where)


def fcn8s(**where):
    return _step(Fcn8s, **where)


def fcn8s_atonce(**where):
    return _step(Fcn8sAtOnce, **where)
