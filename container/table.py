"""Writes what results/image_check.json says into the pages: ``python -m container.table``."""

import json
import os

from cli import errors, marks
from container.check import RESULTS
from container.steps import BUILD, COUNTS

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
START = '<!-- images: written by python -m container.table -->\n'
HEADS = {
    os.path.join('docs', 'ec2.md'): ('image', 'lock', 'size', 'run on', 'tests', 'all ended well'),
    os.path.join('docs', 'ec2.ja.md'): (
        'イメージ',
        'ロック',
        '大きさ',
        '実行日',
        'テスト',
        'すべて正常に終了',
    ),
}


def cells(name, image):
    """What a row says of an image."""
    steps = image['steps']
    built = next(step for step in steps if step['what'].startswith(BUILD))
    lock = built['what'].rpartition('LOCK=')[2].rstrip(')')
    failed = [step['what'] for step in steps if step.get('exit code')]
    yield '`{}`'.format(name.partition(' ')[0])
    # Of g2's stages one is built with as little as there is, but not used.
    yield 'g2' if name == 'g2' else lock
    yield built.get('size', '-')
    yield image['date']
    yield counts(steps)
    yield 'no: {}'.format(failed[0]) if failed else 'yes'


def counts(steps):
    """What pytest counted, without its seconds; ``'-'`` where it was not run."""
    for step in reversed(steps):
        found = COUNTS.match(step.get('tests', step['last line']))
        if found:
            told = found.group(1).rpartition(' in ')[0].split(', ')
            return ', '.join(part for part in told if 'warning' not in part)
    return '-'


def lines(heads, images):
    """The lines of the table."""
    yield '| {} |'.format(' | '.join(heads))
    yield '|---' * len(heads) + '|'
    for name, image in sorted(images.items()):
        yield '| {} |'.format(' | '.join(cells(name, image)))


def main():
    with open(os.path.join(ROOT, RESULTS), encoding='utf-8') as f:
        images = json.load(f)
    for page, heads in HEADS.items():
        marks.fill(os.path.join(ROOT, page), START, lines(heads, images))


if __name__ == '__main__':
    errors.run(main)
