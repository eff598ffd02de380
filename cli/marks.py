"""A table in a Markdown page that a command writes: it stands between two marks.

The first mark is a comment that names the command, the second one is :data:`END`.
"""

from cli import files
from cli.errors import UserError

END = '<!-- end -->'


def filled(text, start, lines):
    """``text`` with ``lines`` in place of what stands between ``start`` and :data:`END`.

    Args:
        text (str): The page.
        start (str): The first mark, with its line's end.
        lines: Iterable of str, without line ends.

    Raises:
        UserError: A mark is missing.
    """
    before, _, rest = text.partition(start)
    _, end, after = rest.partition(END)
    if not end:
        raise UserError('no {!r} with {!r} after it'.format(start.strip(), END))
    return before + start + '\n'.join(lines) + '\n' + END + after


def fill(path, start, lines):
    """Bring the page in ``path`` up to date, as :func:`filled`."""
    with open(path, encoding='utf-8') as f:
        text = f.read()
    try:
        text = filled(text, start, lines)
    except UserError as e:
        raise UserError('{}: {}'.format(path, e))
    files.write_text(path, text)
