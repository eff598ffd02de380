"""The same epoch in PyTorch, its ``nn.LSTM`` reading the whole sequence in one call."""

import torch
from torch import nn

from benchmarks.sides.lstm_chainer import ALPHA, EPOCHS, HIDDEN_UNITS, blocks


class LSTM(nn.Module):
    def __init__(self):
        super(LSTM, self).__init__()
        self.l1 = nn.Linear(1, HIDDEN_UNITS)
        self.l2 = nn.LSTM(HIDDEN_UNITS, HIDDEN_UNITS, batch_first=True)
        self.l3 = nn.Linear(HIDDEN_UNITS, 1)

    def forward(self, x):
        return self.l3(self.l2(self.l1(x))[0])


def epoch(device='cpu'):
    model = LSTM().to(device)
    optimizer = torch.optim.Adam(model.parameters(), ALPHA)
    block = blocks()

    def work():
        for _ in range(EPOCHS):
            sequences = torch.from_numpy(block()).to(device)[:, :, None]
            optimizer.zero_grad()
            nn.functional.mse_loss(model(sequences[:, :-1]), sequences[:, 1:]).backward()
            optimizer.step()
        return EPOCHS

    return work
