"""The steps of ``narrow`` as loops over what the threads claim."""

import numpy

from chainer_accel.base.claims import claim
from chainer_accel.base.compiled import inner, outer
from chainer_accel.base.together import lead, outline
from chainer_accel.base.vectors import add_product
from chainer_accel.winograd.kernels import transform_gradient, transform_input, transform_output
from chainer_accel.winograd.patches import find


@inner
def _inputs(picture, place, grid, first, last, v, at):
    """Rows ``first`` to ``last`` of patches at the points, from ``v[:, at]`` on."""
    rows, cols = grid
    c, plane = v.shape[2], v.shape[1] * v.shape[2]
    patch = numpy.empty(36 * c, numpy.float32)
    o = at * c
    for r in range(first, last):
        image = r // rows * place[2]
        y = 4 * (r % rows) - place[5]
        for q in range(cols):
            x = 4 * q - place[6]
            source, i, row, pixel = find(picture, image, place, y, x, 6, c, patch)
            transform_input(source, i, row, pixel, c, v, o, plane)
            o += c


@inner
def _gradients(picture, place, grid, first, last, v, at):
    """The same of gradients of outputs."""
    rows, cols = grid
    c, plane = v.shape[2], v.shape[1] * v.shape[2]
    patch = numpy.empty(16 * c, numpy.float32)
    o = at * c
    for r in range(first, last):
        image = r // rows * place[2]
        y = 4 * (r % rows)
        for q in range(cols):
            source, i, row, pixel = find(picture, image, place, y, 4 * q, 4, c, patch)
            transform_gradient(source, i, row, pixel, c, v, o, plane)
            o += c


@inner
def _outputs(m, at, grid, first, last, bias, y):
    """Rows ``first`` to ``last`` of patches of outputs, of what is from ``m[:, at]`` on."""
    rows, cols = grid
    o, (height, width) = m.shape[2], y.shape[1:3]
    for r in range(first, last):
        top = 4 * (r % rows)
        to = (r // rows * height + top) * width * o
        plane = m.shape[1] * o
        transform_output(m, at * o, plane, cols, o, bias, y, to, height - top, width)
        at += cols


@inner
def _convolve(me, counter, parts, picture, place, grid, u, v, m, bias, y):
    """All steps for each of some parts.

    Args:
        counter (numpy.ndarray): Of the parts (``claims``).
        parts (numpy.ndarray): First and last row of patches of each, counted through all images.
        picture (numpy.ndarray), place (tuple): The inputs (``strided.picture``).
        grid (tuple): Rows and columns of patches of an image.
        u (numpy.ndarray): Weights at the points (36, O or more, C).
        v, m (numpy.ndarray): Memory of each thread for a part's values at the points, those of
            inputs (threads, 36, patches or more, C) and of outputs (threads, 36, as many, O).
        bias (numpy.ndarray): (O,).
        y (numpy.ndarray): Result (N, height, width, O).
    """
    v, m = v[me], m[me]
    i = claim(counter)
    while i < len(parts):
        first, last = parts[i]
        n = (last - first) * grid[1]
        _inputs(picture, place, grid, first, last, v, 0)
        for k in range(36):
            numpy.dot(v[k, :n], u[k, : len(bias)].T, m[k, :n])
        _outputs(m, 0, grid, first, last, bias, y)
        i = claim(counter)


_convolve_work = outline(_convolve)


@outer
def convolve(team, helpers, *args):
    lead(team, helpers, _convolve_work(args))


@inner
def _fill_inputs(me, counter, parts, picture, place, grid, start, v):
    """Inputs at the points, those from row ``start`` of patches on in ``v``."""
    i = claim(counter)
    while i < len(parts):
        first, last = parts[i]
        _inputs(picture, place, grid, first, last, v, (first - start) * grid[1])
        i = claim(counter)


_fill_inputs_work = outline(_fill_inputs)


@outer
def fill_inputs(team, helpers, *args):
    lead(team, helpers, _fill_inputs_work(args))


@inner
def _fill_gradients(me, counter, parts, picture, place, grid, start, m):
    """Gradients of outputs at the points."""
    i = claim(counter)
    while i < len(parts):
        first, last = parts[i]
        _gradients(picture, place, grid, first, last, m, (first - start) * grid[1])
        i = claim(counter)


_fill_gradients_work = outline(_fill_gradients)


@outer
def fill_gradients(team, helpers, *args):
    lead(team, helpers, _fill_gradients_work(args))


@inner
def _multiply(me, counter, n, o, v, u, m):
    """Fill ``m`` with the products at each point, of ``n`` patches and ``o`` output channels."""
    k = claim(counter)
    while k < 36:
        numpy.dot(v[k, :n], u[k, :o].T, m[k, :n])
        k = claim(counter)


_multiply_work = outline(_multiply)


@outer
def multiply(team, helpers, *args):
    lead(team, helpers, _multiply_work(args))


@inner
def _put_outputs(me, counter, parts, start, m, grid, bias, y):
    """Outputs of the values at the points, those from row ``start`` of patches on in ``m``."""
    i = claim(counter)
    while i < len(parts):
        first, last = parts[i]
        _outputs(m, (first - start) * grid[1], grid, first, last, bias, y)
        i = claim(counter)


_put_outputs_work = outline(_put_outputs)


@outer
def put_outputs(team, helpers, *args):
    lead(team, helpers, _put_outputs_work(args))


@inner
def _sum_gradients(me, counter, parts, inputs, in_place, grads, grad_place, grid, v, m, o, sums):
    """Products of inputs and gradients at the points, every so many parts into one of ``sums``.

    Args:
        o (int): Output channels.
        sums (numpy.ndarray): Results (N, 36, O or more, C).

    The others as above.
    """
    v, m = v[me], m[me]
    product = numpy.empty((o, sums.shape[3]), numpy.float32)
    s = claim(counter)
    while s < len(sums):
        for i in range(s, len(parts), len(sums)):
            first, last = parts[i]
            n = (last - first) * grid[1]
            _inputs(inputs, in_place, grid, first, last, v, 0)
            _gradients(grads, grad_place, grid, first, last, m, 0)
            for k in range(36):
                add_product(m[k, :n], v[k, :n], i == s, product, sums[s, k, :o])
        s = claim(counter)


_sum_gradients_work = outline(_sum_gradients)


@outer
def sum_gradients(team, helpers, *args):
    lead(team, helpers, _sum_gradients_work(args))


@inner
def _add_products(me, counter, n, v, m, fresh, o, total):
    """The same of the first ``n`` patches in ``v`` and ``m``, a point at a time."""
    product = numpy.empty((o, total.shape[2]), numpy.float32)
    k = claim(counter)
    while k < 36:
        add_product(m[k, :n], v[k, :n], fresh, product, total[k, :o])
        k = claim(counter)


_add_products_work = outline(_add_products)


@outer
def add_products(team, helpers, *args):
    lead(team, helpers, _add_products_work(args))
