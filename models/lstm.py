"""LSTM: a network that reads one real number at a time and guesses the next.

Post: "LSTM: predicting a sine wave, in Chainer" (2016-07-24). One linear layer,
the hidden layer of LSTM units, one linear layer; the loss is the squared error.
The post names the constructor's arguments and their defaults. With 1 unit in,
1 out and H hidden units there are 8 H^2 + 7 H + 1 parameters: 47, 94, 157 and
236 for the post's H of 2, 3, 4 and 5.
"""

import chainer
import chainer.functions as F
import chainer.links as L


class LSTM(chainer.Chain):
    """Recurrent predictor; its state lasts from one call to the next.

    Args:
        in_units (int): Units of the input layer.
        hidden_units (int): LSTM units of the hidden layer.
        out_units (int): Units of the output layer.
    """

    def __init__(self, in_units=1, hidden_units=2, out_units=1):
        super(LSTM, self).__init__()
        with self.init_scope():
            self.l1 = L.Linear(in_units, hidden_units)
            self.l2 = L.LSTM(hidden_units, hidden_units)
            self.l3 = L.Linear(hidden_units, out_units)

    def __call__(self, x, t):
        """Squared error of the next values.

        Args:
            x: float32 (N, in_units), the values of one step.
            t: float32 (N, out_units), those of the step after it.

        Returns:
            ~chainer.Variable: Mean over batch and units, a float32 scalar.
        """
        return F.mean_squared_error(self.predict(x), t)

    def predict(self, x):
        """Next values (N, out_units) after ``x`` (N, in_units) and all since the reset."""
        return self.l3(self.l2(self.l1(x)))

    def reset_state(self):
        """Forget everything read so far: hidden state and cell are zero."""
        self.l2.reset_state()
