"""The Japanese pages say the same as the English ones, as far as a program can tell."""

import os
import re

import pytest

ROOT = os.path.join(os.path.dirname(__file__), '..', '..')
PAGES = [
    name
    for name in ('README.md', 'docs/ec2.md')
    if os.path.exists(os.path.join(ROOT, name.replace('.md', '.ja.md')))
]


def page(name):
    with open(os.path.join(ROOT, name), encoding='utf-8') as f:
        return f.read()


def blocks(text):
    """Lines of the blocks of commands, without what is said about them, after two spaces."""
    lines = '\n'.join(re.findall(r'```\w*\n(.*?)```', text, re.DOTALL)).splitlines()
    return [re.split(r'\s{2,}', line.strip())[0] for line in lines]


def spans(text):
    """What stands in `...` outside of them, in any order: languages order their words."""
    found = re.findall(r'`([^`]+)`', re.sub(r'```.*?```', '', text, flags=re.DOTALL))
    return sorted(' '.join(span.split()) for span in found)


def links(text):
    found = re.findall(r'\]\(([^)]*)\)', text)
    # The page is shown in the reader's language, too.
    return sorted(re.sub(r'\.ja\.(md|png)$', r'.\1', link) for link in found)


@pytest.fixture(params=PAGES)
def pair(request):
    return page(request.param), page(request.param.replace('.md', '.ja.md'))


def test_there_are_pages():
    assert 'docs/ec2.md' in PAGES


@pytest.mark.parametrize('part', [blocks, spans, links], ids=lambda part: part.__name__)
def test_the_same_stands_in_both(pair, part):
    english, japanese = pair
    assert part(english)
    assert part(japanese) == part(english)


def test_both_have_the_same_sections_and_tables(pair):
    def shape(text):
        text = re.sub(r'```.*?```', '', text, flags=re.DOTALL)
        return [line[: line.index(' ') + 1] for line in text.splitlines() if re.match('#+ ', line)]

    def rows(text):
        return [line.count('|') for line in text.splitlines() if line.startswith('|')]

    english, japanese = pair
    assert shape(japanese) == shape(english)
    assert rows(japanese) == rows(english)
