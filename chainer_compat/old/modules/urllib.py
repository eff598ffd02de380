"""``urllib`` of Python 2, with its functions in it, over that of Python 3."""

from urllib import error, parse, request, response, robotparser  # noqa: F401
from urllib.error import ContentTooShortError  # noqa: F401
from urllib.parse import (  # noqa: F401
    quote,
    quote_plus,
    unquote,
    unquote_plus,
    urlencode,
)
from urllib.request import (  # noqa: F401
    getproxies,
    pathname2url,
    url2pathname,
    urlcleanup,
    urlopen,
    urlretrieve,
)
