"""Chromium, and a page that is served as a person would start it."""

import os
import subprocess
import sys
import threading

import pytest

from tests.look.test_command import ROOT, free_port

# A process with a screen of its own is as slow as the machine.
WAIT_MS = 30000


@pytest.fixture(scope='session')
def chromium():
    """The browser; the whole is passed over where there is none."""
    sync_api = pytest.importorskip('playwright.sync_api')
    path = os.environ.get('LOOK_CHROMIUM')
    if not path:
        pytest.skip('no LOOK_CHROMIUM: make look-test')
    with sync_api.sync_playwright() as playwright:
        # Chromium's own sandbox wants what containers, and root, lack.
        browser = playwright.chromium.launch(executable_path=path, args=['--no-sandbox'])
        yield browser
        browser.close()


@pytest.fixture(scope='session')
def address(trained):
    """Of the page over the trained runs, by ``python -m look``."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, '-m', 'look', str(trained), str(trained / 'data'), '--port', str(port)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    line = process.stdout.readline()
    yield line.split()[2]
    process.kill()
    process.communicate()


@pytest.fixture
def serve(tiny):
    """Serve a network of one's own with a few small pictures; gives the address."""
    from werkzeug.serving import make_server

    from look.app import create
    from look.guard import Guard
    from look.inside.networks import Given
    from look.places import Places

    servers = []

    def serve_(model):
        given = Given(model, lambda picture: picture[::8, ::8].transpose(2, 0, 1).astype('f'))
        app = create(Places([], [tiny]), Guard('127.0.0.1'), given)
        servers.append(make_server('127.0.0.1', 0, app, threaded=True))
        threading.Thread(target=servers[-1].serve_forever, daemon=True).start()
        return 'http://127.0.0.1:{}/'.format(servers[-1].server_port)

    yield serve_
    for server in servers:
        server.shutdown()


@pytest.fixture
def opened(chromium, address, serve):
    """Open the page; whatever the console says at the end is a fault.

    Pages are closed before what :func:`serve` has begun ends: they ask it every other second.
    """
    contexts, faults = [], []

    def open_(path='', at=address, **more):
        context = chromium.new_context(**more)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT_MS)
        page.on('console', lambda m: faults.append(m.text) if m.type != 'log' else None)
        page.on('pageerror', lambda error: faults.append(str(error)))
        page.on('requestfailed', lambda r: faults.append(r.url) if 'closed' not in r.url else None)
        page.goto(at + path)
        return page

    open_.faults = faults
    yield open_
    # What closing breaks off is none of them.
    told = list(faults)
    for context in contexts:
        context.close()
    assert told == []
