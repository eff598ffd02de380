"""``random`` of Python 2: which integers a seed gives to ``shuffle``, ``choice``, ``randint``.

Python 2 multiplied a number between 0 and 1, Python 3 draws bits: one seed gives other integers.
``random``, ``uniform``, ``gauss`` and their like are what they were. The functions draw from
Python's own generator, whoever has seeded it.
"""

import functools
import math
import random as today
from random import *  # noqa: F403


def _below(self, n):
    return int(self.random() * n)


class Random(today.Random):
    """Python's generator with Python 2's integers."""

    def randrange(self, start, stop=None, step=1):
        """One of ``range(start, stop, step)``."""
        numbers = range(int(start)) if stop is None else range(int(start), int(stop), int(step))
        if not numbers:
            raise ValueError('empty range for randrange()')
        return numbers[_below(self, len(numbers))]

    def randint(self, a, b):
        """A number from a to b, both included."""
        return Random.randrange(self, a, b + 1)

    def choice(self, seq):
        """One element."""
        return seq[_below(self, len(seq))]

    def shuffle(self, x, random=None):
        """Put the elements into another order, in place."""
        random = random or self.random
        for i in range(len(x) - 1, 0, -1):
            j = int(random() * (i + 1))
            x[i], x[j] = x[j], x[i]

    def sample(self, population, k):
        """A list of k different elements."""
        values = list(population)
        n = len(values)
        if not 0 <= k <= n:
            raise ValueError('sample larger than population')
        # How many places are remembered rather than a list of all kept.
        few = 21 + (4 ** math.ceil(math.log(k * 3, 4)) if k > 5 else 0)
        found = []
        if n <= few or hasattr(population, 'keys'):
            for left in range(n, n - k, -1):
                j = _below(self, left)
                found.append(values[j])
                values[j] = values[left - 1]
            return found
        if not hasattr(population, '__getitem__'):
            _below(self, n)  # in vain: that it is a set was found out by asking it
        seen = set()
        while len(found) < k:
            j = _below(self, n)
            if j not in seen:
                seen.add(j)
                found.append(values[j])
        return found


randrange, randint, choice, shuffle, sample = (
    functools.partial(vars(Random)[name], today._inst)
    for name in ('randrange', 'randint', 'choice', 'shuffle', 'sample')
)
