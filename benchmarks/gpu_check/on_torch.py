"""PyTorch, as a side asks for it."""

import resource

import torch


class Library:
    """PyTorch on a device.

    Args:
        device (str): As PyTorch writes it.
        tf32 (bool): Also for matrix products, for which PyTorch has it off.
        tuned (bool): cuDNN tries its ways of computing and keeps the quickest for each size.
    """

    def __init__(self, device, tf32, tuned):
        self._on_gpu = device != 'cpu'
        torch.backends.cuda.matmul.allow_tf32 = tf32
        torch.backends.cudnn.allow_tf32 = tf32
        torch.backends.cudnn.benchmark = tuned

    def wait(self):
        """Until the GPU has done all it was told to do."""
        if self._on_gpu:
            torch.cuda.synchronize()

    def memory(self):
        """float: Most GiB that the GPU gave so far; on a CPU, that the process had."""
        if self._on_gpu:
            return torch.cuda.max_memory_reserved() / 2.0**30
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2.0**20

    def versions(self):
        """dict: What computes."""
        found = {'torch': torch.__version__}
        if self._on_gpu:
            found['cuda'] = torch.version.cuda
            found['cudnn'] = torch.backends.cudnn.version()
        return found
