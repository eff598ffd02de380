"""The causes for which Chainer 7.8.1 needs a mend; one module each."""
