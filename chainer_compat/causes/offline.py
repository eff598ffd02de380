"""Data sets are downloaded from addresses of 2016, which may be gone or out of reach.

``chainer.datasets.get_mnist()`` and the like then ended in a bare ``URLError``: which file it was,
and where Chainer would have taken it from, nobody could know, since its name there is a checksum.
Every Chainer is so; mended from Python 3.8 on, so that the period stack stays what it was.
"""

from chainer_compat.mend import Mend

MENDS = [
    Mend(
        module='chainer.dataset.download',
        line=109,
        old='request.urlretrieve(url, temp_path)',
        new='from chainer_compat.missing_file import retrieve; '
        'retrieve(request.urlretrieve, url, temp_path, cache_path)',
        since=('python', '3.8'),
    )
]
