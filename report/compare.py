"""Hold runs against what the posts report: a table and the learning curves.

    python -m report.compare runs/fcn32s --out runs/compare

Writes compare.md and compare.png; the dashed line in the curves is the figure
that the post ends with (the posts' curves themselves were pictures).
"""

import os

from cli import errors, files, options, plots
from cli.plots import plt
from report.parts.runs import read_log, read_posts, summary


def main():
    p = options.parser(__doc__)
    p.add_argument('runs', metavar='RUN', nargs='+', help='folder of a training run')
    p.add_argument('--out', '-o', default='runs/compare', help='folder to write into')
    args = p.parse_args()
    text = table(args.runs)
    files.write_text(os.path.join(args.out, 'compare.md'), text)
    draw(args.runs, os.path.join(args.out, 'compare.png'))
    print(text)


def rows(runs):
    """Cells of the table "post / here", the heading first: lists of text."""
    posts = read_posts()
    found = [['run', 'data', 'epochs', 'time', 'loss', 'test accuracy', 'in the post', 'its data']]
    for run in runs:
        here = summary(run)
        post = posts.get(here['model'], {})
        found.append(
            [
                run,
                here['data'],
                str(here['epochs']),
                '{:.0f} min on {}'.format(here['minutes'], _machine(here['device'])),
                '{:.3g}'.format(here['loss']),
                _percent(here['test accuracy']),
                _percent(post.get('test accuracy'))
                if 'test accuracy' in post
                else post.get("in the post's words", '-'),
                ', '.join(filter(None, [post.get('data'), post.get('time')])) or '-',
            ]
        )
    return found


def table(runs):
    """The table "post / here" in Markdown."""
    cells = rows(runs)
    head, *body = ['| ' + ' | '.join(row) + ' |' for row in cells]
    return '\n'.join([head, '|' + '---|' * len(cells[0])] + body) + '\n'


def draw(runs, path):
    """Loss and accuracy of the runs, training and test, as a PNG."""
    figure, (loss, accuracy) = plt.subplots(1, 2)
    reported = {}
    for number, run in enumerate(runs):
        colour = 'C{}'.format(number)
        for axes, key in ((loss, 'loss'), (accuracy, 'accuracy')):
            _draw_curves(axes, run, key, colour)
        reported.setdefault(summary(run)['model'], colour)
    posts = read_posts()
    for model, colour in reported.items():
        value = posts.get(model, {}).get('test accuracy')
        if value is not None:
            accuracy.axhline(
                value, linestyle='--', color=colour, linewidth=1,
                label='{} in the post: {:.0%}'.format(model, value),
            )  # fmt: skip
    for axes, title in ((loss, 'Loss'), (accuracy, 'Accuracy')):
        axes.set_title(title)
        axes.set_xlabel('epoch')
        axes.grid(alpha=0.3)
    accuracy.set_ylim(top=1)
    # Below the curves, where it hides none of them, however many runs there are.
    lines = accuracy.get_legend_handles_labels()
    height = 0.25 * ((len(lines[0]) + 2) // 3) + 0.1
    figure.set_size_inches(10, 4 + height)
    figure.legend(*lines, loc='lower center', ncol=3, fontsize=8)
    plots.legible(figure)
    figure.tight_layout(rect=(0, height / (4 + height), 1, 1))
    plots.save(figure, path, dpi=80)


def _draw_curves(axes, run, key, colour):
    name = os.path.basename(os.path.abspath(run))
    for prefix, style, what in (('main/', ':', 'training'), ('validation/main/', '-', 'test')):
        entries = [entry for entry in read_log(run) if prefix + key in entry]
        axes.plot(
            [entry['epoch'] for entry in entries], [entry[prefix + key] for entry in entries],
            style, color=colour, label='{}, {}'.format(name, what),
            marker='o' if len(entries) == 1 else None,  # of one point no line can be drawn
        )  # fmt: skip


def _percent(value):
    return '-' if value is None else '{:.1%}'.format(value)


def _machine(device):
    return 'the CPU' if device in ('-1', '@numpy') else device


if __name__ == '__main__':
    errors.run(main)
