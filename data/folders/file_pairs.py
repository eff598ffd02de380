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
        self._pictures = pictures
        self._labels = labels
        self._listed = {}

    def find(self, name):
        """Paths of the picture and of the label of an example.

        Args:
            name: file name without suffix.

        Raises:
            UserError: one of them is not there.
        """
        return self._path(self._pictures, name, listing.PICTURES, 'picture'), self.label(name)

    def label(self, name):
        """Path of the label alone."""
        return self._path(self._labels, name, listing.LABELS, 'label')

    def labelled(self):
        """Names that have a label.

        Raises:
            UserError: none has.
        """
        names = sorted(self._list(self._labels, listing.LABELS))
        if not names:
            other = [': ' + self._no_label(file) for file in self.other_labels()[:1]]
            raise UserError(
                '{}: holds no label pictures (*.png){}'.format(self._labels, ''.join(other))
            )
        return names

    def unlabelled(self):
        """Names of the pictures that have none."""
        pictures = self._list(self._pictures, listing.PICTURES)
        return sorted(set(pictures) - set(self._list(self._labels, listing.LABELS)))

    def other_labels(self):
        """Files among the labels that are no PNG, and so are none: pictures of other formats."""
        found = listing.visible(self._labels)
        other = tuple(set(listing.PICTURES) - set(listing.LABELS)) + ('.tif', '.tiff', '.gif')
        return sorted(file for file in found if file.lower().endswith(other))

    def _path(self, root, name, suffixes, what):
        # A name may lead into a folder further down.
        inner, stem = os.path.split(name)
        folder = os.path.join(root, inner) if inner else root
        file = self._list(folder, suffixes).get(stem)
        if file is None:
            also = '' if len(suffixes) == 1 else ' (nor {})'.format(' '.join(suffixes[1:]))
            raise UserError(
                '{}: no such {}{}, but {!r} is asked for{}'.format(
                    os.path.join(folder, stem + suffixes[0]), what, also, name, self._hint(name)
                )
            )
        return os.path.join(folder, file)

    def _hint(self, name):
        for file in self.other_labels():
            if os.path.splitext(file)[0] == name:
                return ': ' + self._no_label(file)
        return ''

    def _no_label(self, file):
        return '{} is no PNG, and JPEG changes the numbers of classes: save labels as PNG'.format(
            os.path.join(self._labels, file)
        )

    def _list(self, folder, suffixes):
        key = folder, suffixes
        if key not in self._listed:
            self._listed[key] = listing.listed(folder, suffixes)
        return self._listed[key]
