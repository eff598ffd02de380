"""The same networks and steps in PyTorch."""

import numpy
import torch
import torch.nn.functional as F
from torch import nn

from benchmarks.sides.segmentation_chainer import N_CLASS, SIZE, picture
from models.parts.upsampling import bilinear_filter


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


def _filter(factor):
    w = numpy.tile(bilinear_filter(factor), (N_CLASS, 1, 1, 1))
    return torch.from_numpy(w)


def _enlarge(x, w, size):
    factor = w.shape[2] // 2
    y = F.conv_transpose2d(x, w, stride=factor, padding=factor // 2, groups=N_CLASS)
    return y[:, :, : size[0], : size[1]]


class Fcn32s(nn.Module):
    def __init__(self):
        super(Fcn32s, self).__init__()
        self.pool3 = nn.Sequential(_block(3, 64, 2), _block(64, 128, 2), _block(128, 256, 3))
        self.pool4 = _block(256, 512, 3)
        self.pool5 = _block(512, 512, 3)
        self.score5 = _score(512)
        self.w32 = _filter(32)

    def forward(self, x):
        return _enlarge(self.score5(self.pool5(self.pool4(self.pool3(x)))), self.w32, SIZE)


class Fcn8s(Fcn32s):
    def __init__(self):
        super(Fcn8s, self).__init__()
        self.score3, self.score4 = _score(256), _score(512)
        self.w2, self.w8 = _filter(2), _filter(8)

    def forward(self, x):
        pool3 = self.pool3(x)
        pool4 = self.pool4(pool3)
        p3, p4 = self.score3(pool3), self.score4(pool4)
        p4 = p4 + _enlarge(self.score5(self.pool5(pool4)), self.w2, p4.shape[2:])
        p3 = p3 + _enlarge(p4, self.w2, p3.shape[2:])
        return _enlarge(p3, self.w8, SIZE)


def _step(model):
    optimizer = torch.optim.SGD(model.parameters(), 1e-4, 0.9, weight_decay=5e-4)
    x, t = picture()
    x, t = torch.from_numpy(x), torch.from_numpy(t).long()

    def step():
        optimizer.zero_grad()
        F.cross_entropy(model(x), t, ignore_index=-1).backward()
        optimizer.step()
        return 1

    return step


def fcn32s():
    return _step(Fcn32s())


def fcn8s():
    return _step(Fcn8s())
