"""One file over HTTP: resumed where it broke off, checked, and in place only when whole."""

import hashlib
import http.client
import os
import sys
import urllib.error
import urllib.request

from cli.errors import UserError

_BLOCK = 1 << 18
_TIMEOUT = 60  # seconds without a byte


def fetch(url, path, checksum=None):
    """Download ``url`` to ``path`` unless it is there.

    What has come so far stands in ``path + '.part'``. A call after a broken one asks the server
    for the rest (HTTP Range) and begins anew if it sends the whole all the same.

    Args:
        url (str): Address.
        path (str): File to make; its folder exists.
        checksum (tuple): Algorithm of :mod:`hashlib` and hexadecimal digest of
            the whole; None where the publisher does not promise the same bytes.

    Raises:
        UserError: It can't be had, breaks off, can't be written or is not the
            right file, with address and path. A file of another content at
            ``path`` is left as it is.
    """
    if os.path.exists(path):
        _check(path, checksum, '{}: is in the way of {}: remove it'.format(path, url))
        return
    part = path + '.part'
    _download(url, path, part)
    try:
        _check(part, checksum, '{}: sends another file than {}'.format(url, path))
    except UserError:
        # Nothing to go on from.
        os.remove(part)
        raise
    os.replace(part, path)


def _check(path, checksum, otherwise):
    if checksum is None:
        return
    algorithm, expected = checksum
    digest = hashlib.new(algorithm)
    with open(path, 'rb') as f:
        for block in iter(lambda: f.read(_BLOCK), b''):
            digest.update(block)
    if digest.hexdigest() != expected:
        raise UserError(
            '{} ({} {}, not {})'.format(otherwise, algorithm, digest.hexdigest(), expected)
        )


def _download(url, path, part):
    have = os.path.getsize(part) if os.path.exists(part) else 0
    headers = {'Range': 'bytes={}-'.format(have)} if have else {}
    try:
        with urllib.request.urlopen(
            urllib.request.Request(url, headers=headers), timeout=_TIMEOUT
        ) as response:
            _receive(response, url, path, part, have)
    except urllib.error.HTTPError as e:
        # 416: nothing is left to send. If that is not the whole, its checksum will tell.
        if not (have and e.code == 416):
            raise _no_luck(url, path, 'the server answers {} {}'.format(e.code, e.reason))
    except urllib.error.URLError as e:
        raise _no_luck(url, path, e.reason)
    except (OSError, ValueError, http.client.HTTPException) as e:
        raise _no_luck(url, path, e)


def _receive(response, url, path, part, have):
    """Write what the server sends behind the ``have`` bytes that are there."""
    if response.getcode() != 206:
        have = 0
    elif not response.headers.get('Content-Range', '').startswith('bytes {}-'.format(have)):
        raise _no_luck(url, path, 'the server sends another part than it was asked for')
    length = response.headers.get('Content-Length')
    total = None if length is None else have + int(length)
    with _opened(part, 'ab' if have else 'wb', url) as f:
        progress = _Progress(have, total)
        while True:
            block = response.read(_BLOCK)
            if not block:
                break
            try:
                f.write(block)
                f.flush()
            except OSError as e:
                raise _no_room(part, url, e)
            have += len(block)
            progress.show(have)
        progress.end(have)
    if total is not None and have < total:
        raise _no_luck(url, path, 'it broke off after {} of {} bytes'.format(have, total))


def _opened(part, mode, url):
    try:
        return open(part, mode)
    except OSError as e:
        raise _no_room(part, url, e)


def _no_room(part, url, e):
    return UserError('{}: cannot be written ({}), to hold {}'.format(part, e.strerror, url))


def _no_luck(url, path, reason):
    return UserError(
        '{}: cannot be downloaded ({}): call this again to go on, or get the file in another way '
        'and save it as {}'.format(url, reason, path)
    )


class _Progress(object):
    """Megabytes on stderr: in one line on a terminal, else a line every tenth."""

    def __init__(self, have, total):
        self._total = total
        self._shown = None
        self._on_terminal = sys.stderr.isatty()
        self.show(have)

    def show(self, have):
        if self._total:
            step = have * (1000 if self._on_terminal else 10) // self._total
        else:
            step = have // 10000000
        if step != self._shown:
            self._shown = step
            self._write(have, '' if self._on_terminal else '\n')

    def end(self, have):
        if self._on_terminal or not self._total:
            self._write(have, '\n')

    def _write(self, have, end):
        of = ' of {:.1f}'.format(self._total / 1e6) if self._total else ''
        start = '\r' if self._on_terminal else ''
        sys.stderr.write('{}{:.1f}{} MB{}'.format(start, have / 1e6, of, end))
        sys.stderr.flush()
