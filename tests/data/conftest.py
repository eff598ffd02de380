import numpy as np
import pytest
from PIL import Image

from data.pictures.classes import colormap
from tests.data.annotations import annotation


class Folder(object):
    """A small folder of VOC's layout to spoil."""

    def __init__(self, root):
        self.root = root
        for name in ('JPEGImages', 'SegmentationClass', 'ImageSets/Segmentation'):
            (root / name).mkdir(parents=True)

    def __str__(self):
        return str(self.root)

    def picture(self, name):
        return self.root / 'JPEGImages' / (name + '.jpg')

    def label(self, name):
        return self.root / 'SegmentationClass' / (name + '.png')

    def add(self, name, height=20, width=30, mode='RGB', values=(0, 3, 20, 255)):
        """A picture of random blocks, and stripes of ``values`` as its label."""
        rng = np.random.RandomState(len(name))
        blocks = rng.randint(0, 256, (height // 5, width // 5, 3)).astype(np.uint8)
        picture = Image.fromarray(blocks.repeat(5, axis=0).repeat(5, axis=1))
        picture.convert(mode).save(str(self.picture(name)), quality=95, subsampling=0)
        label = np.resize(np.array(values, dtype=np.uint8), (height, width))
        indexed = Image.fromarray(label)
        indexed.putpalette(colormap().tobytes())
        indexed.save(str(self.label(name)))
        return label

    def annotate(self, name, *objects, **more):
        """An annotation of these objects (tests.data.annotations)."""
        path = self.annotation(name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(annotation(*objects, **more), encoding='utf-8')

    def annotation(self, name):
        return self.root / 'Annotations' / (name + '.xml')

    def write_list(self, name, text, folder='Segmentation'):
        path = self.root / 'ImageSets' / folder / (name + '.txt')
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        return str(path)


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / 'VOC2012')
