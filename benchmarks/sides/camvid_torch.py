"""The same networks and steps in PyTorch."""

import torch
import torch.nn.functional as F
from torch import nn

from benchmarks.sides.camvid_chainer import LR, N_CLASS, QUARTER, QUARTERS, WHOLE, pictures
from benchmarks.sides.segmentation_torch import step
from train.fcn_squeeze import WEIGHT_DECAY
from train.parts import recipes


class Fire(nn.Module):
    def __init__(self, c, squeezed, out, dilation=1):
        super(Fire, self).__init__()
        self.conv1 = nn.Conv2d(c, squeezed, 1)
        self.conv2 = nn.Conv2d(squeezed, out, 1)
        self.conv3 = nn.Conv2d(squeezed, out, 3, padding=dilation, dilation=dilation)

    def forward(self, x):
        h = F.elu(self.conv1(x))
        return F.elu(torch.cat([self.conv2(h), self.conv3(h)], 1))


class Squeeze(nn.Module):
    # Of the last fire module; the enlargement of its score: filter, stride, padding.
    dilation = 2
    enlargement = 4, 2, 1

    def __init__(self, width):
        super(Squeeze, self).__init__()

        def n(channels):
            return max(1, channels * width // 96)

        self.conv1 = nn.Conv2d(3, width, 7, stride=2, padding=3)
        self.fire2to4 = nn.Sequential(
            Fire(width, n(16), n(64)),
            Fire(2 * n(64), n(16), n(64)),
            Fire(2 * n(64), n(16), n(128)),
        )
        self.fire5to8 = nn.Sequential(
            Fire(2 * n(128), n(32), n(128)),
            Fire(2 * n(128), n(48), n(192)),
            Fire(2 * n(192), n(48), n(192)),
            Fire(2 * n(192), n(64), n(256)),
        )
        self.fire9 = Fire(2 * n(256), n(64), n(256), self.dilation)
        channels = width, 2 * n(128), 2 * n(256)
        self.score1, self.score4, self.score9 = [nn.Conv2d(c, N_CLASS, 1) for c in channels]
        self.add_layer = nn.Conv2d(3 * N_CLASS, N_CLASS, 1)
        self.up4 = nn.ConvTranspose2d(N_CLASS, N_CLASS, 4, stride=2, padding=1)
        self.up9 = nn.ConvTranspose2d(N_CLASS, N_CLASS, *self.enlargement)
        self.final = nn.ConvTranspose2d(N_CLASS, N_CLASS, 16, stride=4, padding=6)

    def forward(self, x):
        h = F.max_pool2d(F.elu(self.conv1(x)), 3, 2, ceil_mode=True)
        score1 = self.score1(h)
        h = F.max_pool2d(self.fire2to4(h), 3, 2, ceil_mode=True)
        score4 = self.up4(self.score4(h))
        h = self.fire9(self.before_fire9(self.fire5to8(h)))
        return self.final(self.add_layer(torch.cat([score1, score4, self.up9(self.score9(h))], 1)))

    def before_fire9(self, h):
        return h


class SqueezePooled(Squeeze):
    dilation = 1
    enlargement = 8, 4, 2

    def before_fire9(self, h):
        return F.max_pool2d(h, 3, 2, ceil_mode=True)


class SegNetBasic(nn.Module):
    def __init__(self, width):
        super(SegNetBasic, self).__init__()
        channels = 3, width, width, width
        self.down = nn.ModuleList([_normalized(c, width, 7) for c in channels])
        self.up = nn.ModuleList([_normalized(width, width, 7) for _ in channels])
        self.classifier = nn.Conv2d(width, N_CLASS, 1)

    def forward(self, x):
        # PyTorch divides alpha by the number of channels, as Caffe does.
        h = F.local_response_norm(x, 5, alpha=1e-4, beta=0.75, k=1)
        places = []
        for layers in self.down:
            size = h.shape[2:]
            h = F.max_pool2d(F.relu(layers(h)), 2, 2, ceil_mode=True, return_indices=True)
            h, indices = h
            places.append((indices, size))
        for layers in self.up:
            indices, size = places.pop()
            h = layers(F.max_unpool2d(h, indices, 2, 2, output_size=size))
        return self.classifier(h)


def _normalized(c, out, ksize):
    convolution = nn.Conv2d(c, out, ksize, padding=ksize // 2, bias=False)
    return nn.Sequential(convolution, nn.BatchNorm2d(out))


class SegNet(nn.Module):
    def __init__(self, width):
        super(SegNet, self).__init__()
        self.down, self.up = nn.ModuleList(), nn.ModuleList()
        c = 3
        for block, count in enumerate((2, 2, 3, 3, 3)):
            out = width * min(2**block, 8)
            down, up = [], []
            for i in range(count):
                down += [_normalized(c, out, 3), nn.ReLU()]
                if block or i:
                    # The mirror image, the last layer first.
                    up = [_normalized(out, c, 3), nn.ReLU()] + up
                c = out
            self.down.append(nn.Sequential(*down))
            self.up.insert(0, nn.Sequential(*up))
        self.classifier = nn.Conv2d(width, N_CLASS, 3, padding=1)

    def forward(self, x):
        h, places = x, []
        for layers in self.down:
            h = layers(h)
            size = h.shape[2:]
            h, indices = F.max_pool2d(h, 2, 2, ceil_mode=True, return_indices=True)
            places.append((indices, size))
        for layers in self.up:
            indices, size = places.pop()
            h = layers(F.max_unpool2d(h, indices, 2, 2, output_size=size))
        return self.classifier(h)


def squeeze(**where):
    return _adam(Squeeze, **where)


def squeeze_pooled(**where):
    return _adam(SqueezePooled, **where)


def segnet_basic(**where):
    return _momentum(SegNetBasic, **where)


def segnet(**where):
    return _momentum(SegNet, **where)


def _adam(network, device='cpu', size=QUARTER, width=96):
    model = network(width).to(device)
    optimizer = torch.optim.Adam(model.parameters(), LR, weight_decay=WEIGHT_DECAY)
    batch = pictures(QUARTERS, size)
    return step(model, optimizer, batch.x, batch.t, device=device)


def _momentum(network, device='cpu', size=WHOLE, width=64):
    model = network(width).to(device)
    optimizer = torch.optim.SGD(model.parameters(), LR, 0.9, weight_decay=recipes.WEIGHT_DECAY)
    return step(model, optimizer, *pictures(1, size), device=device)
