"""Channels side by side, and each one's gradient, against Chainer's own."""

import chainer
import chainer.functions as F
import numpy
import pytest


def _pictures(layout, widths=(3, 8, 1)):
    rng = numpy.random.RandomState(0)
    pictures = [rng.randn(2, c, 40, 50).astype('f') for c in widths]
    if layout == 'as written':
        return pictures
    return [
        numpy.ascontiguousarray(a.transpose(0, 2, 3, 1)).transpose(0, 3, 1, 2) for a in pictures
    ]


@pytest.mark.parametrize('layout', ['as written', 'channels last'])
@pytest.mark.parametrize('axis', [1, 0, -3])
@pytest.mark.parametrize('unwanted', [None, 1])
def test_concat(layout, axis, unwanted, same_as_chainer):
    pictures = _pictures(layout, (3, 8, 1) if axis != 0 else (3, 3, 3))

    def results():
        inputs = [chainer.Variable(a, requires_grad=i != unwanted) for i, a in enumerate(pictures)]
        y = F.concat(inputs, axis=axis)
        y.grad = y.array * 2
        y.backward()
        return [y.array] + [v.grad for v in inputs]

    same_as_chainer(results, float32=0)


def test_concat_of_one(same_as_chainer):
    (x,) = _pictures('channels last', (8,))
    same_as_chainer(lambda: (F.concat([x]).array,), float32=0)


def test_concat_of_channels_of_larger_pictures(same_as_chainer):
    whole = _pictures('channels last', (12,))[0]
    same_as_chainer(lambda: (F.concat([whole[:, :5], whole[:, 5:]]).array,), float32=0)
