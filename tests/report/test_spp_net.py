"""The tables of SPP-net's claims: shares, paired differences and what they decide."""

import json
import math

import pytest

from report import spp_net
from report.parts import paired


def answers(right):
    """answers.json in which ``right`` says of (folds, classifier, view) how right it was."""
    names = {(one[0], view) for _, *two in spp_net._COMPARED for one in two
             for view in ([one[1]] if isinstance(one[1], str) else one[1])}  # fmt: skip
    return {
        'pictures': ['{}.jpg'.format(i) for i in range(40)],
        'answers': [
            {
                'folds': folds,
                'classifier': name,
                'view': view,
                'of': 5 - folds,
                'right': ''.join(str(int(r * (5 - folds))) for r in right(folds, name, view)),
            }
            for folds in (4, 1)
            for name, view in sorted(names)
        ],
    }


def half_right(folds, name, view):
    return [1.0, 0.0] * 20


def write(folder, content):
    (folder / 'answers.json').write_text(json.dumps(content))
    return folder


def test_differences_by_hand():
    """+1, 0, 0, -1 and so on: the mean 0, the standard error of 40 such."""
    ones, others = [1, 1, 0, 0] * 10, [0, 1, 0, 1] * 10
    mean, low, high = paired.difference(ones, others)
    half = 1.96 * math.sqrt(20 / 39.0 / 40)
    assert mean == 0 and (low, high) == pytest.approx((-half, half))
    assert paired.decided((0, low, high)) == 'not decided'


@pytest.mark.parametrize('found, words', [
    ((0.1, 0.01, 0.2), 'yes'), ((-0.1, -0.2, -0.01), 'the other way'),
    ((0.1, 0.0, 0.2), 'not decided'),
])  # fmt: skip
def test_what_is_decided(found, words):
    assert paired.decided(found) == words


def test_difference_in_points():
    assert paired.told((0.0149, 0.002, 0.0281)) == '+1.5 (0.2 to 2.8)'


def test_tables(tmp_path, script):
    def right(folds, name, view):
        if folds == 4 and name == 'whole':
            return [1.0] * 40
        return half_right(folds, name, view)

    run = write(tmp_path, answers(right))
    status, printed, err = script(spp_net.main, run, '-o', tmp_path / 'claims.md')
    assert status == 0, err
    text = (tmp_path / 'claims.md').read_text()
    assert text in printed
    assert '| whole | whole | 100.0% | 50.0% |' in text
    line = next(line for line in text.splitlines() if line.startswith('| warping loses | whole'))
    assert '| yes |' in line and line.count('not decided') == 1
    assert '| +50.0 (34.3 to 65.7) |' in line
    assert text.count('four deformations') == 4


def test_deformations_are_taken_together(tmp_path, script):
    """Right in one of four deformations: a quarter."""

    def right(folds, name, view):
        if name == 'warp' and view == 'bent, .1':
            return [1.0] * 40
        return [0.0] * 40

    found = spp_net.read(str(write(tmp_path, answers(right))))
    assert spp_net._right(found, 4, 'warp', spp_net._DEFORMED) == [0.25] * 40


@pytest.mark.parametrize('change, words', [
    (lambda c: c['answers'][0].update(right='01' * 19), 'each of the 40 pictures'),
    (lambda c: c['answers'][0].update(right='0x' * 20), 'each of the 40 pictures'),
    (lambda c: c['answers'][0].update(right='02' * 20), 'how often of 1'),
    (lambda c: c['answers'].clear(), 'no answers'),
    (lambda c: c.update(answers=7), 'a list belongs'),
    (lambda c: c['answers'].pop(), 'no answer of'),
])  # fmt: skip
def test_answers_changed_by_hand(change, words, tmp_path, refused):
    content = answers(half_right)
    change(content)
    line = refused(spp_net.main, write(tmp_path, content), '-o', tmp_path / 'claims.md')
    assert words in line and not (tmp_path / 'claims.md').exists()


def test_no_run(tmp_path, refused):
    assert 'train.spp_linear' in refused(spp_net.main, tmp_path, '-o', tmp_path / 'claims.md')


def test_answers_are_not_overwritten(tmp_path, refused):
    run = write(tmp_path, answers(half_right))
    assert 'is read here' in refused(spp_net.main, run, '-o', run / 'answers.json')
