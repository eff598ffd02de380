"""The numbers that real old Chainers gave, from the same programs."""

import json
import os

import numpy
import pytest

from tests.chainer_compat.processes import python

HERE = os.path.dirname(os.path.abspath(__file__))

# Where the old version was wrong, or kept an array in another shape.
OTHERWISE = {
    'functions_1.24.0': {
        # Its gradient left eps out that its output had.
        'F.fixed_batch_normalization(x(5, 3), x(3), x(3), x(3), x(3) * 0 + 2, 0.1, False)',
    },
    'functions_1.8.0': {
        # Its gradient was doubled.
        'F.huber_loss(x(2, 3), x(2, 3), 0.5)',
    },
    'functions_1.4.0': {
        # Labels of -1 counted.
        'F.sigmoid_cross_entropy(x(2, 3), '
        'Variable(np.array([[0, 1, 1], [1, -1, 0]], np.int32)), False)',
    },
    'links_1.4.0': {
        # gamma and beta had the shape (1, size, 1).
        'batch normalization', 'batch normalization, then tested',
        'batch normalization, tested by position', 'inception_bn',
    },
}  # fmt: skip


def program(name):
    return os.path.join(HERE, 'programs', name + '.py')


def real(name):
    return os.path.join(HERE, 'real', name)


def rows(text):
    return {row['name']: row for row in map(json.loads, text.splitlines())}


def flat(value):
    """All numbers of a row, and its structure."""
    if isinstance(value, list):
        parts = [flat(part) for part in value]
        return sum((part[0] for part in parts), []), [part[1] for part in parts]
    return ([value], 0) if isinstance(value, float) else ([], value)


def without_paths(found):
    """Before 1.5 parameters had no paths."""
    return [['', numbers] for _, numbers in found]


@pytest.mark.parametrize('version', ['1.24.0', '1.17.0', '1.8.0', '1.4.0'])
@pytest.mark.parametrize('what', ['links', 'functions'])
def test_values(what, version):
    name = '{}_{}'.format(what, version)
    with open(real(name + '.jsonl')) as f:
        then = rows(f.read())
    option = '--chainer=' + version
    now = rows(python('-m', 'chainer_compat', option, program(what), '-v'))
    compared = 0
    for key, row in then.items():
        if 'error' in row or key in OTHERWISE.get(name, ()):
            continue
        for part in set(row) - {'name'}:
            assert part in now[key], (key, now[key].get('text'))
            found = now[key][part]
            if part in ('before', 'after') and version == '1.4.0':
                found = without_paths(found)
            numbers, structure = flat(row[part])
            mine, mine_structure = flat(found)
            assert structure == mine_structure, (key, part)
            numpy.testing.assert_allclose(mine, numbers, rtol=1e-4, atol=1e-5, err_msg=key)
        compared += 1
    assert compared >= {'links': 15, 'functions': 60}[what]


def test_sine_post():
    """The losses that the post's script has in Chainer 1.24: the mode gives them, nothing else."""
    losses = {}
    out = python('-m', 'chainer_compat', '--chainer=1.24', program('sine'), '150')
    with open(real('sine_1.24.0.txt')) as f:
        then = f.read()
    for line, expected in zip(out.splitlines(), then.splitlines()):
        words, expected = line.split(), expected.split()
        assert words[0] == expected[0] and words[2:] == expected[2:]
        assert abs(float(words[1]) - float(expected[1])) < 2e-6
        losses[words[0]] = float(words[1])
    assert (losses['10'], losses['100'], losses['150']) == (0.499476, 0.370076, 0.170375)
