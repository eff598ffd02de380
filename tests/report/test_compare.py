"""The table "post / here" comes out of log files."""

import json

import pytest
from PIL import Image

from cli.errors import UserError
from report import compare, page
from report.parts.runs import read_posts, summary


@pytest.fixture
def run(tmp_path):
    """A run whose best epoch was not its last."""
    folder = tmp_path / 'fcn'
    folder.mkdir()
    facts = {
        'model': 'fcn32s', 'n_class': 21, 'width': 64, 'commit': 'abc', 'versions': {},
        'options': {'data': 'VOC2012', 'device': '-1', 'out': 'x'},
    }  # fmt: skip
    (folder / 'args.json').write_text(json.dumps(facts))
    log = [
        {
            'epoch': i + 1, 'iteration': 10 * i, 'elapsed_time': 60.0 * (i + 1),
            'main/loss': 2.0, 'validation/main/loss': 2.5,
            'main/accuracy': 0.9, 'validation/main/accuracy': accuracy,
        }
        for i, accuracy in enumerate([0.5, 0.875, 0.75])
    ]  # fmt: skip
    (folder / 'log').write_text(json.dumps(log))
    return folder


def test_the_last_epoch_counts_not_the_best(run):
    here = summary(str(run))
    assert here['test accuracy'] == 0.75
    assert (here['epochs'], here['minutes']) == (3, 3)


def test_the_table_holds_both(run):
    head, _, line = compare.table([str(run)]).strip().splitlines()
    assert head.count('|') == line.count('|')
    assert '75.0%' in line
    assert '{:.1%}'.format(read_posts()['fcn32s']['test accuracy']) in line
    assert 'VOC2012' in line and '3 min on the CPU' in line


def test_the_command_writes_table_and_curves(run, tmp_path, script):
    out = tmp_path / 'out'
    status, printed, err = script(compare.main, run, '--out', out)
    assert status == 0, err
    assert (out / 'compare.md').read_text().strip() == printed.strip()
    with Image.open(str(out / 'compare.png')) as picture:
        assert picture.size[0] == 800 and picture.size[1] > 320


def test_several_runs_and_each_post_once(run, tmp_path, monkeypatch):
    """Curves of all, one dashed line for FCN-32s and one for FCN-16s, and none cut off."""
    runs = [str(run)]
    for name, model, lowest in (('again', 'fcn32s', 0.4), ('fcn16s', 'fcn16s', 0.2)):
        other = tmp_path / name
        other.mkdir()
        facts = json.loads((run / 'args.json').read_text())
        log = json.loads((run / 'log').read_text())
        log[0]['main/accuracy'] = lowest
        (other / 'args.json').write_text(json.dumps(dict(facts, model=model)))
        (other / 'log').write_text(json.dumps(log))
        runs.append(str(other))
    drawn = []
    monkeypatch.setattr(compare.plt, 'close', drawn.append)
    compare.draw(runs, str(tmp_path / 'curves.png'))
    loss, accuracy = drawn[0].axes
    labels = [line.get_label() for line in accuracy.get_lines()]
    assert [label for label in labels if 'post' in label] == [
        'fcn32s in the post: 92%',
        'fcn16s in the post: 94%',
    ]
    assert {line.get_ydata()[0] for line in accuracy.get_lines()[-2:]} == {0.92, 0.94}
    assert len(loss.get_lines()) == 6 and len(labels) == 8
    low, high = accuracy.get_ylim()
    assert low < 0.2 and high == 1


def test_a_run_that_was_not_tested_has_training_curves(run, tmp_path):
    log = [
        {'epoch': 1, 'elapsed_time': 60.0, 'main/loss': 2.0, 'main/accuracy': 0.5},
        {'epoch': 2, 'elapsed_time': 90.0, 'main/loss': 1.0, 'main/accuracy': 0.6},
    ]
    (run / 'log').write_text(json.dumps(log))
    compare.draw([str(run)], str(tmp_path / 'curves.png'))
    assert '| - |' in compare.table([str(run)])


def test_a_run_of_one_epoch_can_be_seen(run, tmp_path, monkeypatch):
    log = json.loads((run / 'log').read_text())
    (run / 'log').write_text(json.dumps(log[:1]))
    drawn = []
    monkeypatch.setattr(compare.plt, 'close', drawn.append)
    compare.draw([str(run)], str(tmp_path / 'curves.png'))
    lines = [line for axes in drawn[0].axes for line in axes.get_lines() if len(line.get_xdata())]
    points = [line for line in lines if len(line.get_xdata()) == 1]
    assert len(points) == 4 and {line.get_marker() for line in points} == {'o'}


def test_the_page_needs_nothing_but_itself(run, tmp_path, script):
    Image.new('RGB', (9, 9)).save(str(run / 'examples.png'))
    status, _, err = script(page.main, tmp_path / 'out', run)
    assert status == 0, err
    text = (tmp_path / 'out' / 'index.html').read_text()
    assert '<td>75.0%</td>' in text
    assert text.count('src="data:image/png;base64,') == text.count('<img') == 2


def test_a_folder_without_a_run(tmp_path, refused):
    assert 'args.json' in refused(compare.main, tmp_path)


def test_a_run_without_an_epoch(run):
    (run / 'log').write_text('[]')
    with pytest.raises(UserError, match='no epoch'):
        summary(str(run))
