"""What post 003 claims of SPP-net, on frozen features: two tables in Markdown.

    python -m report.spp_net runs/spp_linear --out results/spp_net/claims.md

Takes answers.json (python -m train.spp_linear). The first table has how many of the pictures were
right, the second who was more often right on the same pictures, in points of per cent, with the
interval of 95 % over the pictures: where 0 lies in it, nothing is decided.
"""

import os

from cli import errors, files, json_file, options, outputs
from cli.errors import UserError
from cli.json_file import COUNT, TEXT
from report.parts import paired, tables

ANSWERS = 'answers.json'
_KINDS = {
    'pictures': [TEXT],
    'answers': [{'classifier': TEXT, 'folds': COUNT, 'view': TEXT, 'of': COUNT, 'right': TEXT}],
}

_DEFORMED = 'bent, .05', 'bent, .1', 'sheared, .15', 'sheared, .3'
_SINGLE = 'warp, level 1', 'warp, level 2', 'warp, level 4', 'warp, no pyramid'

# Claim, and (classifier, view) of the two that are compared.
_COMPARED = (
    [
        ('cropping loses', ('whole', 'whole'), ('crop', 'crop')),
        ('warping loses', ('whole', 'whole'), ('warp', 'warp')),
        ('cropping loses', ('whole', 'whole'), ('crop, no pyramid', 'crop')),
        ('warping loses', ('whole', 'whole'), ('warp, no pyramid', 'warp')),
        ('two sizes are better than one', ('crop, two sizes', 'crop'), ('crop', 'crop')),
        ('two sizes are better than one', ('crop, two sizes', 'crop, 180'), ('crop', 'crop, 180')),
    ]
    + [('several levels are better than one', ('warp', 'warp'), (one, 'warp')) for one in _SINGLE]
    + [
        ('several levels withstand deformations', ('warp', _DEFORMED), (one, _DEFORMED))
        for one in _SINGLE
    ]
)


def main():
    p = options.parser(__doc__)
    p.add_argument('run', metavar='RUN', help='folder of a run of train.spp_linear')
    p.add_argument('--out', '-o', required=True, help='Markdown file to write')
    args = p.parse_args()
    outputs.check([args.out], [os.path.join(args.run, ANSWERS)])
    found = read(args.run)
    text = '{}\n{}'.format(shares(found), claims(found))
    files.write_text(args.out, text)
    print(text)


def read(run):
    """How right each classifier was on each picture, 0 to 1: by folds, classifier and view.

    Raises:
        UserError: ``run`` holds no answers, or damaged ones.
    """
    path = os.path.join(run, ANSWERS)
    try:
        content = json_file.read(path, _KINDS)
    except (OSError, ValueError):
        raise UserError('{}: cannot be read: python -m train.spp_linear makes it'.format(path))
    number = len(content['pictures'])
    found = {}
    for each in content['answers']:
        right = each['right']
        if len(right) != number or set(right) - set('01234'[: each['of'] + 1]):
            raise UserError(
                '{}: "right" must hold a digit for each of the {} pictures, how often of {}'.format(
                    path, number, each['of']
                )
            )
        found[each['folds'], each['classifier'], each['view']] = [
            int(digit) / each['of'] for digit in right
        ]
    if not found:
        raise UserError('{}: no answers in it'.format(path))
    return found


def shares(found):
    """The first table: a line a classifier and what it was tested on."""
    folds = _folds(found)
    lines = [['classifier', 'tested on'] + [_trained(n) for n in folds]]
    for _, classifier, view in [key for key in found if key[0] == folds[0]]:
        right = [_right(found, n, classifier, view) for n in folds]
        lines.append([classifier, view] + ['{:.1%}'.format(sum(r) / len(r)) for r in right])
    return tables.markdown(lines)


def claims(found):
    """The second table: a line a comparison."""
    folds = _folds(found)
    lines = [['claim', 'compared', 'with', 'tested on']]
    for n in folds:
        lines[0] += [_trained(n), 'so?']
    for claim, one, other in _COMPARED:
        line = [claim, one[0], other[0], _views(one[1], other[1])]
        for n in folds:
            difference = paired.difference(_right(found, n, *one), _right(found, n, *other))
            line += [paired.told(difference), paired.decided(difference)]
        lines.append(line)
    return tables.markdown(lines)


def _folds(found):
    return sorted({folds for folds, _, _ in found}, reverse=True)


def _trained(folds):
    return 'trained on {} fold{}'.format(folds, 's'[: folds > 1])


def _right(found, folds, classifier, views):
    """Of several views, how often each picture was right in all of them together."""
    views = [views] if isinstance(views, str) else views
    try:
        each = [found[folds, classifier, view] for view in views]
    except KeyError:
        raise UserError(
            'no answer of "{}" tested on {}: python -m train.spp_linear makes all'.format(
                classifier, ' or '.join(views)
            )
        )
    return [sum(right) / len(views) for right in zip(*each)]


def _views(one, other):
    if one != other:
        return '{}; {}'.format(one, other)
    return one if isinstance(one, str) else 'four deformations'


if __name__ == '__main__':
    errors.run(main)
