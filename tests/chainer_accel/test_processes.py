"""The kernels in processes that a training starts: MultiprocessIterator's, however they begin."""

import multiprocessing
import subprocess
import sys

import pytest

# Its workers convolve, after the process that starts them has done so with its own threads.
SCRIPT = """
import multiprocessing
import sys

import chainer
import chainer.functions as F
import numpy


def picture(i):
    rng = numpy.random.RandomState(i)
    x, W = rng.randn(2, 16, 40, 40).astype('f'), rng.randn(16, 16, 3, 3).astype('f')
    y = F.max_pooling_2d(F.elu(F.convolution_2d(x, W, pad=1)), 2)
    return y.array


class Pictures(chainer.dataset.DatasetMixin):
    def __len__(self):
        return 6

    def get_example(self, i):
        return picture(i)


if __name__ == '__main__':
    multiprocessing.set_start_method(sys.argv[1])
    here = [picture(i) for i in range(6)]
    iterator = chainer.iterators.MultiprocessIterator(
        Pictures(), 3, repeat=False, shuffle=False, n_processes=2
    )
    there = [example for batch in iterator for example in batch]
    iterator.finalize()
    assert len(there) == 6
    for a, b in zip(here, there):
        numpy.testing.assert_allclose(a, b, rtol=1e-5, atol=1e-5)
    print('the same')
"""


@pytest.mark.parametrize('method', multiprocessing.get_all_start_methods())
def test_iterator(method, tmp_path):
    script = tmp_path / 'script.py'
    script.write_text(SCRIPT)
    out = subprocess.run(
        [sys.executable, '-W', 'ignore', str(script), method],
        stdout=subprocess.PIPE,
        timeout=120,
        check=True,
    )
    assert out.stdout.decode().split() == ['the', 'same']
