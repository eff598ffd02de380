"""docs/architecture.md names rooms and files that are there."""

import os
import re

ROOT = os.path.join(os.path.dirname(__file__), '..', '..')


def page():
    with open(os.path.join(ROOT, 'docs', 'architecture.md'), encoding='utf-8') as f:
        return f.read()


def test_all_it_names_is_there():
    named = set(re.findall(r'\b((?:[a-z_0-9]+/)+(?:[a-z_0-9]+\.(?:py|txt))?)', page()))
    assert len(named) > 50
    # Inner rooms are named without the room around them in the table's last column.
    rooms = [folder for folder, _, _ in os.walk(ROOT) if '/.' not in folder[len(ROOT) :]]
    for name in named:
        places = [os.path.join(ROOT, name)] + [os.path.join(room, name) for room in rooms]
        assert any(os.path.exists(place) for place in places), name


def test_all_rooms_are_named():
    text = page()
    for name in os.listdir(ROOT):
        code = os.path.isdir(os.path.join(ROOT, name)) and not name.startswith(('.', '_'))
        if code and name not in ('runs', 'docs', 'container', 'build', 'dist'):
            assert '`{}/`'.format(name) in text, name
