"""What the sine post (2016-07-24) claims, held against runs.

The post's curves were pictures; its words are what is left to compare with.
"""

import math

import numpy as np

STEPS_PER_CYCLE = 50  # the post's
NEAR = 10  # distances that count as near, and as far at the other end


def floor(length):
    """Least mean loss of a block, whatever the network.

    The first value of a sequence does not tell whether the wave rises or
    falls. The best guess of the second is then off by cos(phase) * sin(step),
    half of whose square's maximum is left on average; all later values follow
    from the two before them without error.

    Args:
        length (int): Values in a sequence.
    """
    return 0.5 * math.sin(2 * math.pi / STEPS_PER_CYCLE) ** 2 / (length - 1)


def rmse(runs, case):
    """Error by distance of case number ``case``: the median of the runs, (predicted,)."""
    return np.median([run['cases'][case]['rmse'] for run in runs], axis=0)


def statements(grouped):
    """Rows (the post's statement, the figures here, yes or no).

    Args:
        grouped: Mapping of label to runs of one number of hidden units, fewest
            first; medians over the seeds are compared.
    """
    units = [runs[0]['options']['hidden_units'] for runs in grouped.values()]
    loss = [np.median([math.log10(run['final']) for run in runs]) for runs in grouped.values()]
    rows = []
    if len(units) > 1:
        rows.append(_falling('more hidden units, less loss', units, loss, 'log10 loss', '.2f'))
    if 2 in units and 3 in units and units[-1] > 3:
        first = loss[units.index(2)] - loss[units.index(3)]
        rest = loss[units.index(3)] - loss[-1]
        rows.append((
            'little gain past 3 units',
            'log10 loss falls by {:.2f} from 2 to 3, by {:.2f} from 3 to {}'.format(
                first, rest, units[-1]),
            _yes(rest < first),
        ))  # fmt: skip
    for i, case in enumerate(next(iter(grouped.values()))[0]['cases']):
        name = '({given} given, {predicted} predicted)'.format(**case)
        errors = [rmse(runs, i) for runs in grouped.values()]
        if len(units) > 1:
            rows.append(_falling(
                'more hidden units, better prediction ' + name, units,
                [np.sqrt((e**2).mean()) for e in errors], 'RMSE over all distances', '.3f',
            ))  # fmt: skip
        near = [e[:NEAR].mean() for e in errors]
        far = [e[-NEAR:].mean() for e in errors]
        rows.append((
            'worse with distance, for every size ' + name,
            'RMSE of the {} nearest and farthest: {}'.format(NEAR, ', '.join(
                '{}: {:.3f}, {:.3f}'.format(*values) for values in zip(units, near, far))),
            _yes(all(n < f for n, f in zip(near, far))),
        ))  # fmt: skip
    return rows


def _falling(statement, units, values, what, form):
    figures = ', '.join('{}: {:{}}'.format(u, v, form) for u, v in zip(units, values))
    falls = all(b < a for a, b in zip(values, values[1:]))
    return statement, '{}: {}'.format(what, figures), _yes(falls)


def _yes(held):
    return 'yes' if held else 'no'
