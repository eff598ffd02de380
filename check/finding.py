"""What a check found: a verdict, the figures behind it, and what a person should conclude."""

import collections

RIGHT, LOOK, WRONG, UNKNOWN = 'right', 'look', 'wrong', 'not checked'

Finding = collections.namedtuple('Finding', 'question verdict figures words')
Finding.__doc__ = """The answer to one question.

Attributes:
    question (str): In a few words, the same for every script.
    verdict (str): ``RIGHT``; ``LOOK``: a person should; ``WRONG``; or ``UNKNOWN``: it can't be
        asked of this script, ``words`` say why.
    figures (dict): Numbers, strings or lists, for check.json.
    words (str): What follows.
"""


def unknown(question, why):
    """A question that this script can't be asked."""
    return Finding(question, UNKNOWN, {}, why)
