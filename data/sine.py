"""A sine wave cut into sequences.

Post: "LSTM: predicting a sine wave, in Chainer" (2016-07-24), make_data.py.
"""

import random

import numpy as np

from cli.errors import UserError


class Sine(object):
    """Makes the wave and the blocks an LSTM learns from.

    Args:
        steps_per_cycle (int): Values a cycle; the post has 50.
        number_of_cycles (int): Cycles; the post has 100.
    """

    def __init__(self, steps_per_cycle, number_of_cycles):
        self.steps_per_cycle = steps_per_cycle
        self.number_of_cycles = number_of_cycles

    def make(self):
        """The whole wave, float32 of shape (steps_per_cycle * number_of_cycles,), from 0 up."""
        steps = np.arange(self.steps_per_cycle * self.number_of_cycles)
        # By the step within its cycle: the hundredth cycle is then equal to the first.
        phase = 2 * np.pi * (steps % self.steps_per_cycle) / self.steps_per_cycle
        return np.sin(phase).astype(np.float32)

    @staticmethod
    def make_mini_batch(data, mini_batch_size, length_of_sequence):
        """Cut sequences out of ``data``, each from a place of its own.

        The places are drawn from Python's global generator, as in the public copy of the post's
        program, every one that leaves room for a whole sequence as likely as the others.

        Args:
            data: Array of shape (n,).
            mini_batch_size (int): Number of sequences.
            length_of_sequence (int): Values in each.

        Returns:
            Array of shape (mini_batch_size, length_of_sequence), ``data``'s dtype.

        Raises:
            UserError: ``data`` is shorter than one sequence.
        """
        room = len(data) - length_of_sequence + 1
        if room < 1:
            raise UserError(
                'a sequence of {} values is longer than the whole wave of {}: '
                'choose a shorter one'.format(length_of_sequence, len(data))
            )
        starts = np.array([random.randint(0, room - 1) for _ in range(mini_batch_size)])
        return data[starts[:, None] + np.arange(length_of_sequence)]
