"""What stands between two marks of a page is replaced, and nothing else."""

import pytest

from cli import errors, marks

START = '<!-- written by a command -->\n'
PAGE = 'before\n\n' + START + '{}' + marks.END + '\n\nafter ' + marks.END + '\n'


def test_a_table_takes_the_place_of_another(tmp_path):
    path = tmp_path / 'page.md'
    path.write_text(PAGE.format('old\n'))
    marks.fill(str(path), START, iter(['| new |', '|---|']))
    assert path.read_text() == PAGE.format('| new |\n|---|\n')
    # Twice is as once.
    marks.fill(str(path), START, ['| new |', '|---|'])
    assert path.read_text() == PAGE.format('| new |\n|---|\n')


@pytest.mark.parametrize('page', ['no marks\n', START + 'no end\n', marks.END + START])
def test_a_page_without_its_marks_stays_as_it_is(page, tmp_path):
    path = tmp_path / 'page.md'
    path.write_text(page)
    with pytest.raises(errors.UserError, match='page.md: no .*written by a command'):
        marks.fill(str(path), START, ['new'])
    assert path.read_text() == page
