"""How long a step of FCN-32s takes at the posts' size of pictures, and how much memory."""

import time

import chainer
import numpy

from benchmarks.gpu_check.row import Row
from benchmarks.sides.segmentation_chainer import LR, N_CLASS, SIZE, picture
from models.fcn32s import MyFcn32sWithAnySize
from train.parts import recipes

STEPS = 20


def rows(device, steps=STEPS, width=64):
    """Seconds a step and, on a GPU, the peak of its memory.

    Args:
        device (str): As Chainer writes it.
        steps (int): How many are timed, after one to warm up.
        width (int): Channels of the first block.
    """
    device = chainer.get_device(device)
    device.use()
    on_gpu = device.xp is not numpy
    if on_gpu:
        pool = device.xp.get_default_memory_pool()
        pool.free_all_blocks()
    model = MyFcn32sWithAnySize(N_CLASS, width)
    model.to_device(device)
    optimizer = recipes.post(model, LR)
    x, t = (device.send(array) for array in picture())

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
    what = 'FCN-32s, 1x3x{}x{}, width {}'.format(*(SIZE + (width,)))
    yield Row(what + ': a step', float(numpy.median(seconds)), 's')
    if on_gpu:
        # The pool gives nothing back by itself: what it holds is the most it ever held.
        yield Row(what + ': memory', pool.total_bytes() / 2.0**30, 'GiB')
