"""Writes what the mode serves into docs/compat.md: ``python -m tests.chainer_compat.v1.table``."""

from chainer_compat import hook
from cli import errors, marks
from tests.chainer_compat.table import DOC
from tests.chainer_compat.v1 import examples

START = '<!-- chainer 1: written by python -m tests.chainer_compat.v1.table -->\n'
EXAMPLES = '<!-- examples: written by python -m tests.chainer_compat.v1.table -->\n'


def rows():
    """The lines of the table of causes."""
    hook.install()
    # The causes speak of Chainer's own classes, so that it has to be there.
    from chainer_compat.v1 import switch

    yield '| what has changed | names | in |'
    yield '|---|---|---|'
    for cause in switch.all_causes().values():
        what = ' '.join(cause.__doc__.split('\n\n')[0].split())
        for served in cause.SERVED:
            versions = '{} to {}'.format(served.since, served.through)
            yield '| {} | {} | {} |'.format(what, served.names, versions)
            what = ''


def example_rows():
    """The lines of the table of examples."""
    yield '| example | arguments | losses compared | last, real |'
    yield '|---|---|---|---|'
    real = examples.kept()
    for name in sorted(real, key=lambda name: [int(n) for n in name.split()[0].split('.')]):
        job = examples.JOBS[name]
        count = sum(len(line) for line in real[name])
        last = ', '.join('{:.6g}'.format(number) for number in real[name][-1])
        script = '{}: `{}`'.format(job.tag, job.script)
        yield '| {} | {} | {} | {} |'.format(script, job.args or 'none', count, last)


def written(text):
    """``text`` with both tables in their places."""
    return marks.filled(marks.filled(text, START, rows()), EXAMPLES, example_rows())


def main():
    marks.fill(DOC, START, rows())
    marks.fill(DOC, EXAMPLES, example_rows())


if __name__ == '__main__':
    errors.run(main)
