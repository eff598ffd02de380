"""Nothing outside of the folders given is ever opened."""

import os

import pytest
from PIL import Image

from cli.errors import UserError
from look import picture_files
from look.places import RESULTS, Outside, Places, told_apart
from tests.look.conftest import entry, make_client, write_run


@pytest.fixture
def root(tmp_path):
    """runs/ with one run, one behind a link that stays inside, and three links out of it."""
    root = tmp_path / 'runs'
    write_run(root, 'one', [entry(1)])
    write_run(root, 'deep/er/two', [entry(1)])
    outside = write_run(tmp_path, 'secret', [entry(1)])
    (outside / 'examples.png').write_bytes(b'secret')
    (root / 'out').symlink_to(outside)
    (root / 'one' / 'evaluation.json').symlink_to(outside / 'args.json')
    (root / 'one' / 'examples.png').symlink_to(outside / 'examples.png')
    linked = write_run(root, 'linked')
    (linked / 'log').symlink_to(outside / 'log')
    (linked / 'model_best.npz').symlink_to(outside / 'model_best.npz')
    (outside / 'model_best.npz').write_bytes(b'')
    return root


OUT = [
    '../secret', 'runs/../../secret', 'runs/..', 'runs/one/../../../secret', 'runs/out', '/etc',
    'runs//etc', 'runs/%2e%2e/%2e%2e/secret', 'runs/one\0', 'runs\\..\\..\\secret', '', '.', '..',
    'other', 'runs/one/args.json', 'runs/nowhere', 'runs/' + 'a' * 5000, 'runs/~root',
]  # fmt: skip


@pytest.mark.parametrize('name', OUT)
def test_names_that_lead_out_lead_nowhere(root, name):
    with pytest.raises(Outside):
        Places([str(root)], []).run(name)


@pytest.mark.parametrize('name', OUT)
def test_nor_by_any_address_of_the_page(root, name):
    client = make_client(root, pictures=False)
    asked = [
        ('/api/runs/curves', {'run': name, 'key': 'x'}), ('/api/runs/examples', {'run': name}),
        ('/api/runs/example', {'run': name, 'epoch': '1'}), ('/api/runs/measures', {'run': name}),
        ('/api/runs/differences', {'run': name}), ('/api/inside/words', {'network': name}),
    ]  # fmt: skip
    for path, given in asked:
        answer = client.get(path, query_string=given)
        assert answer.status_code == 404, (path, answer.data)
        assert answer.json['error'].startswith('not here') and len(answer.json) == 1
    for path in ('inside/open', 'inside/wave', 'runs/measure', 'runs/data', 'runs/picture'):
        answer = client.post(
            '/api/' + path, query_string={'run': name, 'network': name}, headers={'X-Look': '1'}
        )
        assert answer.status_code == 404, path


@pytest.mark.parametrize(
    'path',
    ['/static/../app.py', '/static/%2e%2e/app.py', '/static//etc/passwd', '/static/%2fetc%2fpasswd',
     '/static/..%2f..%2fapp.py', '/static/js/..%5c..%5capp.py', '/static/index.html%00.js',
     '/api/runs/drawn/../../x'],
)  # fmt: skip
def test_nor_by_the_addresses_of_files(root, path):
    answer = make_client(root, pictures=False).get(path)
    assert answer.status_code in (404, 308, 400), path
    assert b'import' not in answer.data and b'root:' not in answer.data


def test_a_link_in_a_run_that_leads_out_is_not_followed(root):
    places = Places([str(root)], [])
    for name in ('evaluation.json', 'examples.png', '../one/log', '/etc/passwd', '', '.'):
        with pytest.raises(Outside):
            places.file('runs/one', name)
    client = make_client(root, pictures=False)
    assert client.get('/api/runs/measures', query_string={'run': 'runs/one'}).json == {}
    answer = client.get('/api/runs/examples', query_string={'run': 'runs/one'})
    assert answer.json == []
    linked = [r for r in client.get('/api/runs').json['runs'] if r['run'] == 'runs/linked']
    assert (linked[0]['last'], linked[0]['inside']) == ({}, None)
    curves = client.get('/api/runs/curves', query_string={'run': 'runs/linked', 'key': 'main/loss'})
    assert curves.json[0]['count'] == 0


def test_the_runs_of_a_folder(root):
    names = [name for name, _, _ in Places([str(root)], []).runs()]
    assert names == ['runs/deep/er/two', 'runs/linked', 'runs/one']
    # Two folders of one name are kept apart, one that is named twice is one, and a run itself may
    # be given.
    other = root.parent / 'other' / 'runs'
    write_run(other, 'one', [entry(1)])
    twice = Places([str(root), str(other), str(root / 'one' / '..')], [])
    assert [n for n, _, _ in twice.runs() if n.endswith('one')] == ['runs/one', 'runs_/one']
    alone = Places([str(root / 'one')], [])
    assert [name for name, _, _ in alone.runs()] == ['one']
    assert alone.run('one') == str(root / 'one')


def test_what_is_given_is_told_apart(root, tiny, tmp_path):
    Image.new('RGB', (8, 8)).save(str(tmp_path / 'a.png'))
    places = told_apart([str(root), tiny, str(tmp_path / 'a.png')])
    names = list(places.pictures.now())
    assert 'a.png' in names and len(names) == 6
    assert any(name == 'runs/one' for name, _, _ in places.runs())
    # The networks that this repository has trained are shown besides.
    assert any(name.startswith('results/') for name, _, _ in places.runs())
    with pytest.raises(UserError, match='no such folder'):
        told_apart([str(tmp_path / 'nowhere')])


