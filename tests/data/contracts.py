"""What every example of a kind of data set is, whatever folder it is read from."""

import numpy as np


def check_segmentation(data):
    for i in range(len(data)):
        image, label = data[i]
        _check_image(image)
        assert label.shape == image.shape[1:] and label.dtype == np.int32
        assert -1 <= label.min() and label.max() < data.n_class


def check_detection(data):
    for i in range(len(data)):
        image, boxes, labels, difficult = data[i]
        _check_image(image)
        assert boxes.shape == (len(labels), 4) and boxes.dtype == np.float32
        assert labels.shape == difficult.shape == (len(boxes),)
        assert labels.dtype == np.int32 and difficult.dtype == bool
        assert ((labels >= 0) & (labels < data.n_class)).all()
        assert (boxes >= 0).all() and (boxes[:, :2] < boxes[:, 2:]).all()
        assert (boxes[:, 2:] <= image.shape[1:]).all()
        counts = np.append(np.bincount(labels, minlength=data.n_class), difficult.sum())
        np.testing.assert_array_equal(data.counts(i), counts)


def check_classification(data):
    for i in range(len(data)):
        image, label = data[i]
        _check_image(image)
        assert label.shape == () and label.dtype == np.int32
        assert 0 <= label < data.n_class and label == data.labels[i]
        np.testing.assert_array_equal(data.counts(i), np.eye(data.n_class)[label])


def _check_image(image):
    assert image.ndim == 3 and image.shape[0] == 3 and image.dtype == np.float32
    assert -124 <= image.min() and image.max() <= 152
