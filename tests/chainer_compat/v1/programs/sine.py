"""An LSTM on a sine wave in Chainer 1's way: a hidden layer of 5, every parameter from one seed.

    python sine.py 150 >../real/sine_1.24.0.txt

printed the stored losses on Python 3.7. The order in which the parameters are filled decides.
"""

import random
import sys

import chainer
import chainer.functions as F
import chainer.links as L
import numpy as np
from chainer import Variable, optimizers

BLOCKS = int(sys.argv[1])
STEPS_PER_CYCLE, CYCLES = 50, 100
NUMBER, LENGTH = 100, 100
DISPLAY = 10

random.seed(0)
np.random.seed(0)


class LSTM(chainer.Chain):
    def __init__(self, in_units, hidden_units, out_units):
        super(LSTM, self).__init__(
            l1=L.Linear(in_units, hidden_units),
            l2=L.LSTM(hidden_units, hidden_units),
            l3=L.Linear(hidden_units, out_units),
        )

    def __call__(self, x, t, train=True):
        x = Variable(x, volatile=not train)
        t = Variable(t, volatile=not train)
        return F.mean_squared_error(self.l3(self.l2(self.l1(x))), t)

    def reset_state(self):
        self.l2.reset_state()


wave = np.array(
    [np.sin(2 * np.pi * (i % STEPS_PER_CYCLE) / STEPS_PER_CYCLE)
     for i in range(STEPS_PER_CYCLE * CYCLES)]
).astype(np.float32)  # fmt: skip

model = LSTM(1, 5, 1)
for param in model.params():
    param.data[:] = np.random.uniform(-0.1, 0.1, param.data.shape)
optimizer = optimizers.Adam()
optimizer.setup(model)

# Counted from 0, and nothing is printed of the first.
for block in range(BLOCKS + 1):
    starts = [random.randint(0, len(wave) - LENGTH) for _ in range(NUMBER)]
    sequences = np.array([wave[start : start + LENGTH] for start in starts])
    model.reset_state()
    loss = 0
    for i in range(LENGTH - 1):
        loss += model(sequences[:, i : i + 1], sequences[:, i + 1 : i + 2])
    model.zerograds()
    loss.backward()
    loss.unchain_backward()
    optimizer.update()
    if block != 0 and block % DISPLAY == 0:
        print(block, '%.6f' % (loss.data / (LENGTH - 1)))

# A test builds no graph.
model.reset_state()
test = model(sequences[:, :1], sequences[:, 1:2], train=False)
print('test', '%.6f' % test.data, test.creator)
