"""Draw textured shapes with NumPy alone, the same pixels on every machine.

No ImageDraw, whose edges moved between versions, and only arithmetic that
IEEE 754 fixes to the last bit (no sine, no logarithm, no sums of floats): the
period stack and today's draw equal arrays.
"""

import numpy as np

SHAPES = ('circle', 'square', 'triangle', 'star', 'ring')
COLOURS = ('red', 'green', 'blue', 'yellow')

_RGB = np.array([(205, 50, 45), (55, 150, 70), (55, 95, 200), (235, 190, 50)], dtype=np.float64)

# Outward normals of the sides: of a square, a triangle and the five lines of a star.
_NORMALS = {
    'square': ((1, 0), (0, 1), (-1, 0), (0, -1)),
    'triangle': ((0, 1), (0.8660254, -0.5), (-0.8660254, -0.5)),
    'star': (
        (0, 1),
        (0.9510565, 0.3090170),
        (0.5877853, -0.8090170),
        (-0.5877853, -0.8090170),
        (-0.9510565, 0.3090170),
    ),
}


def background(rng, height, width):
    """Blurred patches of muted colours, float64 array of shape (height, width, 3), RGB."""
    image = np.empty((height, width, 3))
    image[:] = 70 + 110 * rng.random_sample() + 50 * (rng.random_sample(3) - 0.5)
    for cells, strength in ((3, 90), (6, 50), (16, 24)):
        image += strength * blotches(rng, height, width, cells)
    for _ in range(rng.randint(4)):
        _draw_line(rng, image)
    return image


def paint(rng, image, shape, colour, x, y, radius):
    """Paint one object over ``image`` (in place); return its bool mask of shape (H, W).

    Args:
        image: float64 array of shape (H, W, 3), RGB.
        shape: one of :data:`SHAPES`.
        colour: one of :data:`COLOURS`; hue, brightness, pattern and light vary.
        x, y: its centre in pixels; radius: its reach in pixels.
    """
    v, u = np.ogrid[: image.shape[0], : image.shape[1]]
    cos, sin = _direction(rng)
    u, v = u - x, v - y
    u, v = cos * u + sin * v, cos * v - sin * u
    distance = _distance(shape, u, v, radius)

    tone = _RGB[COLOURS.index(colour)] + 40 * (rng.random_sample(3) - 0.5)
    tone *= 0.75 + 0.4 * rng.random_sample()
    contrast = 0.45 + 0.2 * rng.random_sample()
    pattern = _pattern(rng, u, v, radius)
    light = 1 + 0.25 * (u * rng.random_sample() + v * rng.random_sample()) / radius
    surface = (light * (1 - contrast * pattern))[:, :, None] * tone

    # One pixel of soft edge on the outside of the mask and half of it inside.
    cover = np.clip(0.5 - distance, 0, 1)[:, :, None]
    image += cover * (surface - image)
    return distance <= 0


def finish(rng, image):
    """Add grain and round: uint8 array of shape (H, W, 3), RGB."""
    grain = rng.random_sample(image.shape) + rng.random_sample(image.shape) - 1
    return np.floor(np.clip(image + 16 * grain, 0, 255) + 0.5).astype(np.uint8)


def _direction(rng):
    # A random rotation by up to 90 degrees either way, without sine and cosine.
    t = 2 * rng.random_sample() - 1
    return (1 - t * t) / (1 + t * t), 2 * t / (1 + t * t)


def _distance(shape, u, v, radius):
    """Signed distance to the outline in pixels, negative inside, exact near the outline."""
    if shape in ('circle', 'ring'):
        from_centre = np.sqrt(u * u + v * v)
        outer = from_centre - 0.9 * radius
        return outer if shape == 'circle' else np.maximum(outer, 0.45 * radius - from_centre)
    sides = np.stack([nx * u + ny * v for nx, ny in _NORMALS[shape]])
    if shape == 'square':
        return sides.max(axis=0) - 0.75 * radius
    if shape == 'triangle':
        return sides.max(axis=0) - 0.55 * radius
    # The five lines of a pentagram: its points are inside at least four of them.
    return np.sort(sides, axis=0)[3] - 0.36 * radius


def _pattern(rng, u, v, radius):
    """What darkens the surface: nothing, stripes, dots or checks; 0 to 1, shape (H, W)."""
    kind = rng.randint(4)
    period = radius * (0.3 + 0.25 * rng.random_sample())
    if kind == 0:
        return np.zeros_like(u)
    if kind == 1:
        return _wave(u / period) + 0 * v
    if kind == 2:
        return np.maximum(_wave(u / period) + _wave(v / period) - 1, 0)
    across, along = _wave(u / period), _wave(v / period)
    return across + along - 2 * across * along


def _wave(phase):
    # A square wave with slopes instead of jumps, so that edges stay soft.
    saw = np.abs(phase - np.floor(phase) - 0.5)
    return np.clip(8 * (saw - 0.25) + 0.5, 0, 1)


def blotches(rng, height, width, cells):
    """A random grid of ``cells`` x ``cells``, enlarged bilinearly: (height, width, 3), +-0.5."""
    grid = rng.random_sample((cells + 1, cells + 1, 1)) - 0.5
    grid = 0.7 * grid + 0.3 * (rng.random_sample((cells + 1, cells + 1, 3)) - 0.5)
    rows = _enlarge(grid, height)
    return _enlarge(rows.transpose(1, 0, 2), width).transpose(1, 0, 2)


def _enlarge(grid, length):
    at = np.arange(length) * ((len(grid) - 1) / float(length))
    low = np.floor(at).astype(int)
    part = (at - low)[:, None, None]
    return grid[low] * (1 - part) + grid[low + 1] * part


def _draw_line(rng, image):
    # Clutter as bright as the objects, but grey: in their colours it made the classes
    # twice as slow to learn.
    v, u = np.ogrid[: image.shape[0], : image.shape[1]]
    cos, sin = _direction(rng)
    x, y = rng.random_sample() * image.shape[1], rng.random_sample() * image.shape[0]
    colour = 50 + 180 * rng.random_sample() + 40 * (rng.random_sample(3) - 0.5)
    distance = np.abs(cos * (u - x) + sin * (v - y)) - (0.5 + rng.random_sample())
    cover = np.clip(0.5 - distance, 0, 1)[:, :, None]
    image += cover * (colour - image)
