"""Objects found in pictures, drawn and told; measures of a detector; what is refused."""

import json

import numpy
import pytest
from PIL import Image

from data import scenes
from models.parts import grid
from models.yolo import FastYOLO
from predict import detection, evaluate_detection
from predict.parts import detectors
from train.parts import loop

CLASSES = list(scenes.CLASSES)


def made(tmp_path, classes, data=None, **says):
    """The run of a Fast YOLO that says the same of every picture."""
    run = tmp_path / 'run'
    run.mkdir()
    model = FastYOLO(len(classes), 1, 112)
    cells = numpy.zeros((7, 7, grid.numbers(len(classes))), 'f')
    for place, numbers in says.get('cells', {}).items():
        cells[place] = numbers
    model.fc12.W.array[...] = 0
    model.fc12.b.array[...] = cells.ravel()
    loop.save(str(run / 'model_final.npz'), model)
    facts = {
        'model': 'yolo_fast', 'n_class': len(classes), 'width': 1, 'classes': classes,
        'structure': {'size': 112}, 'options': {'data': data, 'test_list': None, 'classes': None},
    }  # fmt: skip
    (run / 'args.json').write_text(json.dumps(facts))
    return run


# In the cell (3, 3) a star, as wide as high, .9 * .8 sure.
STAR = {(3, 3): [0.5, 0.5, 0.5, 0.5, 0.9] + [0] * 5 + [0, 0, 0, 0.8, 0]}


@pytest.fixture
def run(tmp_path):
    return made(tmp_path, CLASSES, cells=STAR)


@pytest.fixture
def photo(tmp_path):
    """Wider than high, and on its side: EXIF turns it."""
    path = tmp_path / 'photo.jpg'
    picture = Image.fromarray(numpy.full((200, 100, 3), 90, 'u1'))
    exif = Image.Exif()
    exif[0x0112] = 6
    picture.save(str(path), exif=exif)
    return path


def test_drawn_and_told_in_pixels_of_the_photograph(run, photo, tmp_path, script):
    out = tmp_path / 'out'
    status, printed, err = script(detection.main, run, photo, '-o', out)
    assert status == 0, err
    assert 'star 0.72' in printed
    told = json.loads((out / 'photo.json').read_text())
    assert (told['width'], told['height']) == (200, 100)
    (found,) = told['objects']
    assert found['class'] == 'star' and found['score'] == pytest.approx(0.72)
    # A quarter of each side, in the middle.
    assert found['box'] == pytest.approx([37.5, 75, 62.5, 125], abs=0.01)
    with Image.open(str(out / 'photo.png')) as drawn:
        assert drawn.size == (400, 200)
        assert numpy.array(drawn).std() > 3


def test_a_folder_and_a_threshold(run, tmp_path, script):
    folder = tmp_path / 'photographs'
    folder.mkdir()
    for name in ('a.png', 'b.jpg'):
        Image.new('RGB', (50, 60), (9, 99, 199)).save(str(folder / name))
    status, printed, err = script(
        detection.main, run, folder, '-o', tmp_path / 'out', '--threshold', 0.75
    )
    assert status == 0, err
    assert printed.count('nothing') == 2
    assert sorted(p.name for p in (tmp_path / 'out').iterdir()) == [
        'a.json', 'a.png', 'b.json', 'b.png',
    ]  # fmt: skip


def test_nothing_is_written_over(run, photo, tmp_path, script, refused):
    out = tmp_path / 'out'
    assert script(detection.main, run, photo, '-o', out)[0] == 0
    assert '--overwrite' in refused(detection.main, run, photo, '-o', out)
    assert script(detection.main, run, photo, '-o', out, '--overwrite')[0] == 0
    line = refused(detection.main, run, tmp_path, '-o', tmp_path)
    assert 'is the folder of the pictures' in line


