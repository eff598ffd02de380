"""JSON that somebody's hand changed is told in a line, wherever it is read."""

import json

import pytest

from cli import json_file
from cli.errors import UserError
from cli.json_file import COUNT, NUMBER, NUMBER_OR_NULL, TEXT, TEXT_OR_NULL

KIND = {'n': COUNT, 'lr': NUMBER, 'names': [TEXT], 'parts': [{'IU': NUMBER_OR_NULL}],
        'list': TEXT_OR_NULL}  # fmt: skip


@pytest.mark.parametrize('value, word', [
    ([], 'the whole is \\[\\], where an object belongs'),
    ('x', 'where an object belongs'),
    ({'n': '3'}, '"n" is "3", where a whole number above 0 belongs'),
    ({'n': 0}, '"n" is 0'),
    ({'n': 2.5}, '"n" is 2.5'),
    ({'lr': None}, '"lr" is null, where a number belongs'),
    ({'names': 'a'}, '"names" is "a", where a list belongs'),
    ({'names': ['a', 1]}, 'number 2 of "names" is 1, where text belongs'),
    ({'parts': [{'IU': 'x'}]}, '"IU" is "x", where a number or null'),
    ({'parts': [None]}, 'number 1 of "parts" is null, where an object'),
    ({'list': 3}, 'where text or null'),
])  # fmt: skip
def test_what_is_of_another_kind(value, word, tmp_path):
    path = tmp_path / 'a.json'
    path.write_text(json.dumps(value))
    with pytest.raises(UserError, match='a.json: .*' + word):
        json_file.read(str(path), KIND)


def test_what_is_missing_is_told_when_it_is_asked_for(tmp_path):
    path = tmp_path / 'a.json'
    path.write_text('{"n": 3, "parts": [{"IU": null}], "more": {"x": "y"}}')
    found = json_file.read(str(path), KIND)
    assert found == {'n': 3, 'parts': [{'IU': None}], 'more': {'x': 'y'}}
    assert found.get('lr') is None
    for ask in (lambda: found['lr'], lambda: found['more']['lr'], lambda: found['parts'][0]['lr']):
        with pytest.raises(UserError, match='a.json: has no "lr"'):
            ask()
