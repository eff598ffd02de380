"""An LSTM over all steps of a sequence, float32; layout (time, feature, batch).

Every loop goes over the batch, for one gate of one unit: neighbours in memory, so that the
compiler makes vector instructions of it. Functions and loops are kept small for the same reason.
"""

import numba
import numpy

f32 = numpy.float32
# Products and sums may become one instruction and be taken in another order; NaN stays NaN.
_FAST = {'contract', 'reassoc', 'nsz', 'arcp'}


def _jit(function):
    return numba.njit(nogil=True, cache=True, fastmath=_FAST, error_model='numpy')(function)


@_jit
def _tanh(x):
    """tanh by expm1(-2 |x|), that by 2^n and Cephes' polynomial; off by some 1e-7 of itself."""
    y = f32(-2) * min(abs(x), f32(20))
    n = numpy.int32(y * f32(1.44269504) - f32(0.5))
    m = f32(n)  # int32 times float32 would be float64
    r = y - m * f32(0.693359375) + m * f32(2.12194440e-4)
    p = f32(1.9875691500e-4)
    p = p * r + f32(1.3981999507e-3)
    p = p * r + f32(8.3334519073e-3)
    p = p * r + f32(4.1665795894e-2)
    p = p * r + f32(1.6666665459e-1)
    p = p * r + f32(5.0e-1)
    power = numpy.int32((n + numpy.int32(127)) << numpy.int32(23)).view(numpy.float32)
    e = (p * r * r + r) * power + (power - f32(1))
    t = -e / (f32(2) + e)
    return t if x > 0 else -t if x < 0 else x


@_jit
def _forward(x, W, U, b, gates, c, h, tanh_c):
    steps, inputs, n = x.shape
    units = U.shape[1]
    scale = ((f32(1), f32(1), f32(0)), (f32(0.5), f32(0.5), f32(0.5)))
    for t in range(steps):
        for k in range(4 * units):
            g = gates[t, k]
            for j in range(n):
                g[j] = b[k]
            for i in range(inputs):
                w, v = W[k, i], x[t, i]
                for j in range(n):
                    g[j] += w * v[j]
            for i in range(units):
                w, v = U[k, i], h[t, i]
                for j in range(n):
                    g[j] += w * v[j]
            # sigmoid(z) = tanh(z / 2) / 2 + 1 / 2
            inner, outer, plus = scale[min(k // units, 1)]
            for j in range(n):
                g[j] = outer * _tanh(inner * g[j]) + plus
        for k in range(units):
            a, i = gates[t, k], gates[t, units + k]
            f, o = gates[t, 2 * units + k], gates[t, 3 * units + k]
            before, after, th, out = c[t, k], c[t + 1, k], tanh_c[t, k], h[t + 1, k]
            for j in range(n):
                after[j] = f[j] * before[j] + i[j] * a[j]
            for j in range(n):
                th[j] = _tanh(after[j])
            for j in range(n):
                out[j] = o[j] * th[j]


@_jit
def _through_gates(gates, c, tanh_c, dh, dc, d, k):
    """One step back through unit ``k``'s gates: from dh and dc to d, and dc a step before."""
    units = tanh_c.shape[0]
    n = dh.shape[0]
    a, i, f, o = gates[k], gates[units + k], gates[2 * units + k], gates[3 * units + k]
    da, di, df, do = d[k], d[units + k], d[2 * units + k], d[3 * units + k]
    th = tanh_c[k]
    for j in range(n):
        dc[j] += dh[j] * o[j] * (f32(1) - th[j] * th[j])
    for j in range(n):
        do[j] = dh[j] * th[j] * o[j] * (f32(1) - o[j])
    for j in range(n):
        da[j] = dc[j] * i[j] * (f32(1) - a[j] * a[j])
    for j in range(n):
        di[j] = dc[j] * a[j] * i[j] * (f32(1) - i[j])
    for j in range(n):
        df[j] = dc[j] * c[k, j] * f[j] * (f32(1) - f[j])
    for j in range(n):
        dc[j] *= f[j]


@_jit
def _backward(gh, x, W, U, gates, c, h, tanh_c, gx, gW, gU, gb):
    steps, inputs, n = x.shape
    units = U.shape[1]
    dh = numpy.zeros((units, n), f32)
    dc = numpy.zeros((units, n), f32)
    d = numpy.empty((4 * units, n), f32)
    for t in range(steps - 1, -1, -1):
        for k in range(units):
            for j in range(n):
                dh[k, j] += gh[t, k, j]
            _through_gates(gates[t], c[t], tanh_c[t], dh[k], dc[k], d, k)
        dh[:] = 0
        for k in range(4 * units):
            row = d[k]
            total = f32(0)
            for j in range(n):
                total += row[j]
            gb[k] += total
            # Twice the same, written out: as a function's calls the whole took four times as long,
            # as Numba's inline='always' twice.
            for i in range(inputs):
                w, v, gv = W[k, i], x[t, i], gx[t, i]
                total = f32(0)
                for j in range(n):
                    total += row[j] * v[j]
                gW[k, i] += total
                for j in range(n):
                    gv[j] += w * row[j]
            for i in range(units):
                w, v, gv = U[k, i], h[t, i], dh[i]
                total = f32(0)
                for j in range(n):
                    total += row[j] * v[j]
                gU[k, i] += total
                for j in range(n):
                    gv[j] += w * row[j]


def forward(x, W, U, b):
    """Hidden states of all steps, from a zero state.

    Args:
        x (numpy.ndarray): float32 (T, I, N).
        W, U, b (numpy.ndarray): float32 (4 H, I), (4 H, H), (4 H,); rows: all units'
            candidates, then their input, forget and output gates.

    Returns:
        tuple: h (T + 1, H, N), ``h[0]`` the zero state; and what :func:`backward` needs.
    """
    x, W, U, b = [numpy.ascontiguousarray(a) for a in (x, W, U, b)]
    steps, _, n = x.shape
    units = U.shape[1]
    gates = numpy.empty((steps, 4 * units, n), f32)
    c = numpy.zeros((steps + 1, units, n), f32)
    h, tanh_c = numpy.zeros_like(c), numpy.empty_like(c[1:])
    _forward(x, W, U, b, gates, c, h, tanh_c)
    return h, (gates, c, h, tanh_c)


def backward(gh, arrays, kept):
    """Gradients of the arguments of :func:`forward`.

    Args:
        gh (numpy.ndarray): float32 (T, H, N): the loss's gradient for h[1:].
        arrays (tuple): Arguments of :func:`forward`.
        kept (tuple): The second thing it returned.
    """
    x, W, U, b = [numpy.ascontiguousarray(a) for a in arrays]
    found = [numpy.zeros_like(a) for a in (x, W, U, b)]
    _backward(numpy.ascontiguousarray(gh), x, W, U, *(kept + tuple(found)))
    return found
