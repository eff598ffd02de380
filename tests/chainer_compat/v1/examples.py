"""Chainer's own examples of its versions 1.0.0 to 1.24.0, unmodified, on small data.

    python -m tests.chainer_compat.v1.examples CHAINER [JOB...]

runs them under ``python -m chainer_compat --chainer=...`` and compares what they print with what
the real versions printed. CHAINER is a git folder of chainer/chainer, with its tags: nothing of it
is kept here. The real numbers stand in ``real/examples.json``; each line of it was made by

    python -m tests.chainer_compat.v1.examples CHAINER JOB --real PYTHON --keep

with an interpreter in which that version is installed: Python 3.7 with NumPy 1.16.6 for 1.4.0 and
later, Python 2.7 for 1.0.0.
"""

import argparse
import collections
import json
import os
import pickle
import re
import subprocess
import sys
import tarfile
import tempfile

import numpy

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
KEPT = os.path.join(HERE, 'real', 'examples.json')

# NumPy's and Python's generators start at 0, in the real one too: the examples do not seed.
SEED = 'import random\nimport numpy\nrandom.seed(0)\nnumpy.random.seed(0)\n'

Job = collections.namedtuple('Job', 'tag script args data lines')
Job.__doc__ = """One run of one example.

Attributes:
    tag (str): Chainer's, e.g. ``'v1.8.0'``.
    script (str): In ``examples/`` of it.
    args (str): Its arguments.
    data (str): Which of ``DATA`` it reads.
    lines (int): After so many lines with a loss it is ended: the size of MNIST and the number of
        epochs stand in some of the scripts. 0: never.
"""

JOBS = {
    '1.0.0 ptb': Job('v1.0.0', 'ptb/train_ptb.py', '', 'text', 7),
    '1.0.0 mnist': Job('v1.0.0', 'mnist/train_mnist.py', '', 'mldata', 2),
    '1.0.0 sentiment': Job('v1.0.0', 'sentiment/train_sentiment.py', '', 'trees', 5),
    '1.4.0 mnist': Job('v1.4.0', 'mnist/train_mnist.py', '', 'mnist', 2),
    '1.4.0 ptb': Job('v1.4.0', 'ptb/train_ptb.py', '', 'text', 9),
    '1.4.0 word2vec': Job('v1.4.0', 'word2vec/train_word2vec.py', '-e 3', 'text', 3),
    '1.4.0 word2vec, ns': Job('v1.4.0', 'word2vec/train_word2vec.py', '-e 3 -o ns', 'text', 3),
    '1.8.0 mnist': Job('v1.8.0', 'mnist/train_mnist.py', '-e 1 -u 100', 'mnist', 2),
    '1.8.0 ptb': Job('v1.8.0', 'ptb/train_ptb.py', '-e 8 -u 50', 'text', 9),
    '1.8.0 word2vec': Job('v1.8.0', 'word2vec/train_word2vec.py', '-e 3', 'text', 3),
    '1.8.0 word2vec, cbow, original': Job(
        'v1.8.0', 'word2vec/train_word2vec.py', '-e 3 -m cbow -o original', 'text', 3
    ),
    '1.8.0 vae': Job('v1.8.0', 'vae/train_vae.py', '-e 1', 'mnist', 2),
    '1.24.0 mnist': Job('v1.24.0', 'mnist/train_mnist.py', '-e 3 -u 100', 'mnist', 0),
    '1.24.0 mnist, own loop': Job(
        'v1.24.0', 'mnist/train_mnist_custom_loop.py', '-e 2 -u 100', 'mnist', 4
    ),
    '1.24.0 ptb': Job('v1.24.0', 'ptb/train_ptb.py', '-e 3 -u 50', 'text', 0),
    '1.24.0 ptb, own loop': Job(
        'v1.24.0', 'ptb/train_ptb_custom_loop.py', '-e 3 -u 50', 'text', 7
    ),
    '1.24.0 word2vec': Job('v1.24.0', 'word2vec/train_word2vec.py', '-e 3 -b 100', 'text', 0),
    '1.24.0 word2vec, cbow, ns': Job(
        'v1.24.0', 'word2vec/train_word2vec.py', '-e 3 -b 100 -m cbow -o ns', 'text', 0
    ),
    '2.0.0 mnist': Job('v2.0.0', 'mnist/train_mnist.py', '-e 3 -u 100', 'mnist', 0),
    '2.0.0 word2vec': Job('v2.0.0', 'word2vec/train_word2vec.py', '-e 3 -b 100', 'text', 0),
    '3.5.0 mnist': Job('v3.5.0', 'mnist/train_mnist.py', '-e 3 -u 100', 'mnist', 0),
    '5.4.0 mnist': Job('v5.4.0', 'mnist/train_mnist.py', '-e 3 -u 100', 'mnist', 0),
    '1.24.0 vae': Job('v1.24.0', 'vae/train_vae.py', '--test -e 3', 'few', 6),
}  # fmt: skip


