"""What only a GPU can tell: ``make gpu-check``, ``python -m benchmarks.gpu_check``."""
