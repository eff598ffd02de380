"""What the scripts for segmentation share."""

import argparse
import os
import types

import numpy
from PIL import Image

from data.pictures.classes import colormap
from train.parts import segmentation


def test_classes_of_another_file(tiny, tmp_path):
    names = tmp_path / 'names.txt'
    names.write_text('\n'.join('class {}'.format(i) for i in range(30)))
    parser = argparse.ArgumentParser()
    segmentation.add_options(parser)
    loader = segmentation.load(parser.parse_args(['--data', tiny, '--classes', str(names)]))
    assert loader.n_class == loader.train.n_class == 30
    assert loader.classes[29] == 'class 29'
    assert segmentation.load(parser.parse_args(['--data', tiny])).n_class == 21


class Drawn(list):
    """Test pictures, and a network that sees nothing but background."""

    def predict(self, x):
        return numpy.zeros((1,) + x.shape[2:], numpy.int32)


def test_a_handful_of_example_pictures_stays_small(tmp_path):
    x, truth = numpy.zeros((3, 600, 500), 'f'), numpy.ones((600, 500), 'i')
    test = Drawn([(x, truth)] * 6)
    examples = segmentation.Examples(test, test, colormap())
    trainer = types.SimpleNamespace(out=str(tmp_path), updater=types.SimpleNamespace(epoch=0))
    for epoch in range(1, 18):
        trainer.updater.epoch = epoch
        examples(trainer)
    kept = {'examples_epoch_{}.jpg'.format(epoch) for epoch in (1, 2, 4, 8, 16)}
    assert set(os.listdir(str(tmp_path))) == kept | {'examples.png'}
    with Image.open(str(tmp_path / 'examples.png')) as now:
        with Image.open(str(tmp_path / 'examples_epoch_16.jpg')) as before:
            assert now.width * now.height > 3.6e6
            assert 0.99e6 < before.width * before.height < 1.01e6
            assert abs(before.width / before.height - now.width / now.height) < 0.01
