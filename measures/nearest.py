"""How far each pixel is from the nearest instance, and from the nearest other one."""

import numpy as np


def two_nearest(instances, reach):
    """The two nearest instances of every pixel, by exact Euclidean distances.

    Columns first, then rows: whichever instances are nearest by way of a column are among the two
    that are nearest within it.

    Args:
        instances: int array (H, W); 0 where there is none.
        reach (int): Pixels within which to look.

    Returns:
        tuple: Numbers of the instances, int32 (2, H, W), 0 where there is none within ``reach``,
        and their distances in pixels, float32 (2, H, W), there infinite. An instance is at a
        distance of 0 from its own pixels.
    """
    instances = np.asarray(instances, dtype=np.int32)
    columns = _Nearest(instances.shape)
    for step in sorted(range(-reach, reach + 1), key=abs):
        to, from_ = _shifted(step, instances.shape[0])
        columns.meet((to,), instances[from_], np.float32(step * step))
    found = _Nearest(instances.shape)
    for step in sorted(range(-reach, reach + 1), key=abs):
        to, from_ = _shifted(step, instances.shape[1])
        to, from_ = (slice(None), to), (slice(None), from_)
        for numbers, squares in zip(columns.numbers, columns.squares):
            found.meet(to, numbers[from_], squares[from_] + np.float32(step * step))
    beyond = found.squares > reach * reach
    found.numbers[beyond], found.squares[beyond] = 0, np.inf
    return found.numbers, np.sqrt(found.squares)


class _Nearest(object):
    """The two nearest instances so far: ``numbers`` and squared distances ``squares``."""

    def __init__(self, shape):
        self.numbers = np.zeros((2,) + shape, dtype=np.int32)
        self.squares = np.full((2,) + shape, np.inf, dtype=np.float32)

    def meet(self, where, number, square):
        """Take in an instance for each pixel of a part of the map; 0: for this one none."""
        first, second = self.numbers[0][where], self.numbers[1][where]
        nearest, next_ = self.squares[0][where], self.squares[1][where]
        square = np.where(number > 0, square, np.float32(np.inf))
        closer = square < nearest
        # What was the nearest becomes the next, unless it is the same instance.
        moved = closer & (number != first)
        np.copyto(second, first, where=moved)
        np.copyto(next_, nearest, where=moved)
        closer_than_next = ~closer & (number != first) & (square < next_)
        np.copyto(second, number, where=closer_than_next)
        np.copyto(next_, square, where=closer_than_next)
        np.copyto(first, number, where=closer)
        np.copyto(nearest, square, where=closer)


def _shifted(step, length):
    """Slices of a side: pixels, and those ``step`` pixels after them."""
    step = max(-length, min(length, step))
    return slice(max(0, -step), length - max(0, step)), slice(max(0, step), length + min(0, step))
