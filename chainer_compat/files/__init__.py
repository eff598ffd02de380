"""Files that older Chainers wrote, read by Chainer 7.8.1.

A pickle holds the names of its classes and, of each object, the attributes it had then; both have
changed since. ``names`` knows where a class went; ``links``, ``functions``, ``variables``,
``initializers``, ``residents``, ``optimizers`` and ``caffe`` what has become of the attributes;
``flag``, ``function_set`` and ``pooling`` stand for classes that are no more. ``optimizers``,
``trainer`` and ``shifts`` read what Chainer 1 saved as npz or hdf5, too.

Nothing here changes what Chainer does with a file of its own.
"""
