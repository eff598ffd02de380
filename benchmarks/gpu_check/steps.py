"""How long a step of each network takes at the posts' size of pictures, and how much memory.

With cuDNN where it is, and without: what the list of packages for newer GPUs costs.
"""

import time

import chainer
import numpy
from chainer.backends import cuda

from benchmarks.gpu_check.row import Row
from predict.parts.networks import NETWORKS
from train.parts import recipes

STEPS = 20
LR = 1e-4
# Classes and size of a picture: VOC's for the FCNs, CamVid's for the others.
VOC, CAMVID = (21, (375, 500)), (11, (360, 480))


def settings():
    """list: What is timed, as (words, value of Chainer's ``use_cudnn``)."""
    without = [('without cuDNN', 'never')]
    return [('with cuDNN', 'auto')] + without if cuda.cudnn_enabled else without


def rows(device, steps=STEPS, width=None, networks=None):
    """Seconds a step and, on a GPU, the peak of its memory.

    Args:
        device (str): As Chainer writes it.
        steps (int): How many are timed, after one to warm up.
        width (int): Channels of the first block; None: the post's.
        networks (list of str): Their names; None: all.
    """
    for name in sorted(NETWORKS) if networks is None else networks:
        for words, use_cudnn in settings():
            with chainer.using_config('use_cudnn', use_cudnn):
                yield from _rows(device, steps, width, name, words)


def _rows(device, steps, width, name, words):
    device = chainer.get_device(device)
    device.use()
    on_gpu = device.xp is not numpy
    if on_gpu:
        pool = device.xp.get_default_memory_pool()
        pool.free_all_blocks()
    n_class, size = VOC if name.startswith('fcn') and 'squeeze' not in name else CAMVID
    model = NETWORKS[name](n_class) if width is None else NETWORKS[name](n_class, width)
    model.to_device(device)
    optimizer = recipes.post(model, LR)
    x, t = (device.send(array) for array in _picture(n_class, size))

    def step():
        optimizer.update(model, x, t)
        # Reading the loss waits for the GPU.
        return float(model.loss.array)

    step()
    seconds = []
    for _ in range(steps):
        start = time.perf_counter()
        step()
        seconds.append(time.perf_counter() - start)
    what = '{}, 1x3x{}x{}, {}'.format(*((name,) + size + (words,)))
    yield Row(what + ': a step', float(numpy.median(seconds)), 's')
    if on_gpu:
        # The pool gives nothing back by itself: what it holds is the most it ever held.
        yield Row(what + ': memory', pool.total_bytes() / 2.0**30, 'GiB')


def _picture(n_class, size):
    """A picture (1, 3) + size float32 and its labels int32, some of them -1."""
    rng = numpy.random.RandomState(0)
    x = (60 * rng.randn(1, 3, *size)).astype(numpy.float32)
    t = rng.randint(0, n_class, (1,) + size).astype(numpy.int32)
    t[:, :20] = -1
    return x, t
