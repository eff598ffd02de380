import random

import numpy as np
import pytest

from cli.errors import UserError
from data.sine import Sine


def test_wave():
    wave = Sine(50, 100).make()
    assert wave.shape == (5000,) and wave.dtype == np.float32
    expected = np.sin(2 * np.pi * np.arange(5000) / 50)
    np.testing.assert_allclose(wave, expected, atol=1e-6)
    # The last cycle is the first one, bit for bit.
    np.testing.assert_array_equal(wave[-50:], wave[:50])


def test_four_steps_a_cycle_by_hand():
    np.testing.assert_allclose(Sine(4, 2).make(), [0, 1, 0, -1, 0, 1, 0, -1], atol=1e-7)


def test_mini_batch_holds_pieces_of_the_data():
    data = np.arange(30, dtype=np.float32)
    batch = Sine(10, 3).make_mini_batch(data, mini_batch_size=8, length_of_sequence=5)
    assert batch.shape == (8, 5) and batch.dtype == np.float32
    np.testing.assert_array_equal(batch - batch[:, :1], np.tile(np.arange(5), (8, 1)))
    assert len(set(batch[:, 0])) > 1


def test_every_place_is_drawn_the_last_too():
    random.seed(0)
    batch = Sine.make_mini_batch(np.arange(6), mini_batch_size=200, length_of_sequence=3)
    assert set(batch[:, 0]) == {0, 1, 2, 3}


def test_same_seed_same_places():
    wave = Sine(50, 2).make()
    batches = []
    for seed in (1, 1, 2):
        random.seed(seed)
        batches.append(Sine.make_mini_batch(wave, 10, 20))
    np.testing.assert_array_equal(batches[0], batches[1])
    assert (batches[0] != batches[2]).any()


def test_sequence_as_long_as_the_wave_is_the_wave():
    wave = Sine(5, 2).make()
    np.testing.assert_array_equal(Sine.make_mini_batch(wave, 2, 10), [wave, wave])


def test_longer_sequence_than_wave():
    with pytest.raises(UserError, match='11 values is longer than the whole wave of 10'):
        Sine.make_mini_batch(Sine(5, 2).make(), 2, 11)
