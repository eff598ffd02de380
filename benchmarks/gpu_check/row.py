"""One line of the table."""

import collections

Row = collections.namedtuple('Row', 'what figure unit limit facts')
Row.__new__.__defaults__ = (None, None)
Row.__doc__ = """A measurement.

Attributes:
    what (str): What was measured.
    figure (float): The result.
    unit (str): Of the result.
    limit (float or None): The most it may be; None: told, not judged.
    facts (dict or None): What besides is kept in the JSON file.
"""


def holds(row):
    """Whether the figure keeps to its limit; NaN never does."""
    return row.limit is None or row.figure <= row.limit


def line(row):
    """The row as text."""
    text = '{:48s} {:>10.3g} {:12s}'.format(row.what, row.figure, row.unit)
    if row.limit is None:
        return text.rstrip()
    return text + ' at most {:<8.3g} {}'.format(row.limit, 'ok' if holds(row) else 'FAILED')
