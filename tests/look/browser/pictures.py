"""The pictures of the page in both READMEs, by Chromium: ``make look-pictures``.

    python -m tests.look.browser.pictures CHROMIUM RUN PICTURES

Runs are those of results/fcn_chain; inside is the run named, at the first of the pictures. In both
languages, each below 300 KB. Needs a font with Japanese
letters (tests/look/browser/chromium brings one).
"""

import io
import os
import subprocess
import sys

from PIL import Image
from playwright.sync_api import sync_playwright

from cli import errors, files
from tests.look.test_command import ROOT, free_port

OUT = os.path.join(ROOT, 'docs', 'look')
SIZE = {'width': 1200, 'height': 860}
# A picture of few colours is a third of the size in a palette of them.
COLOURS = 128


def main():
    chromium, runs, pictures = sys.argv[1:4]
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, '-m', 'look', runs, pictures, '--port', str(port)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        address = server.stdout.readline().split()[2]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium, args=['--no-sandbox', '--force-color-profile=srgb']
            )
            for language, ending in (('en', '.png'), ('ja', '.ja.png')):
                page = browser.new_page(viewport=SIZE, locale=language, color_scheme='light')
                for name, take in (('runs', _runs), ('inside', _inside)):
                    take(page, address)
                    _save(page.screenshot(), name + ending)
    finally:
        server.kill()


def _runs(page, address):
    page.goto(address + '#runs')
    page.locator('input[type=search]').fill('fcn_chain fcn')
    for name in ('fcn32s_0', 'fcn16s_0', 'fcn8s_0'):
        page.locator('[id$="/fcn_chain/{}"]'.format(name)).check()
    page.locator('.chart path.curve').nth(11).wait_for(state='attached')
    page.wait_for_timeout(1000)


def _inside(page, address):
    page.goto(address + '#inside')
    page.locator('.steps button').first.wait_for()
    page.locator('.steps button', has_text='conv1').first.click()
    page.locator('.grid-of-maps button').first.wait_for()
    page.locator('.stack').click(position={'x': 330, 'y': 150})
    page.locator('section table').wait_for()
    page.wait_for_timeout(1000)


def _save(content, name):
    picture = Image.open(io.BytesIO(content)).convert('RGB').quantize(COLOURS)
    path = os.path.join(OUT, name)
    with files.replacing(path) as temporary:
        picture.save(temporary, optimize=True)
    print('{}: {} KB'.format(path, os.path.getsize(path) // 1024))


if __name__ == '__main__':
    errors.run(main)
