"""The post's LSTM reading whole sequences in one call.

Same parameters, same predictions, same gradients as :class:`models.lstm.LSTM` step by
step, from a zero state. What takes time there is not the arithmetic: each step is a dozen
functions of Chainer's on arrays of some hundred numbers. Here the whole network at all
steps is one function, whose backward pass (backpropagation through time) is written out.

Hochreiter and Schmidhuber, "Long Short-Term Memory" (1997), with the forget gate of Gers
et al. (2000), as in Chainer's ``F.lstm``:

    a = tanh(.), i, f, o = sigmoid(.) of W x[t] + U h[t-1] + b
    c[t] = f c[t-1] + i a,   h[t] = o tanh(c[t])

Arrays have the layout (time, feature, batch): a gate's values lie side by side.
"""

import chainer


def predict(model, x, compiled=None):
    """Next values for all steps of some sequences; the model's own state is not touched.

    Args:
        model (~models.lstm.LSTM): Network.
        x: (T, N, in_units), the values of T steps, in the parameters' dtype.
        compiled: See :class:`LSTMSequence`.

    Returns:
        ~chainer.Variable: (T, N, out_units); ``[t]`` is what ``model.predict`` gives for
        ``x[t]`` after ``x[:t]``.
    """
    l1, l2, l3 = model.l1, model.l2, model.l3
    parameters = l1.W, l1.b, l2.upward.W, l2.upward.b, l2.lateral.W, l3.W, l3.b
    return LSTMSequence(compiled)(x, *parameters)


class LSTMSequence(chainer.Function):
    """The network at every step: of x (T, N, in_units) and its parameters, in their order.

    Args:
        compiled: ``None``, or a function that for the arrays :func:`forward` takes returns
            a module with a faster ``forward`` and ``backward``, or ``None``.
    """

    def __init__(self, compiled=None):
        self._compiled = compiled

    def forward(self, inputs):
        x, W1, b1, W2, b2, U, W3, b3 = inputs
        # Two linear layers in a row are one.
        self._arrays = (
            x.transpose(0, 2, 1), _by_gate(W2.dot(W1)), _by_gate(U), _by_gate(W2.dot(b1) + b2)
        )  # fmt: skip
        loops = self._compiled and self._compiled(*self._arrays)
        self._backward = loops.backward if loops else backward
        self._h, self._kept = (loops.forward if loops else forward)(*self._arrays)
        xp = chainer.backend.get_array_module(x)
        y = xp.matmul(W3, self._h[1:]) + b3[:, None]
        return (y.transpose(0, 2, 1),)

    def backward(self, inputs, grad_outputs):
        _, W1, b1, W2, _, _, W3, _ = inputs
        gy = grad_outputs[0].transpose(0, 2, 1)
        xp = chainer.backend.get_array_module(gy)
        gW3 = _sum_of_products(gy, self._h[1:])
        # One output: a product with its row, much faster than NumPy's product of matrices.
        gh = W3.T * gy if len(W3) == 1 else xp.matmul(W3.T, gy)
        gx, *found = self._backward(gh, self._arrays, self._kept)
        gW, gU, gb = [_by_unit(g) for g in found]
        gW2 = gW.dot(W1.T) + gb[:, None] * b1
        gx = gx.transpose(0, 2, 1)
        return gx, W2.T.dot(gW), W2.T.dot(gb), gW2, gb, gU, gW3, gy.sum(axis=(0, 2))


def _by_gate(W):
    """Rows as a, i, f, o of the first unit, of the second ...: all a, all i, all f, all o."""
    return W.reshape((-1, 4) + W.shape[1:]).swapaxes(0, 1).reshape(W.shape)


def _by_unit(W):
    """The other way round."""
    return W.reshape((4, -1) + W.shape[1:]).swapaxes(0, 1).reshape(W.shape)


def forward(x, W, U, b):
    """All steps, on NumPy's or CuPy's arrays.

    Args:
        x: (T, I, N).
        W, U, b: (4 H, I), (4 H, H), (4 H,); the gates' rows in the order a, i, f, o.

    Returns:
        tuple: h (T + 1, H, N), ``h[0]`` the zero state; and what :func:`backward` needs.
    """
    xp = chainer.backend.get_array_module(x)
    steps, _, n = x.shape
    units = U.shape[1]
    # sigmoid(z) = tanh(z / 2) / 2 + 1 / 2: with half the weights, one tanh serves all gates.
    half = xp.full((4 * units, 1), 0.5, x.dtype)
    half[:units] = 1
    gates = xp.matmul(W * half, x) + b[:, None] * half
    U = U * half
    c = xp.zeros((steps + 1, units, n), x.dtype)
    h = xp.zeros_like(c)
    tanh_c = xp.empty_like(c[1:])
    for t, g in enumerate(gates):
        g += xp.dot(U, h[t])
        xp.tanh(g, out=g)
        g[units:] *= 0.5
        g[units:] += 0.5
        a, i, f, o = g.reshape(4, units, n)
        xp.multiply(f, c[t], out=c[t + 1])
        c[t + 1] += i * a
        xp.tanh(c[t + 1], out=tanh_c[t])
        xp.multiply(o, tanh_c[t], out=h[t + 1])
    return h, (gates, c, h, tanh_c)


def backward(gh, arrays, kept):
    """Gradients of the inputs of :func:`forward`, given that of h[1:], (T, H, N)."""
    x, W, U, _ = arrays
    gates, c, h, tanh_c = kept
    xp = chainer.backend.get_array_module(x)
    steps, units, n = gh.shape
    a, i, f, o = gates.reshape(steps, 4, units, n).swapaxes(0, 1)
    # How what enters a gate moves c (o: moves h), and how h moves c, for all steps at once.
    moves = xp.stack((i * (1 - a * a), a * i * (1 - i), c[:-1] * f * (1 - f)), axis=1)
    moves_h = tanh_c * o * (1 - o)
    through = o * (1 - tanh_c * tanh_c)
    g = xp.empty_like(gates)
    parts = g.reshape(steps, 4, units, n)
    dh, dc = gh[-1], 0
    for t in reversed(range(steps)):
        dc = dc + dh * through[t]
        xp.multiply(dc, moves[t], out=parts[t, :3])
        xp.multiply(dh, moves_h[t], out=parts[t, 3])
        if t:
            dc *= f[t]
            dh = xp.dot(U.T, g[t])
            dh += gh[t - 1]
    gW, gU = _sum_of_products(g, x), _sum_of_products(g, h[:-1])
    return xp.matmul(W.T, g), gW, gU, g.sum(axis=(0, 2))


def _sum_of_products(g, v):
    """The gradient of a matrix that made (T, P, N) of v (T, Q, N): (P, Q)."""
    xp = chainer.backend.get_array_module(g)
    return xp.matmul(g, v.swapaxes(1, 2)).sum(axis=0)
