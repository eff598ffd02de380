"""Which learning rates can be borne: a sweep, and where the script's own rate lies in it."""

import math
import os

import numpy

from check.finding import LOOK, RIGHT, WRONG, Finding, unknown
from cli import files
from cli.plots import plt

QUESTION = 'learning rate'
PICTURE = 'rate.png'
# From a thousandth of the script's own rate to a thousand times it.
_SPAN = 3


def check(session, out, steps):
    """One update at each of ``steps`` rates, the weights put back afterwards.

    After Smith, "Cyclical Learning Rates for Training Neural Networks" (WACV 2017), section 3.3.
    Draws :data:`PICTURE`.
    """
    name = next((n for n in ('alpha', 'lr') if n in vars(session.optimizer.hyperparam)), None)
    if name is None:
        return unknown(QUESTION, 'its optimizer has neither lr nor alpha')
    own = getattr(session.optimizer, name)
    rates = own * numpy.logspace(-_SPAN, _SPAN, steps)
    losses = _sweep(session, name, own, rates)
    largest = _diverges(rates, losses)
    _draw(os.path.join(out, PICTURE), rates[: len(losses)], losses, own)
    figures = {'own': own, 'diverges': largest, 'rates': rates.tolist(), 'losses': losses}
    if largest is None:
        words = 'the loss bears {:g} to {:g}; the script has {:g}'.format(rates[0], rates[-1], own)
        return Finding(QUESTION, RIGHT, figures, words)
    said = 'the script has {:g}, the loss rises from {:g} on'.format(own, largest)
    if own >= largest:
        return Finding(QUESTION, WRONG, figures, said + ': take a smaller --lr')
    if own < largest / 2000:
        return Finding(QUESTION, LOOK, figures, said + ': a larger one would be quicker')
    return Finding(QUESTION, RIGHT, figures, said)


def _sweep(session, name, own, rates):
    losses = []
    count = min(session.batchsize or 8, 32)
    with session.kept():
        for i, rate in enumerate(rates):
            _set(session, name, rate / own)
            with numpy.errstate(all='ignore'):
                loss = session.step(session.batch(count, start=i % 5))
            _set(session, name, own / rate)
            if not math.isfinite(loss):
                break
            losses.append(loss)
    return losses


def _set(session, name, factor):
    """All rates times ``factor``: the optimizer's, and those that single parameters have."""
    holders = [session.optimizer.hyperparam]
    holders += [p.update_rule.hyperparam for p in session.model.params()]
    for holder in holders:
        if name in vars(holder):
            setattr(holder, name, getattr(holder, name) * factor)


def _diverges(rates, losses):
    """The first rate at which the loss is twice what it began with, or no number; None if none."""
    limit = 2 * max(abs(loss) for loss in losses[: max(1, len(losses) // 8)]) if losses else 0
    for rate, loss in zip(rates, losses):
        if loss > limit:
            return float(rate)
    return float(rates[len(losses)]) if len(losses) < len(rates) else None


def _draw(path, rates, losses, own):
    figure, axes = plt.subplots(figsize=(5, 3.2))
    axes.plot(rates, losses)
    axes.axvline(own, color='grey', linestyle=':')
    axes.set(xscale='log', yscale='log', xlabel="learning rate (dotted: the script's)")
    # What follows is the same at any height: it diverges.
    axes.set_ylim(top=min(10 * losses[0], 1.2 * max(losses)))
    axes.set_ylabel('loss before the step')
    figure.tight_layout()
    with files.replacing(path) as temporary:
        figure.savefig(temporary)
    plt.close(figure)
