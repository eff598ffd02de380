"""From a data set to batches on the device."""

import multiprocessing

import chainer
from chainer.dataset import DatasetMixin, concat_examples
from chainer.datasets import SubDataset
from chainer.iterators import MultiprocessIterator, SerialIterator
from PIL import Image

from cli import several
from cli.errors import UserError
from train.parts.order import SeededOrder
from train.parts.shared_order import OfRow, RowsOfOrder


class Loaded(DatasetMixin):
    """A data set whose errors travel with the batch.

    An exception in a worker of Chainer's ``MultiprocessIterator`` ends its
    prefetching thread, and the training waits for ever. So a
    :class:`UserError` is handed over in the example's place, and
    :func:`to_device` raises it where the training runs.
    """

    def __init__(self, dataset):
        self._dataset = dataset

    def __len__(self):
        return len(self._dataset)

    def get_example(self, i):
        try:
            return self._dataset[i]
        except UserError as e:
            return e


def iterator(dataset, batchsize, seed, loaders, repeat=True):
    """Iterator that loads ahead in ``loaders`` processes, or in this one if 0.

    Args:
        dataset: Data set.
        batchsize (int): Examples a batch.
        seed (int): Of the order of the examples; used when ``repeat``.
        loaders (int): Number of processes.
        repeat (bool): For training: epoch after epoch, shuffled, with a part of each
            step for every process. Else once, in order.
    """
    room = _room(dataset) if loaders else None
    dataset = Loaded(dataset)
    sampler = SeededOrder(seed) if repeat else None
    comm = several.comm()
    if repeat and comm.size > 1:
        dataset, sampler = OfRow(dataset, comm.rank), RowsOfOrder(sampler, comm.size)
    shuffle = None if repeat else False
    if loaders == 0:
        return SerialIterator(dataset, batchsize, repeat, shuffle, sampler)
    # Forked workers would inherit BLAS threads, a CUDA context and MPI's state.
    multiprocessing.set_start_method('forkserver', force=True)
    return MultiprocessIterator(
        dataset, batchsize, repeat, shuffle, n_processes=loaders, n_prefetch=2, shared_mem=room,
        order_sampler=sampler, dataset_timeout=None,
    )  # fmt: skip


def _room(dataset):
    """Bytes of the largest example of pictures and labels; None where all are alike.

    Chainer takes those of its first examples, and complains of every larger one. 0: pictures of
    any size without labels as large, which come through pipes.
    """
    if isinstance(dataset, SubDataset):
        dataset = dataset._dataset
    if getattr(dataset, 'of_any_size', False):
        return 0
    if not hasattr(dataset, 'pixel_bytes'):
        return None
    pixels = max(_pixels(dataset.pair(i)[0], dataset.scale) for i in range(len(dataset)))
    return dataset.pixel_bytes * max(1, pixels)


def _pixels(path, scale):
    try:
        with Image.open(path) as picture:
            width, height = picture.size
    except Exception:  # what is damaged is told when it is loaded
        return 0
    return (int(width * scale) + 1) * (int(height * scale) + 1)


def fit_batch(args, dataset):
    """Let no batch hold an example twice: ``args.batchsize`` is at most what there is.

    Chainer's iterators would go through the data set several times in one step.
    """
    largest = -(-len(dataset) // several.comm().size)
    if args.batchsize > largest:
        print(
            '--batchsize {}: there are {} training pictures: {} a step'.format(
                args.batchsize, len(dataset), largest
            )
        )
        args.batchsize = largest


@chainer.dataset.converter()
def to_device(batch, device):
    """Converter: examples of one batch to arrays on ``device``.

    Raises:
        UserError: An example could not be loaded, or sizes differ in a batch.
    """
    for example in batch:
        if isinstance(example, UserError):
            raise example
    sizes = {example[0].shape for example in batch}
    if len(sizes) > 1:
        raise UserError(
            'a batch needs pictures of one size, and these differ ({}): use --batchsize 1'.format(
                ', '.join(sorted('x'.join(map(str, s[1:])) for s in sizes))
            )
        )
    return concat_examples(batch, device)
