"""The posts' training scripts: ``python -m train.NAME``."""
