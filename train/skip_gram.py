"""Train word vectors by skip-gram (posts "word2vec" 1 and 2, 2016-09-23 and 2016-09-24).

The corpora: manual (the language reference that comes with Python, real English),
planted (generated, its neighbours and analogies known), ptb (Penn Tree Bank) and any
text in UTF-8. Leaves vectors.txt, which predict/nearest_words.py reads, and
vocabulary.txt in --out. Window, units, negatives, batch, epochs and Adam are those
of Chainer's example.
"""

import os

import chainer
from chainer.training import StandardUpdater, Trainer, extensions

from cli import errors, options, outputs, run_folder, several
from data.corpus import Corpus
from data.words import word_vectors
from data.words.subsampling import Subsampling
from data.words.vocabulary import Vocabulary
from models.skip_gram import ORIENTATIONS, SkipGram
from models.softmax_skip_gram import SoftmaxSkipGram
from train.parts import loop, together
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
    p.add_argument('--min-count', type=options.positive, default=5, help='leave out rarer words')
    p.add_argument('--subsample', type=float, default=0, metavar='T', help='such as 1e-3; 0: off')
    p.add_argument('--window', type=options.positive, default=5, help='largest distance of words')
    p.add_argument('--units', type=options.positive, default=100, help='length of a vector')
    p.add_argument('--loss', choices=('negative', 'softmax'), default='negative')
    p.add_argument('--negative', type=options.positive, default=5, help='negative words a pair')
    p.add_argument(
        '--optimizer', choices=sorted(LR), default='adam',
        help="adam: Chainer's example; sgd: word2vec, best with small batches (-b 100)",
    )  # fmt: skip
    p.add_argument('--lr', type=float, help='step, {adam} for adam, {sgd} for sgd'.format(**LR))
    p.add_argument('--orientation', choices=ORIENTATIONS, default='context', help='word embedded')
    p.add_argument(
        '--fast', action='store_true',
        help='sgd at every pair, in compiled loops on as many threads as BLAS has, best with '
        'large batches (-b 10000); needs Numba',
    )  # fmt: skip
    p.add_argument('--vectors', default='vectors.txt', help='file in --out; .bin: binary')
    options.add_training(p, epoch=20, batchsize=1000, out='runs/skip_gram')
    return p.parse_args()


def main():
    args = parse_args()
    device = options.use_training_device(args)
    if args.fast:
        fast_skip_gram.check(args, device)
    loop.seed(args.seed, device)

    outputs.check_run(args.out, [args.corpus])
    outputs.check([os.path.join(args.out, args.vectors)], [args.corpus])
    os.makedirs(args.out, exist_ok=True)
    corpus = Corpus(args.corpus, args.min_count, args.out, args.running_text)
    run_folder.create(args, model='skip_gram')
    vocabulary = corpus.vocabulary
    if several.first():
        keep_vocabulary(args, vocabulary)
    print('{} words of {} kinds'.format(vocabulary.counts.sum(), len(vocabulary)))
    thin = None
    if args.subsample > 0:
        thin = Subsampling(vocabulary.counts, args.subsample, args.seed, args.out)

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
    loop.run(args, trainer, model, ['main/loss', 'words/s'], REPORT)


def keep_vocabulary(args, vocabulary):
    """Write the vocabulary into the run's folder; a continued run must have the same."""
    path = os.path.join(args.out, VOCABULARY)
    if args.resume and os.path.exists(path) and Vocabulary.load(path) != vocabulary:
        raise errors.UserError(
            '{} has changed since {} was started: start anew with another --out'.format(
                args.corpus, args.out
            )
        )
    vocabulary.save(path)


def save_vectors(path, vocabulary, model):
    """Write W_I as a file of word vectors."""
    matrix = chainer.backends.cuda.to_cpu(model.embed.W.array)
    word_vectors.save(path, word_vectors.WordVectors(vocabulary.words, matrix))


if __name__ == '__main__':
    errors.run(main)