def digits(number):
    """Pictures in MNIST's form: uint8 (number, 784), with labels; each class has its own blot.

    The blots are easy to see: in long runs on hard data rounding errors grow until two runs of one
    program on two BLAS differ.
    """
    rng = numpy.random.RandomState(0)
    labels = rng.randint(0, 10, number)
    blots = rng.randint(0, 2, (10, 784)) * 150
    return (blots[labels] + rng.randint(0, 100, (number, 784))).astype(numpy.uint8), labels


def sentences(number, seed):
    """So many sentences of words, seldom ones among them, as PTB has them in lines."""
    drawn = numpy.random.RandomState(seed).zipf(1.5, (number, 12)) % 40
    # Every word occurs at the beginning.
    first = [' '.join('w{}'.format(i) for i in range(40))]
    return first + [' '.join('w{}'.format(i) for i in row) for row in drawn]


def make_mnist(folder, train, test):
    """As ``mnist.pkl`` of the scripts' own, and as Chainer caches it."""
    images, labels = digits(train + test)
    data = {'data': images, 'target': labels.astype(numpy.uint8)}
    with open(os.path.join(folder, 'mnist.pkl'), 'wb') as f:
        # As NumPy's modules were called.
        f.write(pickle.dumps(data, 2).replace(b'numpy._core', b'numpy.core'))
    root = os.path.join(folder, 'dataset', 'pfnet', 'chainer', 'mnist')
    os.makedirs(root)
    # Fewer here: the scripts that take them ask how many there are.
    for name, part in (('train', slice(2000)), ('test', slice(2000, 2300))):
        path = os.path.join(root, name + '.npz')
        numpy.savez(path, x=images[part], y=labels[part].astype(numpy.uint8))


def make_mldata(folder, train, test):
    """As scikit-learn kept what it had fetched of mldata.org."""
    from scipy.io import savemat

    images, labels = digits(train + test)
    root = os.path.join(folder, 'mldata')
    os.mkdir(root)
    # Numbers as Matlab has them: one example a column, labels of float64.
    data = {'data': images.T, 'label': labels[None].astype(float)}
    data['mldata_descr_ordering'] = numpy.array([['label', 'data']], object)
    savemat(os.path.join(root, 'mnist-original.mat'), data)


def make_trees(folder):
    """As the Stanford Sentiment Treebank has them: a tree a line, each node with its label."""
    rng = numpy.random.RandomState(0)

    def tree(size):
        # The label is the number of the last word in it.
        if size == 1:
            word = rng.randint(0, 5)
            return word, '({0} w{0})'.format(word)
        left = rng.randint(1, size)
        (_, first), (label, second) = tree(left), tree(size - left)
        return label, '({} {} {})'.format(label, first, second)

    root = os.path.join(folder, 'trees')
    os.mkdir(root)
    for name, number in (('train', 100), ('dev', 10), ('test', 10)):
        with open(os.path.join(root, name + '.txt'), 'w') as f:
            f.write(''.join(tree(rng.randint(1, 9))[1] + '\n' for _ in range(number)))


def make_text(folder):
    """As PTB's text files, and as Chainer caches them."""
    root = os.path.join(folder, 'dataset', 'pfnet', 'chainer', 'ptb')
    os.makedirs(root)
    known = {}
    for seed, (name, number) in enumerate((('train', 120), ('valid', 12), ('test', 12))):
        text = ''.join(' ' + sentence + ' \n' for sentence in sentences(number, seed))
        with open(os.path.join(folder, 'ptb.{}.txt'.format(name)), 'w') as f:
            f.write(text)
        ids = [known.setdefault(word, len(known)) for word in text.replace('\n', '<eos>').split()]
        numpy.savez(os.path.join(root, name + '.npz'), x=numpy.array(ids, numpy.int32))
    with open(os.path.join(root, 'vocab.txt'), 'w') as f:
        f.write(''.join(word + '\n' for word in known))


