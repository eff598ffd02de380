"""The posts' figure from model files."""

import os

import numpy
from PIL import Image

from data.pictures import overlay
from data.pictures.classes import write_classes
from data.voc import SegmentationDataset
from predict import figure


def test_networks_side_by_side(run, untrained, tiny, tmp_path, script, monkeypatch):
    drawn = []

    def spy(rows, titles):
        drawn.append((rows, titles))
        return overlay.figure(rows, titles)

    monkeypatch.setattr(figure, 'figure', spy)
    out = tmp_path / 'figure.png'
    status, printed, err = script(
        figure.main, run, untrained('fcn16s'), '--list', 'trainval', '-o', out
    )
    assert status == 0, err
    assert '5 pictures' in printed
    ((rows, titles),) = drawn
    assert titles == ['fcn32s', 'fcn16s', 'ground truth']
    assert [len(row) for row in rows] == [3] * 5
    with Image.open(str(out)) as picture:
        widest = max(row[0][0].shape[1] for row in rows)
        assert picture.size[0] == 3 * widest + 2 * 4

    # The untrained network's scores are all equal: everything is background.
    names = sorted(name[:-4] for name in os.listdir(os.path.join(tiny, 'SegmentationClass')))
    for (_, truth), row in zip(SegmentationDataset(tiny, names), rows):
        share = (truth == 0).sum() / (truth >= 0).sum()
        assert row[1][1] == '{:.2%}'.format(share)
        assert row[2][0].shape == truth.shape + (3,)


def test_test_pictures_of_the_run_by_default(run, tmp_path, script):
    out = tmp_path / 'figure.png'
    model = os.path.join(run, 'model_best.npz')
    status, printed, err = script(figure.main, model, '-o', out)
    assert status == 0, err
    assert '1 pictures' in printed and out.exists()
    assert figure.title(model) == 'fcn32s model_best'
    assert figure.title(run + os.sep) == 'fcn32s'


def test_runs_of_different_classes(run, untrained, tmp_path, refused):
    other = untrained('fcn16s', ('ground', 'road'))
    line = refused(figure.main, run, other, '-o', tmp_path / 'figure.png')
    assert 'has 21 classes' in line and 'trained for 2' in line
    assert not (tmp_path / 'figure.png').exists()


def test_in_the_colours_of_the_run(untrained, tmp_path, script):
    root = tmp_path / 'mine'
    for name in ('JPEGImages', 'SegmentationClass'):
        (root / name).mkdir(parents=True)
    write_classes(str(root), ('ground', 'road'))
    (tmp_path / 'list.txt').write_text('a\n')
    Image.new('RGB', (40, 40), (100, 100, 100)).save(str(root / 'JPEGImages' / 'a.png'))
    label = Image.new('P', (40, 40), 1)
    label.putpalette([0, 0, 0, 0, 200, 0] + [0] * 762)
    label.save(str(root / 'SegmentationClass' / 'a.png'))
    out = tmp_path / 'figure.png'
    run = untrained('fcn32s', ('ground', 'road'), colours=[[0, 0, 0], [0, 0, 200]])
    status, _, err = script(
        figure.main, run, '--data', root,
        '--list', tmp_path / 'list.txt', '-o', out,
    )  # fmt: skip
    assert status == 0, err
    with Image.open(str(out)) as picture:
        pixels = numpy.array(picture)
    # Prediction (background: the photograph) and truth, below the titles.
    assert pixels[14 + 20, 20].tolist() == [100, 100, 100]
    assert pixels[14 + 20, 44 + 20].tolist() == [50, 50, 150]


def test_no_input_is_overwritten(run, tiny, tmp_path, refused):
    name = sorted(os.listdir(os.path.join(tiny, 'JPEGImages')))[0]
    for path in (os.path.join(tiny, 'JPEGImages', name), os.path.join(run, 'examples.png')):
        with open(path, 'rb') as f:
            before = f.read()
        line = refused(figure.main, run, '-o', path, '--overwrite')
        assert 'would be overwritten' in line
        with open(path, 'rb') as f:
            assert f.read() == before


def test_a_figure_of_before_stays_without_overwrite(run, tmp_path, script, refused):
    out = tmp_path / 'figure.png'
    out.write_text('painted by hand')
    assert 'is there already' in refused(figure.main, run, '-o', out)
    assert out.read_text() == 'painted by hand'
    assert script(figure.main, run, '-o', out, '--overwrite')[0] == 0
