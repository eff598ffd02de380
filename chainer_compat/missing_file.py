"""A file that cannot be downloaded: which one, and where it can be put by hand."""

from urllib.error import URLError


class MissingFile(URLError):
    """A ``URLError`` that tells what to do."""

    def __str__(self):
        return self.reason


def retrieve(urlretrieve, url, temp_path, cache_path):
    """Download ``url`` to ``temp_path``, from where Chainer moves it to ``cache_path``.

    Raises:
        MissingFile: It cannot be downloaded.
    """
    try:
        urlretrieve(url, temp_path)
    except OSError as error:
        raise MissingFile(
            '{url} cannot be downloaded ({error}). Get this file from elsewhere and save it, as it '
            'is, as {path}: Chainer looks for it there first'.format(
                url=url, error=error, path=cache_path
            )
        ) from error
