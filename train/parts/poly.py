"""A learning rate that falls to zero by a power of the epochs that are left."""

from chainer.training.extensions import PolynomialShift

from cli import kinds


def add_option(p):
    """Add ``--poly``, for :func:`extensions`."""
    p.add_argument(
        '--poly', type=kinds.power, default=0,
        help='power by which the learning rate falls to zero over all epochs; 0: it stays',
    )  # fmt: skip


def extensions(args, optimizer, attribute):
    """Extensions, to be called after every epoch: none, or Chainer's that lowers the rate.

    Args:
        args (argparse.Namespace): ``poly`` and ``epoch``.
        optimizer (~chainer.Optimizer): Whose rate.
        attribute (str): What the rate is called: ``lr``, Adam's ``alpha``.
    """
    if not args.poly:
        return []
    rate = getattr(optimizer, attribute)
    return [PolynomialShift(attribute, args.poly, args.epoch, init=rate, optimizer=optimizer)]


def facts(args):
    """For ``args.json``: how long the rate takes to fall, which a continued run can't change."""
    return {'epoch': args.epoch} if args.poly else {}
