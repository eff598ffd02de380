"""What was found, as lines on the terminal and as a page."""

import os

from cli import files

PAGE, JSON = 'check.md', 'check.json'


def line(finding):
    """One line of text."""
    return '{0.verdict:>11}  {0.question}: {0.words}'.format(finding)


def write(out, script, options, findings, pictures):
    """Leave :data:`PAGE` and :data:`JSON` in ``out``.

    Args:
        out (str): A folder that is there.
        script (str), options (list of str): What was checked.
        findings (list of Finding): In order.
        pictures (list of str): Names of pictures in ``out``.
    """
    lines = ['# python -m check {}'.format(' '.join([script] + options)), '']
    lines += ['| question | verdict | what was found |', '|---|---|---|']
    lines += ['| {0.question} | {0.verdict} | {0.words} |'.format(f) for f in findings]
    for name in pictures:
        lines += ['', '![{0}]({0})'.format(name)]
    files.write_text(os.path.join(out, PAGE), '\n'.join(lines) + '\n')
    content = {
        'script': script, 'options': options, 'findings': [f._asdict() for f in findings]
    }  # fmt: skip
    files.write_json(os.path.join(out, JSON), content)
