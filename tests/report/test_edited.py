"""What a hand has changed in a run's folder is told in a line by whoever reads it."""

import json

import pytest

from predict import evaluate, lstm_sine
from report import arms, camvid, classes, compare, keep, lstm_sine_keep, page, spread
from report import lstm_sine as report_lstm_sine

FACTS = {
    'model': 'segnet', 'n_class': 2, 'width': 2, 'classes': ['a', 'b'], 'lr': 0.1,
    'options': {'data': 'x', 'device': '-1', 'balance': 0, 'scale': 1, 'batchsize': 1},
}  # fmt: skip
LOG = [{'epoch': 1, 'iteration': 4, 'elapsed_time': 9, 'main/loss': 1, 'main/accuracy': 0.5,
        'validation/main/loss': 1, 'validation/main/accuracy': 0.5}]  # fmt: skip
MEASURED = {
    'pixel accuracy': 0.5, 'class accuracy': 0.5, 'mean IU': 0.5, 'pictures': 1, 'list': None,
    'classes': [{'class': 'a', 'pixels': 9, 'accuracy': None, 'IU': 0.5}],
}  # fmt: skip
BAD = [[], {}, 'x', None, 3]


@pytest.fixture
def run(tmp_path):
    folder = tmp_path / 'run'
    folder.mkdir()
    for name, content in (('args.json', FACTS), ('log', LOG), ('evaluation.json', MEASURED)):
        (folder / name).write_text(json.dumps(content))
    return folder


def tried(run, tmp_path, script, mains):
    """Each command on the run: it works or says in one line which file is wrong."""
    for i, main in enumerate(mains):
        out = tmp_path / 'out{}'.format(i)
        options = [run, '--out', out]
        if main in (evaluate.main, lstm_sine.main):
            options = [run]
        elif main is page.main:
            options = [out, run]
        status, _, err = script(main, *options)
        if status:
            assert status == 1 and str(run) in err.splitlines()[-1], err
        yield status


ALL = (
    arms.main, camvid.main, classes.main, compare.main, keep.main, page.main, spread.main,
    evaluate.main, lstm_sine.main, report_lstm_sine.main, lstm_sine_keep.main,
)  # fmt: skip
TABLES = arms.main, camvid.main, classes.main, compare.main, spread.main


def test_what_nobody_touched_is_read(run, tmp_path, script):
    assert list(tried(run, tmp_path, script, TABLES[1:2])) == [0]


@pytest.mark.parametrize('bad', BAD + [
    dict(FACTS, width='x'), dict(FACTS, n_class='3'), dict(FACTS, options=None),
    dict(FACTS, options={}), dict(FACTS, classes='ab'), dict(FACTS, model=['segnet']),
    dict(FACTS, model='lstm'), dict(FACTS, colours=[[1, 2, 'x']]),
    dict(FACTS, width=-1), dict(FACTS, n_class=True),
])  # fmt: skip
def test_options_edited_by_hand(run, tmp_path, script, bad):
    (run / 'args.json').write_text(json.dumps(bad))
    list(tried(run, tmp_path, script, ALL))


@pytest.mark.parametrize('bad', BAD + [
    dict(MEASURED, classes={}), dict(MEASURED, classes=[{}]), {'mean IU': 'x'},
    dict(MEASURED, **{'pixel accuracy': None}), dict(MEASURED, classes=[3]),
])  # fmt: skip
def test_measures_edited_by_hand(run, tmp_path, script, bad):
    (run / 'evaluation.json').write_text(json.dumps(bad))
    assert 1 in list(tried(run, tmp_path, script, TABLES))
    (run / 'evaluation.json').write_text('{"mean')
    assert 1 in list(tried(run, tmp_path, script, TABLES))


@pytest.mark.parametrize(
    'bad', BAD + [[{}], [3], [{'epoch': 'x'}], [dict(LOG[0], **{'main/loss': []})]]
)
def test_a_log_edited_by_hand(run, tmp_path, script, bad):
    (run / 'log').write_text(json.dumps(bad))
    assert 1 in list(tried(run, tmp_path, script, TABLES))
