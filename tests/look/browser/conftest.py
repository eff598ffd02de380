"""Chromium, and a page that is served as a person would start it."""

import os
import subprocess
import sys

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
def opened(chromium, address):
    """Open the page; whatever the console says at the end is a fault."""
    contexts, faults = [], []

    def open_(path='', **more):
        context = chromium.new_context(**more)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT_MS)
        page.on('console', lambda m: faults.append(m.text) if m.type != 'log' else None)
        page.on('pageerror', lambda error: faults.append(str(error)))
        page.on('requestfailed', lambda r: faults.append(r.url) if 'closed' not in r.url else None)
        page.goto(address + path)
        return page

    open_.faults = faults
    yield open_
    for context in contexts:
        context.close()
    assert faults == []
