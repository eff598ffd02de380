"""Who is answered: this machine, or who has the token; and what the browser may do with it."""

import hmac
import ipaddress
import secrets
import socket

from flask import abort, redirect, request

HEADER = 'X-Look'
# Nothing but our own files, and pictures that the page itself draws.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    'Content-Security-Policy': POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Frame-Options': 'DENY',
}


class Guard:
    """What is asked of every request.

    Args:
        host (str): Address that is listened on.

    Attributes:
        token (str): What others need; None where only this machine is listened to.
    """

    def __init__(self, host):
        self._host = host
        self.token = None if is_loopback(host) else secrets.token_urlsafe(24)

    def protect(self, app):
        """Ask it of each request to a Flask application."""
        app.before_request(self._check)
        app.after_request(_set_headers)

    def _check(self):
        if not self._knows(request.host):
            abort(421, 'this address is not served here')
        # A page of another origin can ask for a form to be sent, but not for this header.
        if request.method not in ('GET', 'HEAD') and request.headers.get(HEADER) != '1':
            abort(403, 'not asked by the page itself')
        if self.token is None:
            return None
        if self._right(request.args.get('token', '')) and request.path == '/':
            # Out of the address, which is kept in histories and shown on projectors.
            answer = redirect('/')
            # Not Strict: browsers would keep it back from this redirect where the address was
            # clicked on in another site's page, a mail or a chat. What changes anything asks for
            # the header besides.
            answer.set_cookie(cookie(request.host), self.token, httponly=True, samesite='Lax')
            return answer
        if not self._right(request.cookies.get(cookie(request.host), '')):
            abort(401, 'the token is missing: open the address that python -m look printed')
        return None

    def _right(self, given):
        return hmac.compare_digest(given.encode(), self.token.encode())

    def _knows(self, host):
        """Whether the Host header names us, and not a name that was made to lead here.

        A number is nobody's name. What else is right: localhost here, this machine's name there.
        """
        name = _split(host)[0].strip('[]').lower()
        if self.token is None:
            return name == 'localhost' or is_loopback(name)
        if name in ('localhost', self._host.lower(), socket.gethostname().lower()):
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True


def cookie(host):
    """Name of the cookie of the page that is reached by a Host header.

    Cookies know no port: two pages of one machine would take each other's away.
    """
    port = _split(host)[1]
    return 'look_' + port if port.isdigit() else 'look'


def _split(host):
    """Name and port of a Host header, '' where it has none."""
    if host.endswith(']') or ':' not in host:
        return host, ''
    name, _, port = host.rpartition(':')
    return name, port


def is_loopback(host):
    """Whether only this machine reaches an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == 'localhost'


def _set_headers(response):
    for name, value in _HEADERS.items():
        response.headers[name] = value
    # What is looked at changes while it is looked at.
    response.headers.setdefault('Cache-Control', 'no-store')
    return response
