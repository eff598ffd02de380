"""Max pooling and un-pooling of pictures."""
