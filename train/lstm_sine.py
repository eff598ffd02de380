"""Train an LSTM on a sine wave as in the post of 2016-07-24.

One epoch is one block of sequences, as the post has it, and one update: the
network reads the sequences from left to right and is to name each next value.
The loss is logged every ten epochs. The post reports about 27 minutes, a loss
that falls with the number of hidden units, and little gain past three.

Of the post's own program a public copy of 2017 is left, which names the post. What
the post does not print is as there: all parameters drawn from uniform(-.1, .1), the
forget gates' biases too, in the order in which Chainer 1 has them; the sum of the loss
over the steps; Adam with its defaults; 4000 blocks. With seed 0 and five units this
is the copy's curve (Chainer 1.24 beside it: tests/chainer_compat/v1/real/sine_1.24.0.txt).
--start chainer7 is the post's network as Chainer 7 starts it.
"""

import argparse

import chainer
import chainer.functions as F
import numpy
from chainer.dataset import Iterator
from chainer.training import StandardUpdater, Trainer, extensions

from chainer_accel.sequences import lstm as accelerated
from cli import errors, kinds, options, several
from data.sine import Sine
from models.lstm import LSTM
from models.parts import lstm_sequence
from train.parts import loop, together

# The post's constants, by its names. It gives these values ...
IN_UNITS = 1
HIDDEN_UNITS = 2  # and 3, 4, 5: --hidden-units
OUT_UNITS = 1
DISPLAY_EPOCH = 10
STEPS_PER_CYCLE = 50
NUMBER_OF_CYCLES = 100
# ... but not these, which are the copy's. What depends on them: results/lstm_sine/README.md.
MINI_BATCH_SIZE = 100
LENGTH_OF_SEQUENCE = 100
TRAINING_EPOCHS = 4000
ALPHA = 1e-3  # Adam's, Chainer's default
BOUND = 0.1  # of the parameters at the start
# What Chainer 7 starts the forget gates' biases at. Chainer 1, of the post's time, had 0.
FORGET_BIAS = 1.0

OPTIMIZERS = {'adam': chainer.optimizers.Adam, 'sgd': chainer.optimizers.SGD}

# Snapshots, and loss.png, whose drawing takes as long as a hundred epochs: every tenth of a run.
SNAPSHOT_EPOCH = 100  # or less often
# However many lines the log has before the first one, a run that is stopped there loses nothing.
LOGGED = float('inf')


def start_as_the_post(model):
    """Draw all parameters from uniform(-.1, .1), in the order in which Chainer 1 has them.

    That is the order in which they were made; Chainer 7 sorts them by name.

    Args:
        model (~models.lstm.LSTM): Network on the CPU.
    """
    upward, lateral = model.l2.upward, model.l2.lateral
    for parameter in (
        model.l1.W, model.l1.b, upward.W, upward.b, lateral.W, model.l3.W, model.l3.b,
    ):  # fmt: skip
        parameter.array[...] = numpy.random.uniform(-BOUND, BOUND, parameter.shape)


def start_as_chainer7(model, forget_bias):
    """Leave Chainer 7's initial values, but for the forget gates' biases."""
    # The gates' order in L.LSTM: candidate, input, forget, output, for each unit.
    model.l2.upward.b.array[2::4] = forget_bias


class Blocks(Iterator):
    """Endless blocks of sequences, float32 (mini_batch_size, length_of_sequence); one an epoch.

    Of several processes each gets its own.
    """

    is_new_epoch = True

    def __init__(self, sine, mini_batch_size, length_of_sequence):
        self._sine = sine
        self._data = sine.make()
        self._shape = mini_batch_size, length_of_sequence
        self.epoch = 0

    @property
    def epoch_detail(self):
        return float(self.epoch)

    def __next__(self):
        self.epoch += 1
        number, length = self._shape
        comm = several.comm()
        block = together.from_first(
            lambda: self._sine.make_mini_batch(self._data, number * comm.size, length)
        )
        return block[comm.rank :: comm.size]

    def serialize(self, serializer):
        # The places of the next sequences are in the generator's state (train.parts.random_state).
        self.epoch = serializer('epoch', self.epoch)


