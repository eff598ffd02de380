"""One page that shows runs: the table "post / here", curves, and predictions.

    python -m report.page runs/demo runs/demo/fcn32s --pictures runs/demo/photograph

--pictures takes a folder that predict.segmentation wrote: what a trained network saw.
Writes OUT/index.html, which needs nothing but itself.
"""

import base64
import html
import os

from cli import errors, files, options
from cli.errors import UserError
from report.compare import draw, rows
from report.parts.runs import summary

_PAGE = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Chainer revisited</title>
<style>
body {{ font-family: sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; color: #222 }}
table {{ border-collapse: collapse; font-size: 90% }}
th, td {{ border: 1px solid #ccc; padding: .4em .6em; text-align: left }}
img {{ max-width: 100%; height: auto }}
img.pixels {{ image-rendering: pixelated; min-width: 32em }}
</style>
<h1>Chainer revisited</h1>
<p>Runs of this repository beside what the posts of 2016 report. The pictures that the
posts used are not in the repository: compare the figures only where the data is the same.</p>
{body}
</html>
"""

# What runs and predictions leave in a run's folder, and what to say of it.
_SHOWN = [
    ('loss.png', 'Loss.'),
    ('examples.png', 'Test pictures: prediction, with its share of right pixels or boxes; truth.'),
    ('cells.txt', 'Pixels, and cells: the scores of ISBI 2012, and which that touch are apart.'),
    ('found.txt', 'Objects: average precision by class, and what the surest boxes are.'),
    ('prediction.png', 'The wave that is given, and how the network goes on with it.'),
    ('words.png', 'The words from where their vectors spread most.'),
    ('nearest.txt', 'Answers to analogies, by the cosine of the vectors.'),
]


def main():
    p = options.parser(__doc__)
    p.add_argument('out', metavar='OUT', help='folder to write index.html into')
    p.add_argument('runs', metavar='RUN', nargs='+', help='folder of a training run')
    p.add_argument('--pictures', metavar='DIR', help='folder of predictions to show first')
    args = p.parse_args()
    parts = list(_predictions(args.pictures)) if args.pictures else []
    parts.append(_table(rows(args.runs)))
    tested = [run for run in args.runs if summary(run)['test accuracy'] is not None]
    if tested:
        curves = os.path.join(args.out, 'curves.png')
        draw(tested, curves)
        parts += ['<h2>Learning curves</h2>', _image(curves)]
    for run in args.runs:
        parts += ['<h2>{}</h2>'.format(html.escape(run))] + list(_shown(run, run in tested))
    path = os.path.join(args.out, 'index.html')
    files.write_text(path, _PAGE.format(body='\n'.join(parts)))
    print('{} written'.format(path))


def _predictions(folder):
    """Photographs with what a network saw in them laid over."""
    if not os.path.isdir(folder):
        raise UserError('--pictures {}: no such folder'.format(folder))
    names = sorted(name for name in os.listdir(folder) if name.endswith('_overlay.png'))
    if not names:
        raise UserError('{}: holds no prediction (NAME_overlay.png)'.format(folder))
    yield '<h2>{}</h2>'.format(html.escape(folder))
    yield '<p>What a network that is trained already sees in a photograph.</p>'
    for name in names:
        yield _image(os.path.join(folder, name))


def _shown(run, tested):
    """What a reader of the post looks for: the parts of the page that show one run."""
    for name, words in _SHOWN:
        path = os.path.join(run, name)
        if os.path.exists(path) and not (tested and name == 'loss.png'):
            yield '<p>{}</p>'.format(words)
            if name.endswith('.png'):
                yield _image(path, 'pixels' if name == 'examples.png' else '')
            else:
                with open(path, encoding='utf-8') as f:
                    yield '<pre>{}</pre>'.format(html.escape(f.read()))


def _table(cells):
    lines = []
    for number, row in enumerate(cells):
        tag = 'td' if number else 'th'
        filled = ''.join('<{0}>{1}</{0}>'.format(tag, html.escape(cell)) for cell in row)
        lines.append('<tr>{}</tr>'.format(filled))
    return '<table>\n{}\n</table>'.format('\n'.join(lines))


def _image(path, kind=''):
    with open(path, 'rb') as f:
        data = base64.b64encode(f.read()).decode('ascii')
    return '<p><img class="{}" alt="{}" src="data:image/png;base64,{}">'.format(
        kind, html.escape(os.path.basename(path)), data
    )


if __name__ == '__main__':
    errors.run(main)
