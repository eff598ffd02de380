"""Proof for the cause ``offline``."""

import os
import tempfile
from urllib.error import URLError

import pytest

from tests.chainer_compat.proofs import proof

URL = 'http://no-such-host.invalid/train-images-idx3-ubyte.gz'


@proof('chainer.dataset.download', 109)
def a_file_that_cannot_be_downloaded(download):
    with tempfile.TemporaryDirectory() as root:
        download.set_dataset_root(root)
        with pytest.raises(URLError) as found:
            download.cached_download(URL)
        text = str(found.value)
        assert URL in text and 'save it' in text
        # What is put there is taken.
        path = text.partition(' as ' + root)[2].partition(':')[0]
        with open(root + path, 'w') as f:
            f.write('by hand')
        assert os.path.samefile(download.cached_download(URL), root + path)