def test_a_damaged_picture_is_told_before_anything_is_written(run, photo, tmp_path, refused):
    (tmp_path / 'bad.png').write_bytes(b'\x89PNG\r\n\x1a\nno')
    line = refused(detection.main, run, photo, tmp_path / 'bad.png', '-o', tmp_path / 'out')
    assert 'bad.png' in line and not (tmp_path / 'out').exists()
    Image.fromarray(numpy.full((9, 9), 40000, 'u2')).save(str(tmp_path / 'bad.png'))
    line = refused(detection.main, run, photo, tmp_path / 'bad.png', '-o', tmp_path / 'out')
    assert '8 bits' in line and not (tmp_path / 'out').exists()


def test_a_run_of_another_kind(run, photo, tmp_path, refused):
    facts = json.loads((run / 'args.json').read_text())
    facts['model'] = 'fcn32s'
    (run / 'args.json').write_text(json.dumps(facts))
    line = refused(detection.main, run, photo, '-o', tmp_path / 'out')
    assert 'fcn32s' in line and 'not of a detector' in line


def test_a_kept_run_without_weights(run, photo, tmp_path, refused):
    (run / 'model_final.npz').unlink()
    line = refused(detection.main, run, photo, '-o', tmp_path / 'out')
    assert 'model_final.npz: no such weights file' in line
    (run / 'log').write_text('[]')
    for main, more in ((detection.main, [photo, '-o', tmp_path / 'out']),
                       (evaluate_detection.main, [])):  # fmt: skip
        line = refused(main, run, *more)
        assert '{}: this kept run has no weights ('.format(run) in line


def star_in_each(root, number=5):
    """Pictures of 70 x 70 with a star where STAR says one is, and another one in its cell."""
    (root / 'images').mkdir(parents=True)
    lines = []
    for i in range(number):
        Image.new('RGB', (70, 70)).save(str(root / 'images' / 'p{}.png'.format(i)))
        lines.append('p{} star 27 27 44 44\n'.format(i))
    lines.append('p0 ring 34 34 37 37\n')
    (root / 'boxes.txt').write_text(''.join(lines))
    (root / 'classes.txt').write_text('\n'.join(CLASSES) + '\n')
    (root / 'all.txt').write_text(''.join('p{}\n'.format(i) for i in range(number)))
    return root


def test_measured(tmp_path, script):
    data = star_in_each(tmp_path / 'stars')
    run = made(tmp_path, CLASSES, str(data), cells=STAR)
    status, printed, err = script(evaluate_detection.main, run, '--list', 'all')
    assert status == 0, err
    found = json.loads((run / 'evaluation.json').read_text())
    aps = {c['class']: c['AP 2007'] for c in found['classes']}
    assert aps == {'star': 1, 'ring': 0, 'circle': None, 'square': None, 'triangle': None}
    assert found['mean AP 2007'] == found['mean AP 2010'] == 0.5
    assert found['errors'] == {
        'correct': 5, 'localization': 0, 'similar': 0, 'other': 0, 'background': 0,
    }  # fmt: skip
    sides = [(group['objects'], group['found']) for group in found['sides']]
    assert sides == [(1, 0), (5, 5), (0, 0), (0, 0), (2, 1)]
    assert '5 pictures, 6 objects counted' in printed and 'no own cell' in printed


def test_measures_of_other_pictures_are_not_replaced(tmp_path, script, refused):
    data = star_in_each(tmp_path / 'stars')
    run = made(tmp_path, CLASSES, str(data), cells=STAR)
    assert script(evaluate_detection.main, run, '--list', 'all')[0] == 0
    assert 'holds measures of other pictures' in refused(evaluate_detection.main, run)
    assert script(evaluate_detection.main, run, '-o', tmp_path / 'other.json')[0] == 0


def test_classes_alike_are_hoiem_s():
    alike = evaluate_detection.similar(('cat', 'dog', 'car', 'bird', 'aeroplane', 'bottle'))
    pairs = {(i, j) for i, j in zip(*numpy.nonzero(alike)) if i < j}
    assert pairs == {(0, 1), (0, 3), (1, 3), (2, 4), (3, 4)}


def test_every_detector_has_a_name():
    assert set(detectors.NETWORKS) == {'yolo', 'yolo_fast', 'yolo_squeezenet'}
