"""The same network and step in PyTorch."""

import math

import torch
from torch import nn

from benchmarks.sides import segmentation_torch
from benchmarks.sides.vggnet_chainer import LR, N_CLASS, SIZE, pictures
from train.vggnet import MOMENTUM, WEIGHT_DECAY


class VGGNet(segmentation_torch.Vgg):
    def __init__(self, size, width):
        super(VGGNet, self).__init__(width)
        cells = math.ceil(size / 32) ** 2
        self.fc = nn.Sequential(
            nn.Linear(8 * width * cells, 64 * width),
            nn.ReLU(),
            nn.Linear(64 * width, 64 * width),
            nn.ReLU(),
            nn.Linear(64 * width, N_CLASS),
        )

    def forward(self, x):
        return self.fc(torch.flatten(self.pools(x)[-1], 1))


def step(device='cpu', size=SIZE, width=64):
    model = VGGNet(size[0], width).to(device)
    optimizer = torch.optim.SGD(model.parameters(), LR, MOMENTUM, weight_decay=WEIGHT_DECAY)
    return segmentation_torch.step(model, optimizer, *pictures(size), device=device)