def test_results_are_shown_once(root):
    names = [name for name, _, _ in told_apart([RESULTS, str(root), str(root)]).runs()]
    assert len(names) == len(set(names)) and not any(name.startswith('runs_') for name in names)
    assert {name.partition('/')[0] for name in names} == {'results', 'runs'}


def test_a_folder_of_neither_is_told_and_watched(root, tmp_path, capsys):
    empty = tmp_path / 'new'
    empty.mkdir()
    places = told_apart([str(empty), str(root)])
    told = capsys.readouterr().err
    assert told.count('\n') == 1 and told.startswith(str(empty) + ': holds neither runs nor')
    write_run(empty, 'first', [entry(1)])
    assert 'new/first' in [name for name, _, _ in places.runs()]


def test_pictures_one_folder_further_down(tmp_path, capsys):
    """As CamVid's come."""
    for name in ('train/b.png', 'train/c.jpg', 'test/a.png', 'trainannot/b.png', 'x/y/z.png'):
        path = tmp_path / 'cam' / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new('RGB', (8, 8)).save(str(path))
    places = told_apart([str(tmp_path / 'cam')])
    assert list(places.pictures.now()) == ['a.png', 'b.png', 'c.jpg']
    assert capsys.readouterr().err == ''
    Image.new('RGB', (8, 8)).save(str(tmp_path / 'cam' / 'own.png'))
    assert list(told_apart([str(tmp_path / 'cam')]).pictures.now()) == ['own.png']


def test_pictures_that_come_and_go(tmp_path, monkeypatch):
    for folder in 'ab':
        (tmp_path / folder).mkdir()
        Image.new('RGB', (8, 8)).save(str(tmp_path / folder / '{}.png'.format(folder)))
    files = Places([], [str(tmp_path / 'a'), str(tmp_path / 'b')]).pictures
    assert list(files.now()) == ['a.png', 'b.png']
    # A name that a page has is not taken away by a picture of a folder before.
    Image.new('RGB', (9, 8)).save(str(tmp_path / 'a' / 'b.png'))
    assert list(files.now()) == ['a.png', 'b.png'], 'it looks at most each second'
    monkeypatch.setattr(picture_files, '_EVERY_S', 0)
    assert list(files.now()) == ['a.png', 'b.png_', 'b.png']
    assert files.path('b.png') == str(tmp_path / 'b' / 'b.png')
    assert files.path('b.png_') == str(tmp_path / 'a' / 'b.png')
    os.remove(str(tmp_path / 'b' / 'b.png'))
    assert list(files.now()) == ['a.png', 'b.png_'] and files.path('b.png') is None
    os.rename(str(tmp_path / 'a'), str(tmp_path / 'elsewhere'))
    assert files.now() == {}


def test_a_log_of_chainers_alone_is_a_run(tmp_path):
    root = tmp_path / 'runs'
    for name, content in (
        ('chainer', '[\n    {\n        "epoch": 1,\n        "main/loss": 0.5\n    }\n]'),
        ('lines', 'epoch 1'), ('object', '{"epoch": 1}'), ('numbers', '[1, 2]'), ('none', '[]'),
        ('cut', '[{"epoch": 1}, {"epo'), ('empty', ''),
    ):  # fmt: skip
        (root / name).mkdir(parents=True)
        (root / name / 'log').write_text(content)
    (root / 'linked').mkdir()
    (root / 'linked' / 'log').symlink_to(root / 'chainer' / 'log')
    write_run(root / 'chainer', 'below', [entry(1)])
    client = make_client(root, pictures=False)
    runs = {run['run']: run for run in client.get('/api/runs').json['runs']}
    assert set(runs) == {'runs/chainer', 'runs/chainer/below'}
    told = runs['runs/chainer']
    assert (told['model'], told['inside'], told['last']['main/loss']) == ('?', None, 0.5)
    asked = {'run': 'runs/chainer', 'key': 'main/loss'}
    assert client.get('/api/runs/curves', query_string=asked).json[0]['count'] == 1
    for path in ('differences', 'examples', 'measures'):
        assert client.get('/api/runs/' + path, query_string=asked).status_code == 200
    asked['run'] = 'runs/numbers'
    assert client.get('/api/runs/curves', query_string=asked).status_code == 404


def test_what_is_listed_can_be_chosen(tmp_path):
    root = tmp_path / 'ru\\ns'
    for name in ('one', 'back\\slash', os.fsdecode(b'no\xfftext'), "q'uo te & 日本"):
        write_run(root, name, [entry(1)])
    client = make_client(root, pictures=False)
    names = [run['run'] for run in client.get('/api/runs').json['runs']]
    assert sorted(names) == ['ru_ns/one', "ru_ns/q'uo te & 日本"]
    for name in names:
        answer = client.get('/api/runs/curves', query_string={'run': name})
        assert answer.status_code == 200


def test_a_picture_whose_name_is_no_text(tmp_path):
    path = os.fsencode(str(tmp_path)) + b'/no\xfftext.png'
    with open(path, 'wb') as f:
        Image.new('RGB', (8, 8)).save(f, 'PNG')
    assert list(Places([], [str(tmp_path)]).pictures.now()) == ['no\ufffdtext.png']


def test_data_may_be_read_where_it_was_given(root, tiny):
    assert Places([str(root)], []).holds(str(root / 'one'))
    assert not Places([str(root)], []).holds(tiny)
    assert Places([str(root)], [tiny]).holds(os.path.join(tiny, 'JPEGImages'))
    assert not Places([str(root)], []).holds(str(root / 'out'))
    assert not Places([str(root)], []).holds(str(root) + '2')
