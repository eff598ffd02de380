"""The same network and step in PyTorch."""

import torch
import torch.nn.functional as F
from torch import nn

from benchmarks.sides.unet_chainer import LR, MOMENTUM, WIDTH, batch


class UNet(nn.Module):
    def __init__(self):
        super(UNet, self).__init__()
        c = [WIDTH * 2**level for level in range(5)]
        self.down = nn.ModuleList([_level(a, b) for a, b in zip([1] + c, c)])
        self.up = nn.ModuleList([nn.ConvTranspose2d(2 * a, a, 2, stride=2) for a in c[-2::-1]])
        self.beside = nn.ModuleList([_level(2 * a, a) for a in c[-2::-1]])
        self.score = nn.Conv2d(WIDTH, 2, 1)

    def forward(self, x):
        h, seen = x / 60, []
        for level, layers in enumerate(self.down):
            h = layers(F.max_pool2d(h, 2) if level else h)
            if level >= 3:
                h = F.dropout(h, 0.5)
            seen.append(h)
        seen.pop()
        for border, up, layers in zip((4, 16, 40, 88), self.up, self.beside):
            crop = seen.pop()[:, :, border:-border, border:-border]
            h = layers(torch.cat([up(h), crop], 1))
        return self.score(h)


def _level(c, out):
    return nn.Sequential(nn.Conv2d(c, out, 3), nn.ReLU(), nn.Conv2d(out, out, 3), nn.ReLU())


def step():
    model = UNet()
    optimizer = torch.optim.SGD(model.parameters(), LR, MOMENTUM)
    given = batch()
    x, t, border = [torch.from_numpy(array) for array in given]

    def work():
        optimizer.zero_grad()
        each = F.cross_entropy(model(x), t.long(), reduction='none')
        ((1 + border) * each).mean().backward()
        optimizer.step()
        return 1

    return work
