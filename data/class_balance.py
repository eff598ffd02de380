"""Weights that make up for rare classes: median-frequency balancing.

Post 000 (2017-04-30, postscript to SegNet) and Badrinarayanan, Kendall and Cipolla, "SegNet"
(PAMI 2017), section 4, after Eigen and Fergus (ICCV 2015):

    weight(c) = median of all freq / freq(c)
    freq(c) = pixels of c / pixels of the pictures in which c occurs

    python -m data.class_balance --data CAMVID --list train
"""

import numpy as np

from cli.errors import run
from cli.parser import Parser
from data import layouts
from data.voc import SegmentationDataset


def median_frequency(labels, n_class):
    """Weight of each class.

    Args:
        labels: iterable of int arrays of any shape, one a picture. Pixels outside of 0 to
            ``n_class - 1`` (-1; void classes of a file, such as 11 or 255) don't count, neither
            as a class nor among the pixels of a picture.
        n_class: number of classes.

    Returns:
        float32 array of shape (n_class,). A class that never occurs has no frequency: it takes
        no part in the median and gets 1, so that a loss over other pictures counts it plainly.
        Without any pixel that counts, all are 1.
    """
    own = np.zeros(n_class, dtype=np.int64)
    around = np.zeros(n_class, dtype=np.int64)
    for label in labels:
        label = np.asarray(label)
        counted = label[(label >= 0) & (label < n_class)].astype(np.int64)
        pixels = np.bincount(counted, minlength=n_class)
        own += pixels
        around += np.where(pixels > 0, counted.size, 0)
    occurs = own > 0
    weights = np.ones(n_class, dtype=np.float32)
    frequencies = own[occurs] / around[occurs].astype(np.float64)
    if frequencies.size:
        weights[occurs] = np.median(frequencies) / frequencies
    return weights


def of_dataset(dataset):
    """:func:`median_frequency` of a :class:`data.voc.SegmentationDataset`'s labels."""
    return median_frequency((dataset.label(i) for i in range(len(dataset))), dataset.n_class)


def main():
    parser = Parser(
        prog='python -m data.class_balance',
        description='Print the median-frequency weight of each class of a data set.',
    )
    parser.add_argument('--data', metavar='DIR', required=True, help='folder of the data set')
    parser.add_argument(
        '--list', help='names of the pictures to count (default: those for training)'
    )
    parser.add_argument('--classes', metavar='FILE', help='names of the classes')
    args = parser.parse_args()
    layout = layouts.find(args.data)
    classes = layout.read_classes(args.classes)
    names = layout.read_list(args.list) if args.list else layout.train_names()
    dataset = SegmentationDataset(args.data, names, len(classes))
    for name, weight in zip(classes, of_dataset(dataset)):
        print('{:8.4f}  {}'.format(weight, name))


if __name__ == '__main__':
    run(main)
