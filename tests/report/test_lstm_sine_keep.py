import json

from report import keep, lstm_sine, lstm_sine_keep
from tests.report.test_lstm_sine import make_run


def test_the_table_of_what_is_kept_is_that_of_the_runs(script, tmp_path):
    run = make_run(tmp_path / 'runs' / 'a', 3, 0, 1e-3)
    (tmp_path / 'runs' / 'a' / 'model_final.npz').write_bytes(b'weights')
    # Forty lines, for four hundred epochs; the last one of four is the last tenth.
    log = json.loads((tmp_path / 'runs' / 'a' / 'log').read_text())
    for i, line in enumerate(log):
        line['main/loss'] = 1.0 / (1 + i)
    more = [dict(line, epoch=line['epoch'] + 400 * k) for k in range(10) for line in log]
    (tmp_path / 'runs' / 'a' / 'log').write_text(json.dumps(more))
    status, _, err = script(lstm_sine_keep.main, run, '--out', tmp_path / 'kept')
    assert status == 0, err
    kept = tmp_path / 'kept' / 'a'
    assert {path.name for path in kept.iterdir()} == {
        'args.json', 'log', 'model_final.npz', 'prediction.json',
    }  # fmt: skip
    thinned = json.loads((kept / 'log').read_text())
    assert len(thinned) == 40 and thinned[-1]['epoch'] == 4000
    whole = lstm_sine.load(run)
    again = lstm_sine.load(str(kept))
    assert abs(again['final'] / whole['final'] - 1) < 1e-12


def test_an_unfinished_run(refused, tmp_path):
    run = make_run(tmp_path / 'a', 3, 0, 1e-3)
    said = refused(lstm_sine_keep.main, run, '--out', tmp_path / 'kept')
    assert 'model_final.npz: missing: the run is not finished' in said


def test_what_is_kept_does_not_replace_the_run(refused, tmp_path):
    for name in ('a', 'b'):
        (tmp_path / name / 'run').mkdir(parents=True)
        (tmp_path / name / 'run' / 'log').write_text('[]')
    for main in (lstm_sine_keep.main, keep.main):
        line = refused(main, tmp_path / 'a' / 'run', '--out', tmp_path / 'a')
        assert 'in a folder that is read' in line
        line = refused(main, tmp_path / 'a' / 'run', tmp_path / 'b' / 'run', '-o', tmp_path / 'out')
        assert 'both would be written as' in line
    assert not (tmp_path / 'out').exists()
