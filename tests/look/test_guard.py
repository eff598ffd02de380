"""Who is answered, and with what."""

import pytest

from look.guard import Guard, cookie, is_loopback
from tests.look.conftest import make_client

LAN = {'Host': '192.168.1.5:8642'}


@pytest.fixture
def open_client(trained):
    """A page that others reach, and its token."""
    from look.app import create
    from look.places import Places

    guard = Guard('0.0.0.0')
    return create(Places([str(trained)], []), guard).test_client(), guard.token


@pytest.mark.parametrize(
    'host', ['localhost', 'localhost:8642', '127.0.0.1:8642', '[::1]:8642', '127.9.9.9']
)
def test_this_machine_is_answered_by_its_names(client, host):
    assert client.get('/api/runs', headers={'Host': host}).status_code == 200


@pytest.mark.parametrize(
    'host',
    ['evil.example', 'evil.example:8642', '127.0.0.1.evil.example', '192.168.1.5', 'localhost.evil',
     '[::1].evil.example:80', '2130706433', ' '],
)  # fmt: skip
def test_another_name_that_leads_here_is_not(client, host):
    """DNS rebinding: the browser takes us for a part of that site."""
    answer = client.get('/api/runs', headers={'Host': host})
    assert answer.status_code in (400, 421) and 'runs' not in (answer.json or {})


def test_others_need_the_token(open_client):
    client, token = open_client
    assert token and len(token) >= 32
    for given in ('/', '/api/runs', '/static/js/main.js', '/?token=', '/?token=' + token[:-1],
                  '/api/runs?token=' + token, '/?token=ä'):  # fmt: skip
        assert client.get(given, headers=LAN).status_code == 401, given
    answer = client.get('/?token=' + token, headers=LAN)
    assert (answer.status_code, answer.headers['Location']) == (302, '/')
    told = answer.headers['Set-Cookie']
    assert 'look_8642=' + token in told and 'HttpOnly' in told
    # Strict would be kept back from the redirect after a click in another site's page.
    assert 'SameSite=Lax' in told
    # The client has it now.
    assert client.get('/api/runs', headers=LAN).status_code == 200


def test_with_the_token_an_address_still_has_to_be_ours(open_client):
    client, token = open_client
    client.set_cookie('look', token, domain='evil.example')
    answer = client.get('/api/runs', headers={'Host': 'evil.example'})
    assert answer.status_code == 421


def test_two_pages_of_one_machine_keep_their_tokens(trained):
    from look.app import create
    from look.places import Places

    guards = [Guard('0.0.0.0'), Guard('0.0.0.0')]
    apps = [create(Places([str(trained)], []), guard) for guard in guards]
    # One browser.
    clients = [app.test_client() for app in apps]
    cookies = {}
    for client, guard, port in zip(clients, guards, (8642, 8643)):
        host = {'Host': '192.168.1.5:{}'.format(port)}
        told = client.get('/?token=' + guard.token, headers=host).headers['Set-Cookie']
        name, _, value = told.partition(';')[0].partition('=')
        cookies[name] = value
    sent = '; '.join('{}={}'.format(*pair) for pair in cookies.items())
    for app, port in zip(apps, (8642, 8643)):
        host = {'Host': '192.168.1.5:{}'.format(port), 'Cookie': sent}
        client = app.test_client(use_cookies=False)
        assert client.get('/api/runs', headers=host).status_code == 200


@pytest.mark.parametrize(
    'host, name', [('a:8642', 'look_8642'), ('[::1]:80', 'look_80'), ('[::1]', 'look'),
                   ('a', 'look'), ('a:', 'look'), ('a:b;c', 'look')],
)  # fmt: skip
def test_cookies_by_port(host, name):
    assert cookie(host) == name


