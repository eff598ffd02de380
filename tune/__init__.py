"""A search for settings over any training script's options: ``python -m tune``, docs/tune.md."""
