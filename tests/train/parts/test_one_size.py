"""Batches of pictures of any size."""

import chainer
import numpy
import pytest

from cli.errors import UserError
from train.parts.pictures import one_size

CPU = chainer.get_device('@numpy')


def example(height, width, value):
    return numpy.full((3, height, width), value, 'f'), numpy.full((height, width), value, 'i')


def test_squares():
    x, t = one_size.squares(6)([example(4, 9, 1), example(8, 3, 2)], CPU)
    assert x.shape == (2, 3, 6, 6) and x.dtype == numpy.float32
    assert t.shape == (2, 6, 6) and t.dtype == numpy.int32
    assert (x[0] == 1).all() and (x[1] == 2).all() and (t[0] == 1).all() and (t[1] == 2).all()


def test_labels_are_picked_not_mixed():
    label = numpy.array([[0, 20]], 'i')
    _, t = one_size.squares(8)([(numpy.zeros((3, 1, 2), 'f'), label)], CPU)
    assert t[0].tolist() == [[0] * 4 + [20] * 4] * 8


def test_filled_up_to_the_largest():
    x, t = one_size.filled_up()([example(4, 9, 1), example(8, 3, 2)], CPU)
    assert x.shape == (2, 3, 8, 9) and t.shape == (2, 8, 9)
    assert (x[0, :, :4] == 1).all() and (x[0, :, 4:] == 0).all()
    assert (t[0, :4] == 1).all() and (t[0, 4:] == -1).all()
    assert (t[1, :, :3] == 2).all() and (t[1, :, 3:] == -1).all()


@pytest.mark.parametrize('converter', [one_size.squares(4), one_size.filled_up()])
def test_what_could_not_be_loaded_is_told(converter):
    with pytest.raises(UserError, match='gone'):
        converter([example(4, 9, 1), UserError('gone')], CPU)
