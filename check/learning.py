"""Can the network learn one batch by heart, and does it look at its input?"""

import chainer
import numpy

from check.finding import LOOK, RIGHT, WRONG, Finding, unknown

BY_HEART, CONSTANT = 'one batch by heart', 'a constant input'
# Examples of the batch.
FEW = 2


def check(session, steps):
    """Both questions, of the same batch: first as it is, then with every input the same.

    By Adam, whatever the script's own optimizer: here network and loss are asked, the rate has a
    question of its own.

    Returns:
        list of Finding: And the losses of both, step by step, in ``figures``.
    """
    arrays = session.batch(FEW)
    constant = _constant(arrays)
    real = _learn(session, arrays, steps)
    falls = real[-1] < 0.5 * real[0]
    figures = {'losses': real}
    said = 'from {:.3f} to {:.3f} in {} steps'.format(real[0], real[-1], steps)
    if falls:
        heart = Finding(BY_HEART, RIGHT, figures, said)
    elif real[-1] < 0.9 * real[0]:
        words = said + ': slowly; more --steps, or a finer network, would tell'
        heart = Finding(BY_HEART, LOOK, figures, words)
    else:
        words = said + ': not even {} examples: look for a fault before all else'.format(FEW)
        heart = Finding(BY_HEART, WRONG, figures, words)
    if constant is None:
        blind = unknown(CONSTANT, 'its inputs are no numbers that could be made constant')
        return [heart, blind]
    other = _learn(session, constant, steps)
    figures = {'losses': other, 'real': real[-1]}
    said = '{:.3f} with it, {:.3f} with the real one'.format(other[-1], real[-1])
    if real[-1] < 0.95 * other[-1]:
        blind = Finding(CONSTANT, RIGHT, figures, said)
    else:
        words = said + ': the input says nothing: does it reach the loss?'
        blind = Finding(CONSTANT, WRONG if falls else LOOK, figures, words)
    return [heart, blind]


def _constant(arrays):
    """The same batch with the first array's mean in the place of all its numbers."""
    first = arrays[0]
    if len(arrays) < 2 or first.dtype.kind != 'f':
        return None
    return (first * 0 + first.mean(),) + arrays[1:]


def _learn(session, arrays, steps):
    with session.kept():
        session.optimizer = chainer.optimizers.Adam(1e-3)
        session.optimizer.setup(session.model)
        losses = [session.step(arrays) for _ in range(steps)]
    return [float(loss) if numpy.isfinite(loss) else 1e30 for loss in losses]
