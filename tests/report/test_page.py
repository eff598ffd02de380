"""The page of make demo, from real runs of all its kinds."""

import base64

import pytest

from data import cells, scenes
from predict import evaluate, evaluate_detection
from report import page
from train import fcn32s, lstm_sine, skip_gram, unet, yolo


@pytest.fixture
def runs(tiny, tmp_path, script):
    """One short run of each of the posts' works."""
    tissue = tmp_path / 'cells'
    cells.make(str(tissue), number=3, side=32)
    shapes = tmp_path / 'scenes'
    scenes.make(str(shapes), number=3, side=40)
    options = {
        'fcn32s': (fcn32s, '--data', tiny, '--width', 2, '--loaders', 0),
        'unet': (unet, '--data', tissue, '--width', 2, '--loaders', 0),
        'yolo': (yolo, '--data', shapes, '--size', 112, '--width', 1, '--loaders', 0),
        'lstm_sine': (lstm_sine, '--length', 3, '-b', 2, '-e', 10),
        'skip_gram': (skip_gram, '--corpus', 'planted', '--units', 4, '-b', 4000),
    }
    folders = []
    for name, (training, *more) in options.items():
        folders.append(tmp_path / name)
        more = more if '-e' in more else more + ['-e', 1]
        status, _, err = script(training.main, '--out', folders[-1], *more)
        assert status == 0, err
    _, printed, _ = script(evaluate.main, tmp_path / 'unet')
    (tmp_path / 'unet' / 'cells.txt').write_text(printed)
    _, printed, _ = script(evaluate_detection.main, tmp_path / 'yolo')
    (tmp_path / 'yolo' / 'found.txt').write_text(printed)
    return folders


def test_predictions_come_first(runs, tmp_path, script, refused):
    folder = tmp_path / 'photograph'
    line = refused(page.main, tmp_path, runs[2], '--pictures', folder)
    assert 'no such folder' in line
    folder.mkdir()
    assert 'no prediction' in refused(page.main, tmp_path, runs[2], '--pictures', folder)
    (folder / 'cat.png').write_bytes(b'classes')
    (folder / 'cat_overlay.png').write_bytes(b'overlay')
    status, _, err = script(page.main, tmp_path, runs[2], '--pictures', folder)
    assert status == 0, err
    text = (tmp_path / 'index.html').read_text(encoding='utf-8')
    assert text.index(base64.b64encode(b'overlay').decode()) < text.index('<table>')
    assert base64.b64encode(b'classes').decode() not in text


def test_every_run_is_shown(runs, tmp_path, script):
    status, _, err = script(page.main, tmp_path, *runs)
    assert status == 0, err
    text = (tmp_path / 'index.html').read_text(encoding='utf-8')
    for run in runs:
        assert '<h2>{}</h2>'.format(run) in text
    # Curves of the runs with an accuracy, both's pictures, YOLO's loss and pictures, the word
    # vectors' loss; the LSTM draws its after 100.
    assert text.count('<img') == 6
    assert 'AP 2007' in text and 'localization' in text
    assert 'pairs of cells that touch are apart' in text
    assert 'about 92 %' in text or '92.0%' in text
    assert 'little difference from 3 on' in text
