"""Where the picture and the label of an example are."""

import os

from cli.errors import UserError
from data.folders import listing


class FilePairs(object):
    """The pairs of two folders; each folder is listed once.

    Args:
        pictures, labels: Paths of the folders.
    """

    def __init__(self, pictures, labels):
        self._pictures = listing.Folder(pictures, listing.PICTURES, 'picture')
        self._labels = listing.Folder(labels, listing.LABELS, 'label')

    def find(self, name):
        """Paths of the picture and of the label of an example.

        Args:
            name: file name without suffix.

        Raises:
            UserError: one of them is not there.
        """
        return self._pictures.find(name), self.label(name)

    def label(self, name):
        """Path of the label alone."""
        return self._labels.find(name, self._hint)

    def labelled(self):
        """Names that have a label.

        Raises:
            UserError: none has.
        """
        names = self._labels.names()
        if not names:
            other = [': ' + self._no_label(file) for file in self.other_labels()[:1]]
            raise UserError(
                '{}: holds no label pictures (*.png){}'.format(self._labels.root, ''.join(other))
            )
        return names

    def unlabelled(self):
        """Names of the pictures that have none."""
        return sorted(set(self._pictures.names()) - set(self._labels.names()))

    def other_labels(self):
        """Files among the labels that are no PNG, and so are none: pictures of other formats."""
        found = listing.visible(self._labels.root)
        other = tuple(set(listing.PICTURES) - set(listing.LABELS)) + ('.tif', '.tiff', '.gif')
        return sorted(file for file in found if file.lower().endswith(other))

    def _hint(self, name):
        for file in self.other_labels():
            if os.path.splitext(file)[0] == name:
                return ': ' + self._no_label(file)
        return ''

    def _no_label(self, file):
        return '{} is no PNG, and JPEG changes the numbers of classes: save labels as PNG'.format(
            os.path.join(self._labels.root, file)
        )