@pytest.mark.parametrize(
    'header, words', [('ja', 'トークンがありません'), ('de', 'token is missing')]
)
def test_without_the_token_a_page_says_what_to_do(open_client, header, words):
    headers = dict(LAN, **{'Accept-Language': header})
    answer = open_client[0].get('/', headers=headers)
    assert (answer.status_code, answer.mimetype) == (401, 'text/html')
    assert words in answer.text and open_client[1] not in answer.text
    # What the page asks for is answered as ever.
    assert 'token' in open_client[0].get('/api/runs', headers=headers).json['error']


def test_a_head_is_answered_as_a_get(client):
    answer = client.head('/')
    assert (answer.status_code, answer.data) == (200, b'')
    assert client.head('/api/runs').status_code == 200


def test_two_tokens_differ():
    assert Guard('0.0.0.0').token != Guard('0.0.0.0').token
    assert Guard('127.0.0.1').token is None


def test_the_token_is_compared_in_constant_time(open_client, monkeypatch):
    import hmac

    calls = []
    actual = hmac.compare_digest
    monkeypatch.setattr(hmac, 'compare_digest', lambda a, b: calls.append(1) or actual(a, b))
    open_client[0].get('/', headers=LAN)
    assert calls


def test_no_other_page_may_post(client):
    """A form of another site comes without our header, and may not add it."""
    for path in ('/api/inside/drop', '/api/inside/open?network=fcn32s', '/api/runs/measure'):
        assert client.post(path).status_code == 403
    assert client.delete('/api/jobs/1').status_code == 403


def test_what_the_browser_may_do(client):
    for path in ('/', '/static/js/main.js', '/api/runs', '/nowhere'):
        headers = client.get(path).headers
        policy = headers['Content-Security-Policy']
        assert "default-src 'none'" in policy and "script-src 'self'" in policy
        assert 'unsafe' not in policy and '*' not in policy and 'http' not in policy
        assert headers['X-Content-Type-Options'] == 'nosniff'
        assert headers['Referrer-Policy'] == 'no-referrer'
        assert 'Access-Control-Allow-Origin' not in headers


def test_the_page_asks_nothing_of_other_sites(client):
    """Works offline: no address but our own in what is sent."""
    import glob
    import os

    import look

    folder = os.path.join(os.path.dirname(look.__file__), 'static')
    files = [f for f in glob.glob(folder + '/**/*', recursive=True) if os.path.isfile(f)]
    assert len(files) > 15
    for path in files:
        with open(path, encoding='utf-8') as f:
            text = f.read().replace('http://www.w3.org/2000/svg', '')
        assert '//' not in text.replace('// ', '') or '://' not in text, path


@pytest.mark.parametrize('header, language', [('ja,en;q=0.5', 'ja'), ('de', 'en'), ('', 'en')])
def test_the_language_is_that_of_the_browser(client, header, language):
    answer = client.get('/', headers={'Accept-Language': header})
    assert '<html lang="{}">'.format(language) in answer.text


def test_a_chosen_language_stays(client):
    client.set_cookie('language', 'ja')
    assert '<html lang="ja">' in client.get('/').text
    client.set_cookie('language', '"><script>')
    assert '<html lang="en">' in client.get('/').text


def test_both_languages_say_the_same(client):
    words = [client.get('/static/words/{}.json'.format(name)).json for name in ('en', 'ja')]
    assert set(words[0]) == set(words[1])
    for name, text in words[0].items():
        for i in range(5):
            assert ('{%d}' % i in text) == ('{%d}' % i in words[1][name]), name


@pytest.mark.parametrize(
    'host, alone', [('127.0.0.1', True), ('::1', True), ('localhost', True), ('0.0.0.0', False),
                    ('192.168.0.2', False), ('::', False), ('example.org', False)],
)  # fmt: skip
def test_which_addresses_are_of_this_machine_alone(host, alone):
    assert is_loopback(host) == alone


def test_without_pictures(trained):
    assert make_client(trained, pictures=False).get('/api/inside').json['pictures'] == []
