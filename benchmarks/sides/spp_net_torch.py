"""The same network and step in PyTorch, whose adaptive pooling has the bins of the appendix."""

import torch
import torch.nn.functional as F
from torch import nn

from benchmarks.sides import segmentation_torch
from benchmarks.sides.spp_net_chainer import LR, N_CLASS, WEIGHT_DECAY, pictures
from models.parts.spatial_pyramid import POST, number


class SPPNet(nn.Module):
    def __init__(self):
        super(SPPNet, self).__init__()
        self.conv1 = nn.Conv2d(3, 96, 7, stride=2, padding=1)
        self.conv2 = nn.Conv2d(96, 256, 5, stride=2)
        self.conv3 = nn.Conv2d(256, 384, 3, padding=1)
        self.conv4 = nn.Conv2d(384, 384, 3, padding=1)
        self.conv5 = nn.Conv2d(384, 256, 3, padding=1)
        self.fc = nn.Sequential(
            nn.Linear(256 * number(POST), 4096),
            nn.ReLU(),
            nn.Dropout(0.5),
            nn.Linear(4096, 4096),
            nn.ReLU(),
            nn.Dropout(0.5),
            nn.Linear(4096, N_CLASS),
        )

    def forward(self, x):
        for conv in (self.conv1, self.conv2):
            h = F.relu(conv(x))
            root = torch.sqrt(1 + 5e-5 * F.avg_pool2d(h * h, 3, stride=1, padding=1))
            x = F.max_pool2d(h / (root * torch.sqrt(root)), 3, stride=2, ceil_mode=True)
        for conv in (self.conv3, self.conv4, self.conv5):
            x = F.relu(conv(x))
        levels = [torch.flatten(F.adaptive_max_pool2d(x, n), 1) for n in POST]
        return self.fc(torch.cat(levels, 1))


def step():
    model = SPPNet()
    optimizer = torch.optim.Adam(model.parameters(), LR, weight_decay=WEIGHT_DECAY)
    return segmentation_torch.step(model, optimizer, *pictures())
