"""What the scripts for segmentation share."""

import argparse

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
