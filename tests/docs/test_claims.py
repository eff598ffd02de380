"""docs/claims.md: each verdict is one of six, each figure stands in the results it names."""

import os
import re

import pytest

DOCS = os.path.join(os.path.dirname(__file__), '..', '..', 'docs')
MEASURED = 'held', 'did not hold', 'not decided', 'not comparable'
OPEN = 'not tried yet', "can't be tried here"


def text(path):
    with open(os.path.join(DOCS, path), encoding='utf-8') as f:
        return f.read()


def rows():
    """Claim, verdict, what came out and where from, of every row."""
    for line in text('claims.md').splitlines():
        if line.startswith('| ') and not line.startswith("| the post's claim"):
            yield tuple(cell.strip() for cell in line.strip('|').split(' | '))


def links(cell):
    return re.findall(r'\]\(([^)#]+)\)', cell)


def test_every_post_has_its_claims():
    sections = re.split('\n## ', text('claims.md'))[1:]
    assert len(sections) == 9
    for section in sections:
        assert len([line for line in section.splitlines() if line.startswith('| ')]) > 2


@pytest.mark.parametrize('row', list(rows()), ids=lambda row: row[0][:40])
def test_a_row(row):
    claim, verdict, here, source = (row + ('',))[:4]
    source = source.strip('| ')
    assert verdict in MEASURED + OPEN, claim
    found = [text(link) for link in links(source)]
    for link in links(here):
        assert os.path.exists(os.path.join(DOCS, link)), link
    for figure in re.findall('`(.*?)`', here):
        assert any(stands(figure, page) for page in found), (figure, source)
    for path in re.findall(r'\(((?:tests|notebooks)/[^)]*)\)', here):
        assert os.path.exists(os.path.join(DOCS, '..', path)), path
    if verdict in MEASURED:
        # What was measured, or the test or page that shows it.
        assert here and (
            links(source)
            or links(here)
            or 'tests/' in here
            or 'notebooks/' in here
            or here.startswith('the same page')
        ), claim
    else:
        assert not re.search('`.*?`', here), claim


def stands(figure, page):
    """Whether a figure is in a page by itself, not as a part of another."""
    return re.search(r'(?<![\d.])' + re.escape(figure) + r'(?!\d|\.\d)', page) is not None


def test_a_part_of_a_figure_is_none():
    assert stands('0.81', '| 0.81 |') and stands('0.81', 'ends at 0.81.')
    assert not stands('0.81', '| 0.813 |') and not stands('1.3', '11.3') and not stands('3', '1.3')
