"""The same network and step in PyTorch."""

import torch
import torch.nn.functional as F
from torch import nn

from benchmarks.sides.yolo_chainer import LR, N_CLASS, WEIGHT_DECAY, batch
from models.parts.detection import COORD, NOOBJ
from models.parts.grid import B, S

FILTERS = (16, 32, 64, 128, 256, 512, 1024, 1024, 1024)


class FastYOLO(nn.Module):
    def __init__(self):
        super().__init__()
        pairs = zip((3,) + FILTERS, FILTERS)
        self.convolutions = nn.ModuleList([nn.Conv2d(a, b, 3, padding=1) for a, b in pairs])
        self.fc10 = nn.Linear(S * S * FILTERS[-1], 256)
        self.fc11 = nn.Linear(256, 4096)
        self.fc12 = nn.Linear(4096, S * S * (5 * B + N_CLASS))

    def forward(self, x):
        h = x / 60
        for number, convolution in enumerate(self.convolutions):
            h = F.leaky_relu(convolution(h), 0.1)
            if number < 6:
                h = F.max_pool2d(h, 2)
        h = F.leaky_relu(self.fc11(self.fc10(h.flatten(1))), 0.1)
        return self.fc12(F.dropout(h, 0.5)).view(-1, S, S, 5 * B + N_CLASS)


def step():
    model = FastYOLO()
    optimizer = torch.optim.Adam(model.parameters(), LR, weight_decay=WEIGHT_DECAY)
    x, told, classes = [torch.from_numpy(array) for array in batch()]

    def work():
        optimizer.zero_grad()
        _loss(model(x), told, classes).backward()
        optimizer.step()
        return 1

    return work


def _loss(cells, told, classes):
    """As :meth:`models.parts.detection.Detection.loss_of`, for objects that boxes overlap."""
    is_object = (classes >= 0).unsqueeze(-1)
    each = cells.detach()[..., : 5 * B].view(classes.shape + (B, 5))[..., :4]
    ious = _overlap(_corners(each), _corners(told.unsqueeze(-2)))
    responsible = F.one_hot(ious.argmax(-1), B).bool() & is_object
    target, weight = torch.zeros_like(cells), torch.zeros_like(cells)
    for i in range(B):
        of_box = responsible[..., i : i + 1].float()
        target[..., 5 * i : 5 * i + 4] = told
        weight[..., 5 * i : 5 * i + 4] = COORD * of_box
        target[..., 5 * i + 4 : 5 * i + 5] = of_box * ious[..., i : i + 1]
        weight[..., 5 * i + 4 : 5 * i + 5] = NOOBJ + (1 - NOOBJ) * of_box
    target[..., 5 * B :] = torch.arange(N_CLASS) == classes.unsqueeze(-1)
    weight[..., 5 * B :] = is_object.float()
    return (weight * (cells - target) ** 2).sum() / len(cells)


def _corners(told):
    place = torch.arange(S, dtype=told.dtype)
    x = (told[..., 0] + place[:, None]) / S
    y = (told[..., 1] + place[:, None, None]) / S
    w, h = told[..., 2] ** 2, told[..., 3] ** 2
    return torch.stack([y - h / 2, x - w / 2, y + h / 2, x + w / 2], -1)


def _overlap(a, b):
    sides = torch.minimum(a[..., 2:], b[..., 2:]) - torch.maximum(a[..., :2], b[..., :2])
    both = sides.clamp(min=0).prod(-1)
    areas = [(boxes[..., 2:] - boxes[..., :2]).prod(-1) for boxes in (a, b)]
    return both / (areas[0] + areas[1] - both).clamp(min=1e-9)
