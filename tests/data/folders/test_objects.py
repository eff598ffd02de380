"""The one convention: half-open pixels from the upper left corner, rows before columns."""

import pytest

from cli.errors import UserError
from data.folders.objects import Object, half_open, inside


def placed(*corners, size=(20, 30)):
    found = Object('dog', half_open(*corners, where='x'), False, False, 'a.xml, object 1 (dog)')
    return inside(found, size, 'a.jpg')


def test_the_whole_picture_and_one_pixel():
    assert placed(1, 1, 30, 20) == (0, 0, 20, 30)
    assert placed(30, 20, 30, 20) == (19, 29, 20, 30)


def test_tools_that_count_from_0_or_to_the_edge():
    assert placed(0, 0, 30, 20) == (0, 0, 20, 30)
    assert placed(5.5, 3, 30.9, 21) == (2, 4.5, 20, 30)


@pytest.mark.parametrize('corners', [
    (1, 1, 32, 20), (1, 1, 30, 22), (-1, 1, 9, 9), (1, -1, 9, 9), (31, 1, 31, 5), (500, 5, 600, 9),
])  # fmt: skip
def test_further_out(corners):
    with pytest.raises(UserError) as e:
        placed(*corners)
    assert str(e.value) == (
        'a.xml, object 1 (dog): its box, x {} to {} and y {} to {}, lies outside of a.jpg, which '
        'is 30 x 20 pixels'.format(corners[0], corners[2], corners[1], corners[3])
    )
