"""How right predicted pixels are: the posts' accuracy, and the four measures of Long et al.

Long, Shelhamer, Darrell, "Fully Convolutional Networks for Semantic Segmentation"
(CVPR 2015), section 5: with n_ij the pixels of class i predicted to be of class j,
t_i = sum_j n_ij the pixels of class i, and n_cl the number of classes,

    pixel accuracy          sum_i n_ii / sum_i t_i
    class accuracy          (1 / n_cl) sum_i n_ii / t_i                       ("mean accuracy")
    mean IU                 (1 / n_cl) sum_i n_ii / (t_i + sum_j n_ji - n_ii)
    frequency-weighted IU   (sum_k t_k)^-1 sum_i t_i n_ii / (t_i + sum_j n_ji - n_ii)

All come out of one matrix n over all the pictures of a data set, not out of a mean
over pictures. Where the paper leaves 0 / 0, its code (score.py, ``nanmean``) leaves the
class out, and so does this: the class accuracy is a mean over the classes that occur
in the truth, the mean IU over those that occur in the truth or in the prediction.
"""

import numpy as np


def count(truth, predicted, n_class):
    """Confusion matrix of one picture; those of several pictures are added up.

    Args:
        truth: int array of any shape, 0 to ``n_class - 1``; pixels below 0 don't count.
        predicted: int array of that shape, 0 to ``n_class - 1``.
        n_class: number of classes.

    Returns:
        int64 array of shape (n_class, n_class): pixels of class [row] predicted as [column].

    Raises:
        ValueError: shapes differ, or a class is out of range.
    """
    truth, predicted = np.asarray(truth), np.asarray(predicted)
    if truth.shape != predicted.shape:
        raise ValueError('truth is {}, prediction {}'.format(truth.shape, predicted.shape))
    counted = truth >= 0
    truth, predicted = truth[counted].astype(np.int64), predicted[counted].astype(np.int64)
    if truth.size and not (
        truth.max() < n_class and 0 <= predicted.min() and predicted.max() < n_class
    ):
        raise ValueError('a class is not within 0 to {}'.format(n_class - 1))
    pairs = np.bincount(n_class * truth + predicted, minlength=n_class * n_class)
    return pairs.reshape(n_class, n_class).astype(np.int64)


def accuracy(truth, predicted):
    """The share of the pixels of one picture that are right, borders left out.

    The figure under the pictures of the posts (2016-07-16, 2016-07-18), which is the
    network's ``F.accuracy`` too.

    Args:
        truth, predicted: as in :func:`count`.

    Returns:
        float: 0 to 1; NaN where no pixel counts.
    """
    counted = truth >= 0
    return float((predicted == truth)[counted].mean()) if counted.any() else float('nan')


def measures(matrix):
    """The measures of the module's docstring.

    Args:
        matrix: what :func:`count` returns, or a sum of such.

    Returns:
        dict: ``pixel accuracy``, ``class accuracy``, ``mean IU`` and
        ``frequency-weighted IU`` (floats, 0 to 1; NaN where no pixel counts), and
        per class, arrays of shape (n_class,): ``class accuracies`` and ``IUs``
        (float64, NaN where undefined) and ``pixels`` (t_i, int64).
    """
    right, pixels = np.diag(matrix), matrix.sum(axis=1)
    union = pixels + matrix.sum(axis=0) - right
    accuracies, ius = _shares(right, pixels), _shares(right, union)
    occurs = pixels > 0
    return {
        'pixel accuracy': float(_shares(right.sum(), pixels.sum())),
        'class accuracy': _mean(accuracies[occurs]),
        'mean IU': _mean(ius[union > 0]),
        'frequency-weighted IU': float(_shares((pixels * ius)[occurs].sum(), pixels.sum())),
        'class accuracies': accuracies,
        'IUs': ius,
        'pixels': pixels,
    }


def _shares(part, whole):
    # NaN instead of 0 / 0, without NumPy's warning.
    return np.where(whole > 0, part / np.maximum(whole, 1), np.nan)


def _mean(values):
    return float(values.mean()) if values.size else float('nan')
