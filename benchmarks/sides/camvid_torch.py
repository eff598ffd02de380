"""The same networks and steps in PyTorch."""

import torch
import torch.nn.functional as F
from torch import nn

from benchmarks.sides.camvid_chainer import LR, N_CLASS, segnet_batch, squeeze_batch
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
    def __init__(self):
        super(Squeeze, self).__init__()
        self.conv1 = nn.Conv2d(3, 96, 7, stride=2, padding=3)
        self.fire2to4 = nn.Sequential(Fire(96, 16, 64), Fire(128, 16, 64), Fire(128, 16, 128))
        self.fire5to9 = nn.Sequential(
            Fire(256, 32, 128),
            Fire(256, 48, 192),
            Fire(384, 48, 192),
            Fire(384, 64, 256),
            Fire(512, 64, 256, dilation=2),
        )
        self.score1, self.score4, self.score9 = [nn.Conv2d(c, N_CLASS, 1) for c in (96, 256, 512)]
        self.add_layer = nn.Conv2d(3 * N_CLASS, N_CLASS, 1)
        self.up4, self.up9 = [
            nn.ConvTranspose2d(N_CLASS, N_CLASS, 4, stride=2, padding=1) for _ in range(2)
        ]
        self.final = nn.ConvTranspose2d(N_CLASS, N_CLASS, 16, stride=4, padding=6)

    def forward(self, x):
        h = F.max_pool2d(F.elu(self.conv1(x)), 3, 2, ceil_mode=True)
        score1 = self.score1(h)
        h = F.max_pool2d(self.fire2to4(h), 3, 2, ceil_mode=True)
        score4 = self.up4(self.score4(h))
        score9 = self.up9(self.score9(self.fire5to9(h)))
        return self.final(self.add_layer(torch.cat([score1, score4, score9], 1)))


class SegNetBasic(nn.Module):
    def __init__(self):
        super(SegNetBasic, self).__init__()
        self.down = nn.ModuleList([_normalized(3 if i == 0 else 64) for i in range(4)])
        self.up = nn.ModuleList([_normalized(64) for _ in range(4)])
        self.classifier = nn.Conv2d(64, N_CLASS, 1)

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


def _normalized(c):
    return nn.Sequential(nn.Conv2d(c, 64, 7, padding=3, bias=False), nn.BatchNorm2d(64))


def step(model, optimizer, batch, weight=None):
    x, t = torch.from_numpy(batch.x), torch.from_numpy(batch.t).long()

    def step():
        optimizer.zero_grad()
        F.cross_entropy(model(x), t, weight, ignore_index=-1).backward()
        optimizer.step()
        return 1

    return step


def squeeze():
    model = Squeeze()
    optimizer = torch.optim.Adam(model.parameters(), LR, weight_decay=WEIGHT_DECAY)
    return step(model, optimizer, squeeze_batch())


def segnet_basic():
    model = SegNetBasic()
    optimizer = torch.optim.SGD(model.parameters(), LR, 0.9, weight_decay=recipes.WEIGHT_DECAY)
    batch = segnet_batch()
    return step(model, optimizer, batch, torch.from_numpy(batch.weight))
