"""The three products of a float32 convolution of each channel by itself, channels last.

No columns: a filter's tap is a vector of channels, and so is a pixel. What lies past the last whole
vector of lanes is done one by one. Taps that see the padding alone are left out: at a rate of 18
these are most.
"""

from chainer_accel.base.claims import claim
from chainer_accel.base.compiled import inner, outer
from chainer_accel.base.lanes import LANES, load, spread, store
from chainer_accel.base.together import lead, outline
from chainer_accel.base.vectors import fill


@inner
def _add_product(a, i, b, j, total, k, c):
    """``total[k:k + c] += a[i:i + c] * b[j:j + c]`` of vectors."""
    whole = c - c % LANES
    for at in range(0, whole, LANES):
        store(total, k + at, load(total, k + at) + load(a, i + at) * load(b, j + at))
    for at in range(whole, c):
        total[k + at] += a[i + at] * b[j + at]


@inner
def _add_three(a, i, step, b, j, total, k, c):
    """The same of three pixels that lie ``step`` apart, and of three taps."""
    whole = c - c % LANES
    for at in range(0, whole, LANES):
        first = load(a, i + at) * load(b, j + at)
        second = load(a, i + step + at) * load(b, j + c + at)
        third = load(a, i + 2 * step + at) * load(b, j + 2 * c + at)
        store(total, k + at, load(total, k + at) + first + second + third)
    for at in range(whole, c):
        total[k + at] += (
            a[i + at] * b[j + at]
            + a[i + step + at] * b[j + c + at]
            + a[i + 2 * step + at] * b[j + 2 * c + at]
        )


@inner
def _add_pixels(x, at, step, gy, there, n, total, to, c):
    """Add to ``total[to:to + c]`` the products of ``n`` pixels of ``x`` and ``gy``."""
    whole = c - c % LANES
    for k in range(0, whole, LANES):
        # In four sums: one alone would wait for each of its own additions.
        a, b, d, e = load(total, to + k), spread(0.0), spread(0.0), spread(0.0)
        i, j = at + k, there + k
        for _ in range(n // 4):
            a = a + load(x, i) * load(gy, j)
            b = b + load(x, i + step) * load(gy, j + c)
            d = d + load(x, i + 2 * step) * load(gy, j + 2 * c)
            e = e + load(x, i + 3 * step) * load(gy, j + 3 * c)
            i += 4 * step
            j += 4 * c
        for _ in range(n % 4):
            a = a + load(x, i) * load(gy, j)
            i += step
            j += c
        store(total, to + k, (a + b) + (d + e))
    for k in range(whole, c):
        for p in range(n):
            total[to + k] += x[at + p * step + k] * gy[there + p * c + k]


@inner
def _convolve(me, counter, x, in_size, c, geo, w, y, out_size, count):
    """Fill the output.

    Args:
        counter (numpy.ndarray): Of its rows, through all images (``claims``).
        x (numpy.ndarray): Images (N, height, width, c), flat.
        in_size (tuple): (height, width).
        c (int): Channels.
        geo (tuple): kh, kw, sy, sx, ph, pw, dy, dx.
        w (numpy.ndarray): Taps (kh, kw, c), flat.
        y (numpy.ndarray): Result (N, rows, columns, c), flat.
        out_size (tuple): (rows, columns).
        count (int): Rows of all images.
    """
    height, width = in_size
    kh, kw, sy, sx, ph, pw, dy, dx = geo
    rows, columns = out_size
    row = claim(counter)
    while row < count:
        image = row // rows
        top = (row - image * rows) * sy - ph
        fill(y, row * columns * c, (row + 1) * columns * c, 0)
        for j in range(kh):
            if not 0 <= top + j * dy < height:
                continue
            line = (image * height + top + j * dy) * width
            for q in range(columns):
                left, to = q * sx - pw, (row * columns + q) * c
                if kw == 3 and left >= 0 and left + 2 * dx < width:
                    _add_three(x, (line + left) * c, dx * c, w, j * 3 * c, y, to, c)
                    continue
                for i in range(kw):
                    if 0 <= left + i * dx < width:
                        _add_product(x, (line + left + i * dx) * c, w, (j * kw + i) * c, y, to, c)
        row = claim(counter)


_convolve_work = outline(_convolve)


@outer
def convolve(team, helpers, *args):
    lead(team, helpers, _convolve_work(args))


@inner
def _spread(me, counter, gy, out_size, c, geo, w, gx, in_size, count):
    """Fill the gradient for the input, or a deconvolution; arguments as those of ``_convolve``.

    Each pixel asks the outputs that saw it: no two threads write to one place.
    """
    height, width = in_size
    kh, kw, sy, sx, ph, pw, dy, dx = geo
    rows, columns = out_size
    row = claim(counter)
    while row < count:
        image = row // height
        fill(gx, row * width * c, (row + 1) * width * c, 0)
        for j in range(kh):
            y = row - image * height + ph - j * dy
            if y < 0 or y % sy or y // sy >= rows:
                continue
            line = (image * rows + y // sy) * columns
            for i in range(kw):
                for q in range(columns):
                    at = q * sx - pw + i * dx
                    if 0 <= at < width:
                        to = (row * width + at) * c
                        _add_product(gy, (line + q) * c, w, (j * kw + i) * c, gx, to, c)
        row = claim(counter)


_spread_work = outline(_spread)


@outer
def spread_out(team, helpers, *args):
    lead(team, helpers, _spread_work(args))


@inner
def _gradient(me, counter, x, in_size, c, geo, gy, out_size, step, sums, count):
    """Fill each piece's row of ``sums``, the gradient for the taps; arguments as ``_convolve``'s.

    Args:
        step (int): Rows of a piece.
        sums (numpy.ndarray): Result (pieces, kh kw c), flat.
        count (int): Rows of all images.
    """
    height, width = in_size
    kh, kw, sy, sx, ph, pw, dy, dx = geo
    rows, columns = out_size
    taps = kh * kw * c
    piece = claim(counter)
    while piece * step < count:
        fill(sums, piece * taps, (piece + 1) * taps, 0)
        for row in range(piece * step, min(count, (piece + 1) * step)):
            image = row // rows
            top = (row - image * rows) * sy - ph
            for j in range(kh):
                if not 0 <= top + j * dy < height:
                    continue
                line = (image * height + top + j * dy) * width
                for i in range(kw):
                    to = piece * taps + (j * kw + i) * c
                    first = max(0, -((i * dx - pw) // sx))
                    end = min(columns, (width - 1 - i * dx + pw) // sx + 1)
                    if end <= first:
                        continue
                    at = (line + first * sx - pw + i * dx) * c
                    _add_pixels(
                        x, at, sx * c, gy, (row * columns + first) * c, end - first, sums, to, c
                    )
        piece = claim(counter)


_gradient_work = outline(_gradient)


@outer
def gradient(team, helpers, *args):
    lead(team, helpers, _gradient_work(args))
