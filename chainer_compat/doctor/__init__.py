"""What is installed here, and what will run where: ``python -m chainer_compat.doctor``."""
