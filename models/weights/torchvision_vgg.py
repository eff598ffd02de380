"""torchvision's VGG-16 as weights of VGGNet.

torchvision.models.vgg16 has the same layers under numbers, trained with another input: RGB from 0
to 1, minus a mean and divided by a deviation per channel. Ours is BGR from 0 to 255 minus VGG's
mean (data.pictures.picture). The first convolution is changed so that it takes ours.
"""

import numpy

from cli.errors import UserError

# Red, green, blue; torchvision's documentation of its pretrained models.
MEAN = (0.485, 0.456, 0.406)
DEVIATION = (0.229, 0.224, 0.225)
# What our input has had subtracted (data.pictures.picture.MEAN), in the same order.
_OUR_MEAN = (123.68, 116.779, 103.939)

_LAYERS = {
    'features.0': 'conv1_1', 'features.2': 'conv1_2',
    'features.5': 'conv2_1', 'features.7': 'conv2_2',
    'features.10': 'conv3_1', 'features.12': 'conv3_2', 'features.14': 'conv3_3',
    'features.17': 'conv4_1', 'features.19': 'conv4_2', 'features.21': 'conv4_3',
    'features.24': 'conv5_1', 'features.26': 'conv5_2', 'features.28': 'conv5_3',
    'classifier.0': 'fc6', 'classifier.3': 'fc7', 'classifier.6': 'fc8',
}  # fmt: skip
NAMES = {
    layer + theirs: ours + mine
    for layer, ours in _LAYERS.items()
    for theirs, mine in (('.weight', '/W'), ('.bias', '/b'))
}


def convert(tensors, path):
    """VGGNet's parameters from torchvision's.

    fc6 takes pool5 flattened as (C, H, W) here and there; only conv1_1 changes. With torchvision's
    input t and ours x, t = x / (255 s) + (M / 255 - m) / s in every channel (M our mean; m, s
    torchvision's), so its filters are divided by 255 s and the constant goes into the bias.

    That is exact but for the outermost pixels of conv1_1, where the padding of zeros stands for
    the colour M and not for 255 m: a difference of (0.005, 0.50, 0.41) of 255 steps in red, green
    and blue, which no bias can make up for, and which is left.

    Args:
        tensors (dict): What :func:`models.weights.torch_file.read` gives.
        path (str): Where they come from, for the message.

    Returns:
        dict: ``'conv1_1/W'`` and so on to :class:`numpy.ndarray`.

    Raises:
        UserError: They are not those of torchvision's vgg16.
    """
    wrong = sorted(set(tensors) ^ set(NAMES))
    if wrong:
        raise UserError(
            "{}: not torchvision's vgg16 (without batch normalization): {} is {}".format(
                path, wrong[0], 'missing' if wrong[0] in NAMES else 'in it'
            )
        )
    arrays = {NAMES[name]: tensor for name, tensor in tensors.items()}
    w = arrays['conv1_1/W'].astype(numpy.float64)
    mean, deviation, our_mean = (numpy.array(v) for v in (MEAN, DEVIATION, _OUR_MEAN))
    constant = (our_mean / 255 - mean) / deviation
    arrays['conv1_1/b'] = arrays['conv1_1/b'] + w.sum(axis=(2, 3)).dot(constant)
    # Divided per channel, then RGB turned to BGR.
    arrays['conv1_1/W'] = (w / (255 * deviation.reshape(3, 1, 1)))[:, ::-1]
    return arrays
