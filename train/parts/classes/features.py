"""Features of pictures by a network whose weights stay as they are, computed once."""

import json
import os
import zlib

import chainer
import numpy

from cli import files, progress
from cli.errors import UserError
from models.parts.spatial_pyramid import pooled
from models.weights import npz_file

MADE = 'made'


def levels(model, pictures, names, bins):
    """What each level of a spatial pyramid has of the features of some pictures.

    Args:
        model: Network with ``features``.
        pictures: Of each picture a function without arguments that gives it, float32 (3, H, W).
        names (str): What the pictures are called, for the progress.
        bins: Sides of the levels.

    Returns:
        dict: By side, float32 (pictures, channels * side * side).
    """
    found = {n: [] for n in bins}
    with chainer.using_config('train', False), chainer.no_backprop_mode():
        for picture in progress.shown(pictures, names):
            h = model.features(model.device.send(picture()[None]))
            for n in bins:
                found[n].append(chainer.backend.CpuDevice().send(pooled(h, n).array).ravel())
    return {n: numpy.stack(each) for n, each in found.items()}


def kept(path, made, compute):
    """What ``compute()`` gives, from the file ``path`` where that was made of the same.

    Args:
        path (str): The file, written whole or not at all.
        made (dict): What tells these features from others.
        compute: Function without arguments that gives a dict as :func:`levels`.

    Raises:
        UserError: ``path`` holds others, or is damaged.
    """
    made = json.dumps(made, sort_keys=True)
    if not os.path.exists(path):
        found = compute()
        with files.replacing(path) as temporary:
            arrays = {str(n): array for n, array in found.items()}
            numpy.savez(temporary, **dict(arrays, **{MADE: numpy.array(made)}))
        return found
    try:
        found = npz_file.read(path)
    except UserError as e:
        raise UserError('{}: remove it, and it is made again'.format(e))
    if str(found.pop(MADE, '')) != made:
        raise UserError(
            '{}: features of other pictures, or by other weights: choose another --out, or remove '
            'it'.format(path)
        )
    return {int(n): array for n, array in found.items()}


def of_files(paths):
    """What tells the content of some files, in their order, from that of others."""
    digest, size = 0, 0
    for path in paths:
        of_one = of_file(path)
        digest = zlib.crc32(of_one['crc32'].encode('ascii'), digest)
        size += of_one['bytes']
    return {'bytes': size, 'crc32': '{:08x}'.format(digest & 0xFFFFFFFF)}


def of_file(path):
    """What tells a file's content from another's."""
    with open(path, 'rb') as f:
        content = f.read()
    return {'bytes': len(content), 'crc32': '{:08x}'.format(zlib.crc32(content) & 0xFFFFFFFF)}
