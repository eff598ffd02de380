"""An epoch of the LSTM post: one block of sequences, one update."""

import chainer

from data.sine import Sine
from models.lstm import LSTM
from train.lstm_sine import (
    ALPHA,
    LENGTH_OF_SEQUENCE,
    MINI_BATCH_SIZE,
    NUMBER_OF_CYCLES,
    STEPS_PER_CYCLE,
    compute_loss_at_once,
)

# The largest of the post's.
HIDDEN_UNITS = 5
# At a time: one alone is shorter than a busy machine's scheduler takes notice of.
EPOCHS = 50


def blocks():
    """A function that gives a new block of sequences (batch, length) float32."""
    sine = Sine(STEPS_PER_CYCLE, NUMBER_OF_CYCLES)
    data = sine.make()
    return lambda: sine.make_mini_batch(data, MINI_BATCH_SIZE, LENGTH_OF_SEQUENCE)


def epoch(device='@numpy'):
    device = chainer.get_device(device)
    device.use()
    model = LSTM(1, HIDDEN_UNITS, 1)
    model.to_device(device)
    optimizer = chainer.optimizers.Adam(ALPHA).setup(model)
    block = blocks()

    def work():
        for _ in range(EPOCHS):
            optimizer.update(compute_loss_at_once, model, device.send(block()))
        return EPOCHS

    return work
