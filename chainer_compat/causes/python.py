"""Python's ``multiprocessing.Pool`` divides by the number of its workers.

With ``maxtasksperchild``, which ``chainer.iterators.MultiprocessIterator`` takes, there are moments
without a worker. The error ends the iterator's thread, and whoever waits for the next batch waits
for ever. The number is the iterator's own, so it can say itself how many examples a task has. Every
Python has this fault; mended from 3.8 on, so that the period stack stays what it was.

The iterator makes its thread a daemon by a method that warns since Python 3.10.
"""

from chainer_compat.mend import Mend

MENDS = [
    Mend(
        module='chainer.iterators.multiprocess_iterator',
        line=509,
        old='enumerate(indices))',
        new='enumerate(indices), -(-len(indices) // (4 * self.n_processes)))',
        since=('python', '3.8'),
    ),
    Mend(
        module='chainer.iterators.multiprocess_iterator',
        line=475,
        old='thread.setDaemon(True)',
        new='thread.daemon = True',
        since=('python', '3.10'),
    ),
]
