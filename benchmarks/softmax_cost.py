"""What the full softmax costs as the vocabulary grows, beside negative sampling.

    python -m benchmarks.softmax_cost --out results/word2vec/softmax.md

Post of 2016-09-23: the sum over all words of the vocabulary is hard to take where there are 10^5 to
10^7 of them, so negative words are drawn instead. Timed are loss and gradients of a batch by
both of this repository's networks, in turn, for vocabularies of several sizes: processor time, the
least of --repeat. Words are drawn as they occur in texts, by Zipf's law.
"""

import time

import numpy

from cli import errors, files, kinds, options, outputs
from models.skip_gram import SkipGram
from models.softmax_skip_gram import SoftmaxSkipGram

SIZES = 100, 1000, 10000, 100000
UNITS, BATCH, CONTEXT, NEGATIVE = 100, 100, 10, 5


def main():
    p = options.parser(__doc__)
    p.add_argument('--sizes', type=kinds.whole(10, 10**7), nargs='+', default=list(SIZES),
                   metavar='WORDS', help='of the vocabularies')  # fmt: skip
    p.add_argument('--repeat', type=kinds.positive, default=5, help='times each is done')
    p.add_argument('--out', '-o', help='Markdown to write (default: none)')
    outputs.add_overwrite(p)
    args = p.parse_args()
    if args.out:
        outputs.check([args.out], [], args.overwrite, ('.md',))
    text = table([(size,) + seconds(size, args.repeat) for size in args.sizes])
    print(text)
    if args.out:
        files.write_text(args.out, text)


def seconds(n_vocab, repeat):
    """Seconds of a batch by the full softmax, and by negative sampling.

    Args:
        n_vocab (int): Words of the vocabulary.
        repeat (int): Times each is done.
    """
    counts = (10.0 * n_vocab / numpy.arange(1, n_vocab + 1)).astype('i') + 1
    rng = numpy.random.RandomState(0)
    words = rng.choice(n_vocab, (BATCH, 1 + CONTEXT), p=counts / counts.sum()).astype('i')
    networks = SoftmaxSkipGram(n_vocab, UNITS), SkipGram(n_vocab, UNITS, counts, NEGATIVE)
    found = [[], []]
    for _ in range(repeat):
        for network, times in zip(networks, found):
            start = time.process_time()
            network.cleargrads()
            network(words[:, 0], words[:, 1:]).backward()
            times.append(time.process_time() - start)
    return tuple(min(times) for times in found)


def table(rows):
    """In Markdown.

    Args:
        rows: Of each vocabulary its size, and what :func:`seconds` gives.
    """
    lines = [
        '| words | full softmax, ms a batch | negative sampling, ms a batch | times |',
        '|---|---|---|---|',
    ]
    for size, full, sampled in rows:
        lines.append(
            '| {} | {:.3g} | {:.3g} | {:.1f} |'.format(
                size, full * 1e3, sampled * 1e3, full / sampled
            )
        )
    lines += ['', '{} words with {} around each, {} units, {} negative words.'.format(
        BATCH, CONTEXT, UNITS, NEGATIVE)]  # fmt: skip
    return '\n'.join(lines) + '\n'


if __name__ == '__main__':
    errors.run(main)
