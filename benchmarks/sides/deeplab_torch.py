"""DeepLabv3+ and its step in PyTorch, layer for layer as in ``models/``."""

import torch
import torch.nn.functional as F
from torch import nn

from benchmarks.sides.camvid_chainer import DEEPLAB_WIDTH, LR, N_CLASS, WHOLE, pictures
from benchmarks.sides.segmentation_torch import step
from models.parts.aspp import RATES
from models.parts.separable import EPSILON
from models.parts.xception import MIDDLE
from train.deeplab import WEIGHT_DECAY


def _plain(c, out, k, stride=1):
    conv = nn.Conv2d(c, out, k, stride, k // 2, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(out, EPSILON))


def _separable(c, out, stride=1, rate=1):
    return nn.Sequential(
        nn.Conv2d(c, c, 3, stride, rate, rate, groups=c, bias=False),
        nn.BatchNorm2d(c, EPSILON),
        nn.ReLU(),
        nn.Conv2d(c, out, 1, bias=False),
        nn.BatchNorm2d(out, EPSILON),
    )


class Unit(nn.Module):
    def __init__(self, c, channels, stride=1, convolved=True):
        super(Unit, self).__init__()
        self.first_two = nn.Sequential(
            nn.ReLU(), _separable(c, channels[0]), nn.ReLU(), _separable(*channels[:2])
        )
        self.third = nn.Sequential(nn.ReLU(), _separable(*channels[1:], stride))
        self.skip = _plain(c, channels[2], 1, stride) if convolved else nn.Identity()

    def forward(self, x):
        return self.third(self.first_two(x)) + self.skip(x)


class DeepLabV3Plus(nn.Module):
    """At an output stride of 16."""

    def __init__(self, width):
        super(DeepLabV3Plus, self).__init__()

        def n(*channels):
            return [c * width // 32 for c in channels]

        (c32, c48, c64, c128), (c256, c728, c1024) = n(32, 48, 64, 128), n(256, 728, 1024)
        c1536, c2048 = n(1536, 2048)
        self.entry = nn.Sequential(
            _plain(3, c32, 3, 2),
            nn.ReLU(),
            _plain(c32, c64, 3),
            nn.ReLU(),
            Unit(c64, [c128] * 3, 2),
        )
        self.entry2 = Unit(c128, [c256] * 3, 2)
        middle = [Unit(c728, [c728] * 3, convolved=False) for _ in range(MIDDLE)]
        self.rest = nn.Sequential(
            Unit(c256, [c728] * 3, 2), *middle, Unit(c728, [c728, c1024, c1024])
        )
        sizes = (c1024, c1536, c1536, c2048)
        self.exit = nn.Sequential(
            *[nn.Sequential(_separable(*sizes[i : i + 2], rate=2), nn.ReLU()) for i in range(3)]
        )
        self.branches = nn.ModuleList(
            [_plain(c2048, c256, 1)] + [_separable(c2048, c256, rate=r) for r in RATES[16]]
        )
        self.picture = nn.Conv2d(c2048, c256, 1)
        self.project = _plain(5 * c256, c256, 1)
        self.low = _plain(c256, c48, 1)
        self.decoder = nn.Sequential(
            _separable(c48 + c256, c256), nn.ReLU(), _separable(c256, c256), nn.ReLU()
        )
        self.logits = nn.Conv2d(c256, N_CLASS, 1)

    def forward(self, x):
        h = self.entry(x)
        low = self.entry2.first_two(h)
        h = self.entry2.third(low) + self.entry2.skip(h)
        h = self.exit(self.rest(h))
        branches = [F.relu(branch(h)) for branch in self.branches]
        picture = F.relu(self.picture(h.mean((2, 3), keepdim=True)))
        h = F.relu(self.project(torch.cat(branches + [picture.expand_as(branches[0])], 1)))
        h = torch.cat([F.relu(self.low(low)), _enlarged(h, low.shape[2:])], 1)
        return _enlarged(self.logits(self.decoder(h)), x.shape[2:])


def _enlarged(x, size):
    return F.interpolate(x, size, mode='bilinear', align_corners=True)


def deeplab(device='cpu', size=WHOLE, width=DEEPLAB_WIDTH):
    model = DeepLabV3Plus(width).to(device)
    optimizer = torch.optim.SGD(model.parameters(), LR, 0.9, weight_decay=WEIGHT_DECAY)
    batch = pictures(1, size)
    return step(model, optimizer, batch.x, batch.t, device=device)