DATA = {
    'mnist': lambda folder: make_mnist(folder, 60000, 10000),
    'few': lambda folder: make_mnist(folder, 30, 100),
    'mldata': lambda folder: make_mldata(folder, 60000, 10000),
    'text': make_text,
    'trees': make_trees,
}

_NUMBER = re.compile(r'[-+]?\d+\.\d+(?:e[-+]?\d+)?')
_LOSS = re.compile(r'loss|perplexity|^[\d.]+$')


def numbers(line):
    """The losses in a line; none if it has another subject. What comes in brackets is a speed."""
    line = line.strip().split(' (')[0].split(', throughput')[0]
    return [float(n) for n in _NUMBER.findall(line)] if _LOSS.search(line) else []


def logged(folder):
    """The losses in the log of Trainer's, if there is one."""
    path = os.path.join(folder, 'result', 'log')
    if not os.path.exists(path):
        return []
    with open(path) as f:
        entries = json.load(f)
    keys = sorted(key for key in entries[0] if 'loss' in key or 'accuracy' in key or 'perp' in key)
    return [[entry[key] for key in keys if key in entry] for entry in entries]


def run(job, chainer, python, real):
    """Run one example; returns its losses, a list for each line or entry."""
    with tempfile.TemporaryDirectory() as folder:
        archive = os.path.join(folder, 'examples.tar')
        git = ['git', '-C', chainer, 'archive', '-o', archive, job.tag, 'examples']
        subprocess.check_call(git)
        with tarfile.open(archive) as f:
            f.extractall(folder)
        work = os.path.join(folder, 'work')
        os.mkdir(work)
        DATA[job.data](work)
        with open(os.path.join(work, 'sitecustomize.py'), 'w') as f:
            f.write(SEED)
        paths = [work, os.environ.get('PYTHONPATH', '')] + ([] if real else [PROJECT])
        environ = dict(
            os.environ, PYTHONPATH=os.pathsep.join(path for path in paths if path),
            PYTHONHASHSEED='0', MPLBACKEND='Agg', PYTHONUNBUFFERED='1', OPENBLAS_NUM_THREADS='1',
            CHAINER_DATASET_ROOT=os.path.join(work, 'dataset'), SCIKIT_LEARN_DATA=work,
        )  # fmt: skip
        how = [] if real else ['-m', 'chainer_compat', '--chainer=' + job.tag]
        script = os.path.join(folder, 'examples', job.script)
        process = subprocess.Popen(
            [python] + how + [script] + job.args.split(), cwd=work, env=environ,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True,
        )  # fmt: skip
        found, text = [], []
        for line in process.stdout:
            text.append(line)
            losses = numbers(line)
            if losses:
                found.append(losses)
                if len(found) == job.lines:
                    break
        else:
            if process.wait() != 0:
                raise RuntimeError(''.join(text[-40:]))
        process.kill()
        process.wait()
        return found + logged(work)


def kept():
    """What the real versions printed, by job."""
    with open(KEPT) as f:
        return json.load(f)


def difference(real, mine):
    """The largest relative difference between two runs; infinite if one has other lines."""
    if [len(line) for line in real] != [len(line) for line in mine] or not real:
        return float('inf')
    pairs = [pair for a, b in zip(real, mine) for pair in zip(a, b)]
    return max(abs(a - b) / max(abs(a), 1e-3) for a, b in pairs)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('chainer', help='a git folder of chainer/chainer with its tags')
    parser.add_argument('job', nargs='*', help='one of: ' + ', '.join(sorted(JOBS)))
    parser.add_argument('--real', metavar='PYTHON', help='run the real version there instead')
    parser.add_argument('--keep', action='store_true', help='write what it printed')
    args = parser.parse_args()
    for name in args.job or JOBS:
        losses = run(JOBS[name], args.chainer, args.real or sys.executable, bool(args.real))
        if args.keep:
            known = kept() if os.path.exists(KEPT) else {}
            known[name] = losses
            rows = ['  {}: {}'.format(json.dumps(n), json.dumps(known[n])) for n in sorted(known)]
            with open(KEPT, 'w') as f:
                f.write('{\n' + ',\n'.join(rows) + '\n}\n')
        print(name, losses[-1:], 'difference', difference(kept().get(name, []), losses), flush=True)


if __name__ == '__main__':
    main()
