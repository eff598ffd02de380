"""Arrays of any order of axes as what compiled kernels take: flat memory and steps in it."""

from numpy.lib.stride_tricks import as_strided


def flat(a):
    """An array's memory, without a copy.

    Args:
        a (numpy.ndarray): Not empty.

    Returns:
        tuple: Vector that begins at the array's lowest address; element of it that is the array's
        first; tuple of elements from an index to the next, for each axis.
    """
    steps = tuple(s // a.itemsize for s in a.strides)
    if a.flags.c_contiguous:
        return a.reshape(-1), 0, steps
    back = sum(min(0, s * (n - 1)) for s, n in zip(steps, a.shape))
    forth = sum(max(0, s * (n - 1)) for s, n in zip(steps, a.shape))
    lowest = a[tuple(slice(None, None, -1) if s < 0 else slice(None) for s in steps)]
    return as_strided(lowest, (forth - back + 1,), (a.itemsize,)), -back, steps


def picture(x, pad):
    """Pictures (N, H, W, C), each pixel's channels side by side, as compiled loops read them.

    Args:
        x (numpy.ndarray): The pictures.
        pad (tuple): Zeros around them, above and on the left.

    Returns:
        tuple: Vector of their memory; (height, width, elements of an image, of a row, of a pixel,
        zeros above, zeros on the left).
    """
    memory, _, steps = flat(x)
    return memory, x.shape[1:3] + steps[:3] + tuple(int(p) for p in pad)
