"""What is kept of runs that differ in the seed alone."""

import json

from report import keep


def run(folder):
    folder.mkdir(parents=True)
    (folder / 'args.json').write_text('{"model": "fcn32s", "options": {"epoch": 1}}')
    (folder / 'log').write_text(json.dumps([{'epoch': 1, 'iteration': 1, 'main/loss': 1.0}]))
    for name in ('loss.png', 'examples.png', 'model_final.npz'):
        (folder / name).write_bytes(b'picture')
    return folder


def test_pictures_of_one_seed_are_kept(script, tmp_path):
    runs = [run(tmp_path / 'runs' / name) for name in ('plain_0', 'plain_1', 'other_1')]
    status, _, err = script(keep.main, *(runs + ['--out', tmp_path / 'kept']))
    assert status == 0, err
    found = {
        folder.name: sorted(f.name for f in folder.iterdir())
        for folder in (tmp_path / 'kept').iterdir()
    }
    both = ['args.json', 'log']
    whole = sorted(both + ['loss.png', 'examples.png'])
    assert found == {'plain_0': whole, 'plain_1': both, 'other_1': whole}
