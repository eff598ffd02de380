"""Layers that come from a trained network, and learn at a rate of their own."""

from cli import kinds
from cli.errors import UserError
from models import weights
from train.parts.segmentation import copy


def add_option(p):
    """Add ``--copied-rate``, for :func:`slow_down`, beside ``--init-weights``."""
    p.add_argument(
        '--copied-rate', type=kinds.share, default=1, metavar='FACTOR',
        help='of the rate, for the layers that --init-weights fills; 0: they stay as they are',
    )  # fmt: skip


def check(args):
    """Refuse a rate of layers that nothing is copied into.

    Raises:
        UserError: There are no ``--init-weights``.
    """
    if args.copied_rate != 1 and not args.init_weights:
        raise UserError(
            '--copied-rate {:g}: is of layers that --init-weights fills: give that, or leave this '
            'out'.format(args.copied_rate)
        )


def fill(path, model):
    """Copy what fits out of a weights file into a network of the same width.

    Args:
        path (str): Of the weights.
        model (~chainer.Link): With ``width``.

    Returns:
        tuple: The trained network, and the parameters of ``model`` that were copied, a list.

    Raises:
        UserError: It is of another width, or fits nowhere.
    """
    trained = weights.load_trained(path)
    return trained, copied(path, trained, model)


def copied(path, trained, model):
    """The same of a network that was loaded from ``path``: the parameters, a list."""
    if trained.width != model.width:
        raise UserError(
            '{}: a {} of width {}, which fits none of width {}: give its --width'.format(
                path, type(trained).__name__, trained.width, model.width
            )
        )
    parameters = dict(model.namedparams())
    return [parameters[name] for name in copy(path, trained, model)]


def all_of(links, parameters):
    """Whether every parameter of some links is one of those that were copied."""
    known = {id(parameter) for parameter in parameters}
    return all(id(own) in known for link in links for own in link.params())


def slow_down(parameters, factor):
    """Let parameters that Adam is set up with learn at ``factor`` of the rate that all share."""
    for parameter in parameters:
        # Adam's own factor of a parameter's step.
        parameter.update_rule.hyperparam.eta = factor
