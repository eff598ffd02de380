"""Write a data set in Pascal VOC's layout, whole or not at all."""

import contextlib
import io
import os

import numpy as np
from PIL import Image

from cli.errors import UserError
from data.folders import manifest, voc_xml
from data.pictures.classes import write_classes


class VocFolder(object):
    """A folder of VOC's layout being written; :func:`writing` makes one."""

    truth, lists = 'SegmentationClass', os.path.join('ImageSets', 'Segmentation')

    def __init__(self, root, classes, colours, suffix):
        self._root = root
        self._palette = np.asarray(colours, dtype=np.uint8).reshape(-1).tolist()
        self._suffix = suffix
        self._names = set()
        for folder in ('JPEGImages', self.truth, self.lists):
            os.makedirs(os.path.join(root, folder))
        write_classes(root, classes)

    def add(self, name, picture, label):
        """Write one pair.

        Raises:
            UserError: One of this name was written before.

        Args:
            picture: uint8 array of shape (H, W, 3), RGB.
            label: uint8 array of shape (H, W), 255 where not to be counted.
        """
        if name in self._names:
            raise UserError('{}: two pictures would have this name: rename one'.format(name))
        self._names.add(name)
        self._add_truth(name, picture, label)
        self._save(Image.fromarray(picture), 'JPEGImages', name + self._suffix, quality=92)

    def _add_truth(self, name, picture, label):
        image = Image.fromarray(label)
        image.putpalette(self._palette)
        self._save(image, self.truth, name + '.png')

    def add_list(self, name, names):
        """Write a list of names, ``name.txt``."""
        path = os.path.join(self._root, self.lists, name + '.txt')
        with open(path, 'w', encoding='utf-8') as f:
            f.writelines(n + '\n' for n in names)

    def _save(self, image, folder, name, **options):
        # By way of memory: Pillow hides a full disk behind an encoder error.
        encoded = io.BytesIO()
        image.save(encoded, 'PNG' if name.endswith('.png') else 'JPEG', **options)
        with open(os.path.join(self._root, folder, name), 'wb') as f:
            f.write(encoded.getvalue())


class VocBoxesFolder(VocFolder):
    """The same with boxes around objects in the place of labels: ``Annotations/NAME.xml``."""

    truth, lists = 'Annotations', os.path.join('ImageSets', 'Main')

    def _add_truth(self, name, picture, objects):
        """``objects``: list of :class:`~data.folders.objects.Object`."""
        path = os.path.join(self._root, self.truth, name + '.xml')
        voc_xml.write(path, name + self._suffix, picture.shape[:2], objects)


@contextlib.contextmanager
def writing(root, made, classes, colours=(), suffix='.jpg', kind=VocFolder):
    """Give a folder to fill; it becomes ``root`` when the body is done.

    Args:
        root, made: As of :func:`data.folders.manifest.writing`.
        classes: names of the classes; colours: uint8 (256, 3) palette of labels.
        suffix: '.jpg' or '.png', how pictures are kept.
        kind: :class:`VocFolder` or :class:`VocBoxesFolder`.
    """
    with manifest.writing(root, made) as folder:
        yield kind(folder, classes, colours, suffix)
