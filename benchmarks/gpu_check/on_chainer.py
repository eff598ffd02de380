"""Chainer, as a side asks for it."""

import resource

import chainer
import numpy
from chainer.backends import cuda

# What cuDNN may take for one convolution where it chooses the quickest way: Chainer's own 8 MiB
# rule out most of them.
WORKSPACE = 2**30


class Library:
    """Chainer on a device.

    Args:
        device (str): As Chainer writes it.
        cudnn (bool): With cuDNN, where there is one.
        tuned (bool): cuDNN tries its ways of computing and keeps the quickest for each size.
    """

    def __init__(self, device, cudnn, tuned):
        self._device = chainer.get_device(device)
        self._device.use()
        chainer.global_config.use_cudnn = 'auto' if cudnn else 'never'
        chainer.global_config.autotune = tuned
        if tuned and cuda.cudnn_enabled:
            cuda.set_max_workspace_size(WORKSPACE)
        self._on_gpu = self._device.xp is not numpy

    def wait(self):
        """Until the GPU has done all it was told to do."""
        if self._on_gpu:
            self._device.device.synchronize()

    def memory(self):
        """float: Most GiB that the GPU gave so far; on a CPU, that the process had."""
        if self._on_gpu:
            # The pool gives nothing back by itself: what it holds is the most it ever held.
            return cuda.memory_pool.total_bytes() / 2.0**30
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2.0**20

    def versions(self):
        """dict: What computes."""
        found = {'chainer': chainer.__version__, 'numpy': numpy.__version__}
        if self._on_gpu:
            found['cupy'] = cuda.cupy.__version__
            found['cuda'] = cuda.cupy.cuda.runtime.runtimeGetVersion()
        if self._on_gpu and cuda.cudnn_enabled:
            found['cudnn'] = cuda.cupy.cuda.cudnn.getVersion()
        return found
