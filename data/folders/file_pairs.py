"""Where the picture and the label of an example are."""

import os

from cli.errors import UserError


def find_pair(root, pictures, labels, name):
    """Paths of the picture, .jpg or .png, and of the label of an example.

    Args:
        root: folder of the data set.
        pictures, labels: folders in it.
        name: file name without suffix.

    Raises:
        UserError: one of them is not there.
    """
    label = os.path.join(root, labels, name + '.png')
    for suffix in ('.jpg', '.png'):
        picture = os.path.join(root, pictures, name + suffix)
        if os.path.exists(picture):
            break
    else:
        raise UserError(
            '{}: no such picture (nor .jpg), but {!r} is asked for'.format(picture, name)
        )
    if not os.path.exists(label):
        raise UserError('{}: no such label, but {!r} is asked for'.format(label, name))
    return picture, label
