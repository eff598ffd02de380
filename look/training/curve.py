"""A curve of any length as one of some hundred points that hides nothing."""

import numpy


def thinned(x, y, points):
    """A curve in at most ``points`` parts of as many values each.

    Args:
        x, y (list): Numbers; of ``y`` None where there is none.
        points (int): 1 or more.

    Returns:
        dict: Lists of one number a part: ``x``, that of its last value; ``y``, the mean; ``least``
        and ``most``, left out where each part is a single value.
    """
    there = [i for i, value in enumerate(y) if value is not None and x[i] is not None]
    x, y = numpy.array([x[i] for i in there], float), numpy.array([y[i] for i in there], float)
    if len(x) <= points:
        return {'x': x.tolist(), 'y': y.tolist()}
    starts = numpy.arange(points) * len(x) // points
    ends = numpy.append(starts[1:], len(x))
    return {
        'x': x[ends - 1].tolist(),
        'y': (numpy.add.reduceat(y, starts) / (ends - starts)).tolist(),
        'least': numpy.minimum.reduceat(y, starts).tolist(),
        'most': numpy.maximum.reduceat(y, starts).tolist(),
    }
