"""Which of two is more often right on the same things, and how sure that is."""

import math


def difference(ones, others):
    """Mean of the differences, and the interval of 95 % around it.

    Args:
        ones, others: How right each was on a thing, 0 to 1, in the same order; some tens of them,
            since the interval is that of a normal distribution.

    Returns:
        tuple: Mean, lower and upper end. The interval is over the things: as wide as it would be
        for others of their kind, with what answered them kept as it is.
    """
    differences = [one - other for one, other in zip(ones, others)]
    n = len(differences)
    mean = sum(differences) / n
    spread = math.sqrt(sum((d - mean) ** 2 for d in differences) / max(1, n - 1))
    half = 1.96 * spread / math.sqrt(n)
    return mean, mean - half, mean + half


def told(found):
    """A difference as text, in points of per cent: ``+1.5 (0.2 to 2.8)``."""
    return '{:+.1f} ({:.1f} to {:.1f})'.format(*[100 * value + 0.0 for value in found])


def decided(found):
    """What an interval says of the first of two: more often right, less often, or nothing."""
    _, low, high = found
    return 'yes' if low > 0 else 'the other way' if high < 0 else 'not decided'
