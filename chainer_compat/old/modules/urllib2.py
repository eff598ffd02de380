"""``urllib2`` of Python 2, over ``urllib`` of Python 3."""

from urllib.error import HTTPError, URLError  # noqa: F401
from urllib.parse import quote, unquote, urlparse  # noqa: F401
from urllib.request import *  # noqa: F403
