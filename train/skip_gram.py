"""Train word vectors by skip-gram (posts "word2vec" 1 and 2, 2016-09-23 and 2016-09-24).

The corpora: manual (the language reference that comes with Python, real English),
planted (generated, its neighbours and analogies known), ptb (Penn Tree Bank) and any
text in UTF-8. Leaves vectors.txt, which predict/nearest_words.py reads, and
vocabulary.txt in --out. Window, units, negatives, batch, epochs and Adam are those
of Chainer's example.
"""

import argparse
import os

import chainer
from chainer.training import StandardUpdater, Trainer, extension, extensions

from cli import errors, kinds, options, outputs, run_folder, several
from data.corpus import Corpus
from data.words import word_vectors
from data.words.subsampling import Subsampling
from data.words.vocabulary import Vocabulary
from models.skip_gram import ORIENTATIONS, SkipGram
from models.softmax_skip_gram import SoftmaxSkipGram
from train.parts import loop, same_run, together
from train.parts.words import fast_skip_gram
from train.parts.words.falling_rate import FallingRate
from train.parts.words.windows import WindowIterator, to_device
from train.parts.words.words_per_second import WordsPerSecond

VOCABULARY = 'vocabulary.txt'
# An epoch of a large corpus takes hours. A quarter is exact in binary.
REPORT = (0.25, 'epoch')
# Chainer's default; and word2vec's, from where it falls to almost nothing.
LR = {'adam': 1e-3, 'sgd': 0.025}


def parse_args():
    p = options.parser(__doc__)
    p.add_argument('--corpus', default='manual', help='manual, planted, ptb or a text file')
    p.add_argument('--running-text', action='store_true', help='a line is not a sentence')
    p.add_argument('--min-count', type=kinds.positive, default=5, help='leave out rarer words')
    p.add_argument(
        '--subsample', type=kinds.share, default=0, metavar='T', help='such as 1e-3; 0: off'
    )
    p.add_argument('--window', type=kinds.positive, default=5, help='largest distance of words')
    p.add_argument('--units', type=kinds.units, default=100, help='length of a vector')
    p.add_argument('--loss', choices=('negative', 'softmax'), default='negative')
    p.add_argument('--negative', type=kinds.positive, default=5, help='negative words a pair')
    p.add_argument(
        '--optimizer', choices=sorted(LR), default='adam',
        help="adam: Chainer's example; sgd: word2vec, best with small batches (-b 100)",
    )  # fmt: skip
    p.add_argument(
        '--lr', type=kinds.rate, help='step, {adam} for adam, {sgd} for sgd'.format(**LR)
    )
    p.add_argument('--orientation', choices=ORIENTATIONS, default='context', help='word embedded')
    p.add_argument(
        '--fast', action='store_true',
        help='sgd at every pair, in compiled loops on as many threads as BLAS has, best with '
        'large batches (-b 10000); needs Numba',
    )  # fmt: skip
    p.add_argument(
        '--vectors', type=bare_name, default='vectors.txt', help='file in --out; .bin: binary'
    )  # fmt: skip
    options.add_training(p, epoch=20, batchsize=1000, out='runs/skip_gram')
    return p.parse_args()


def bare_name(text):
    """Argument type: the name of a file that is written into ``--out`` beside a run's own."""
    ours = text in (run_folder.ARGS, VOCABULARY, 'log', 'loss.png')
    if text in ('', '.', '..') or os.path.basename(text) != text or len(os.fsencode(text)) > 200:
        raise argparse.ArgumentTypeError(
            'must be a bare name, without a folder: it goes into --out'
        )
    if ours or text.startswith(('snapshot_', 'model_')):
        raise argparse.ArgumentTypeError('{} is another file of the run'.format(text))
    return text


def main():
    args = parse_args()
    device = loop.begin(args)
    if args.fast:
        fast_skip_gram.check(args, device)

    outputs.check_run(args.out, [args.corpus])
    outputs.check([os.path.join(args.out, args.vectors)], [args.corpus])
    folder = _existing(args.out)
    corpus = Corpus(args.corpus, args.min_count, folder, args.running_text)
    vocabulary = corpus.vocabulary
    if several.first() and args.resume:
        check_vocabulary(args, vocabulary)
    print('{} words of {} kinds'.format(vocabulary.counts.sum(), len(vocabulary)))
    thin = None
    if args.subsample > 0:
        thin = Subsampling(vocabulary.counts, args.subsample, args.seed, folder)

    if args.loss == 'softmax':
        model = SoftmaxSkipGram(len(vocabulary), args.units, args.orientation)
    else:
        model = SkipGram(
            len(vocabulary), args.units, vocabulary.counts, args.negative, args.orientation
        )
    model.to_device(device)
    lr = args.lr or LR[args.optimizer]
    optimizers = {'adam': chainer.optimizers.Adam, 'sgd': chainer.optimizers.SGD}
    optimizer = optimizers[args.optimizer](lr).setup(model)

    comm = several.comm()
    windows = WindowIterator(
        corpus.ids, args.window, args.batchsize, args.seed, thin, comm.rank, comm.size
    )
    if args.fast:
        updater = fast_skip_gram.PairUpdater(windows, optimizer, args)
    else:
        updater = StandardUpdater(
            windows, together.optimizer(optimizer), to_device, device,
            loss_func=together.of_sum(model),
        )  # fmt: skip
    trainer = Trainer(updater, (args.epoch, 'epoch'), out=args.out)
    if args.optimizer == 'sgd':
        trainer.extend(FallingRate(lr))
    trainer.extend(WordsPerSecond(vocabulary.counts.sum()), trigger=REPORT)
    together.extend_first(trainer, extensions.PlotReport(['main/loss'], filename='loss.png'))
    path = os.path.join(args.out, args.vectors)
    together.extend_first(
        trainer, lambda _: save_vectors(path, vocabulary, model), name='vectors',
        trigger=(1, 'epoch'),
    )  # fmt: skip
    together.extend_first(trainer, Keep(vocabulary))
    facts = {'model': 'skip_gram', 'lr': lr, 'corpus': args.corpus}
    if os.path.isfile(args.corpus):
        facts['corpus'] = same_run.of_file(args.corpus)
    if args.optimizer == 'sgd':
        facts['epoch'] = args.epoch  # over which the rate falls
    loop.run(args, trainer, model, facts, ['main/loss', 'words/s'], REPORT)


def _existing(folder):
    """``folder`` itself, or the nearest one above that is there: for files without a name."""
    folder = os.path.abspath(folder)
    while not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    return folder


class Keep(extension.Extension):
    """Write the vocabulary into the run's folder, once the training begins."""

    def __init__(self, vocabulary):
        self._vocabulary = vocabulary

    def initialize(self, trainer):
        self._vocabulary.save(os.path.join(trainer.out, VOCABULARY))

    def __call__(self, trainer):
        pass


def check_vocabulary(args, vocabulary):
    """A continued run must have the vocabulary that it was started with."""
    path = os.path.join(args.out, VOCABULARY)
    if os.path.exists(path) and Vocabulary.load(path) != vocabulary:
        raise errors.UserError(
            '{} has changed since {} was started: start anew with another --out'.format(
                args.corpus, args.out
            )
        )


def save_vectors(path, vocabulary, model):
    """Write W_I as a file of word vectors."""
    matrix = chainer.backends.cuda.to_cpu(model.embed.W.array)
    word_vectors.save(path, word_vectors.WordVectors(vocabulary.words, matrix))


if __name__ == '__main__':
    errors.run(main)