def compute_loss(model, sequences):
    """Squared error over a block, read from left to right from a zero state.

    Args:
        model (~models.lstm.LSTM): Network.
        sequences: float32 (N, length); every value but the first is predicted
            from those before it.

    Returns:
        ~chainer.Variable: Mean over the sequences, sum over the ``length - 1`` steps, a float32
        scalar. What is reported, as the post prints it, is the mean over the steps too.
    """
    steps = sequences.shape[1] - 1
    model.reset_state()
    loss = 0
    for i in range(steps):
        loss += model(sequences[:, i : i + 1], sequences[:, i + 1 : i + 2])
    chainer.report({'loss': loss / steps}, model)
    return loss


def compute_loss_at_once(model, sequences):
    """The same, all steps in one call: the same loss and gradients up to float rounding."""
    values = sequences.T[:, :, None]
    predicted = lstm_sequence.predict(model, values[:-1], accelerated.loops)
    loss = F.mean_squared_error(predicted, values[1:])
    chainer.report({'loss': loss}, model)
    return loss * (sequences.shape[1] - 1)


@chainer.dataset.converter()
def to_device(block, device):
    """Converter: a block as it is, on ``device``."""
    return device.send(block)


def logarithmic(figure, axes, summary):
    """The post draws the logarithm of the loss."""
    axes.set_yscale('log')


def main():
    p = options.parser(__doc__)
    options.add_training(p, TRAINING_EPOCHS, MINI_BATCH_SIZE, out='runs/lstm_sine')
    p.add_argument('--hidden-units', type=kinds.units, default=HIDDEN_UNITS, help='LSTM units')
    p.add_argument(
        '--length', type=kinds.positive, default=LENGTH_OF_SEQUENCE, help='values a sequence'
    )
    p.add_argument('--optimizer', choices=sorted(OPTIMIZERS), default='adam')
    p.add_argument('--lr', type=kinds.rate, default=ALPHA, help="Adam's alpha, SGD's lr")
    p.add_argument(
        '--start', choices=['post', 'chainer7'], default='post',
        help='all parameters drawn as in the copy of the post, or as Chainer 7 has them',
    )  # fmt: skip
    p.add_argument(
        '--forget-bias', type=kinds.bias, default=argparse.SUPPRESS,
        help="of --start chainer7: {:g} if not given; Chainer 1's is 0".format(FORGET_BIAS),
    )  # fmt: skip
    p.add_argument(
        '--step-by-step', action='store_true', help="the post's own loop, slow: a call a step"
    )
    args = p.parse_args()
    steps = STEPS_PER_CYCLE * NUMBER_OF_CYCLES
    if not 2 <= args.length <= steps:
        raise errors.UserError(
            '--length {}: must be 2 (one to read, one to predict) to {} (the whole wave)'.format(
                args.length, steps
            )
        )
    if args.start == 'post' and hasattr(args, 'forget_bias'):
        raise errors.UserError(
            '--forget-bias belongs to --start chainer7: --start post draws these biases too'
        )
    if args.start == 'chainer7':
        args.forget_bias = getattr(args, 'forget_bias', FORGET_BIAS)
    device = loop.begin(args, LOGGED)

    sine = Sine(STEPS_PER_CYCLE, NUMBER_OF_CYCLES)
    blocks = Blocks(sine, args.batchsize, args.length)

    model = LSTM(IN_UNITS, args.hidden_units, OUT_UNITS)
    if args.start == 'post':
        start_as_the_post(model)
    else:
        start_as_chainer7(model, args.forget_bias)
    model.to_device(device)

    optimizer = OPTIMIZERS[args.optimizer](args.lr)
    optimizer.setup(model)

    loss_func = compute_loss if args.step_by_step else compute_loss_at_once
    updater = StandardUpdater(
        blocks, together.optimizer(optimizer), to_device, device,
        loss_func=lambda s: loss_func(model, s),
    )  # fmt: skip
    trainer = Trainer(updater, (args.epoch, 'epoch'), out=args.out)
    seldom = max(SNAPSHOT_EPOCH, args.epoch // 10), 'epoch'
    together.extend_first(
        trainer,
        extensions.PlotReport(['main/loss'], 'epoch', seldom, logarithmic, filename='loss.png'),
    )
    loop.run(
        args, trainer, model, dict(model='lstm', hidden_units=args.hidden_units), ['main/loss'],
        (DISPLAY_EPOCH, 'epoch'), seldom, logged=LOGGED,
    )  # fmt: skip


if __name__ == '__main__':
    errors.run(main)
