"""Whether a server answers: ``python -m container.answers ADDRESS TEXT -- COMMAND...``.

Starts the command, asks ADDRESS over HTTP until TEXT stands in the answer, ends the command. Ends
with 0 if it stood there within two minutes.
"""

import subprocess
import sys
import time
import urllib.error
import urllib.request

PATIENCE = 120


def answer(address, text, patience, running):
    """The first answer of an address that contains ``text``, or None.

    Args:
        address (str): E.g. ``'http://localhost:8888/api'``.
        text (str): What must stand in it; until then, it is asked again.
        patience (float): For how many seconds.
        running: Function that tells whether it is of use to ask on.
    """
    until = time.time() + patience
    while time.time() < until and running():
        try:
            with urllib.request.urlopen(address, timeout=10) as found:
                page = found.read().decode(errors='replace')
            if text in page:
                return page
        except (OSError, urllib.error.URLError):
            pass  # it is not there yet
        time.sleep(0.5)
    return None


def main():
    before, command = sys.argv[1:], []
    if '--' in before:
        where = before.index('--')
        before, command = before[:where], before[where + 1 :]
    if len(before) != 2 or not command:
        sys.exit('usage: python -m container.answers ADDRESS TEXT -- COMMAND...')
    address, text = before
    server = subprocess.Popen(command)
    try:
        page = answer(address, text, PATIENCE, lambda: server.poll() is None)
    finally:
        server.terminate()
        server.wait()
    if page is None:
        sys.exit('error: {} did not answer with {!r}'.format(address, text))
    print('{} answered: {}'.format(address, ' '.join(page.split())[:200]))


if __name__ == '__main__':
    main()
