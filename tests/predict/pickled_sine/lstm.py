"""The network of the post of 2016-07-24 as a program of its time has it."""

import chainer
import chainer.functions as F
import chainer.links as L


class LSTM(chainer.Chain):
    def __init__(self, in_units=1, hidden_units=2, out_units=1, train=True):
        super(LSTM, self).__init__(
            l1=L.Linear(in_units, hidden_units),
            l2=L.LSTM(hidden_units, hidden_units),
            l3=L.Linear(hidden_units, out_units),
        )
        self.train = train

    def __call__(self, x, t):
        self.loss = F.mean_squared_error(self.predict(x), t)
        return self.loss

    def predict(self, x):
        return self.l3(self.l2(self.l1(x)))

    def reset_state(self):
        self.l2.reset_state()
