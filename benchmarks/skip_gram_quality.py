"""Compare the word vectors of train/skip_gram.py with gensim's, on one corpus.

    python -m benchmarks.skip_gram_quality brown.txt

Both get the same settings: 100 units, window 5, 5 negatives, minimum count 5, 5
epochs, no subsampling. The scores are Spearman correlations with people's on
WordSim-353 and SimLex-999 and the share of right analogies, for some seeds each;
gensim's wheel brings the files among its test data. Runs that are complete in
--runs are not repeated. Leaves quality.json, quality.md and the runs' logs in --out.
"""

import os
import subprocess
import sys

import numpy as np

from cli import errors, files, options
from data.words import word_tests, word_vectors
from measures.word_scores import score_pairs, score_questions
from predict.nearest_words import nearest

UNITS, WINDOW, NEGATIVE, MIN_COUNT, EPOCHS = 100, 5, 5, 5, 5
SAME = (
    '--units {} --window {} --negative {} --min-count {} --epoch {} --vectors vectors.bin'
).format(UNITS, WINDOW, NEGATIVE, MIN_COUNT, EPOCHS)
OURS = {
    # word2vec's own optimizer; Chainer's example's; the derivation's orientation.
    'sgd': '--optimizer sgd -b 100',
    'adam': '',
    'centre': '--optimizer sgd -b 100 --orientation centre',
    # Compiled loops in the network's place: pip install -r requirements/fast.txt.
    'fast': '--optimizer sgd -b 10000 --fast',
    'fast centre': '--optimizer sgd -b 10000 --fast --orientation centre',
}
PAIRS = ('wordsim353.tsv', 'simlex999.txt')
QUESTIONS = 'questions-words.txt'
WORDS = ('France', 'president', 'music', 'red', 'Monday', 'walked')


def folder_name(variant, seed):
    return '{}-{}'.format(variant.replace(' ', '-'), seed)


def train(corpus, variant, seed, runs):
    """Vectors of train/skip_gram.py, which is called unless it has been."""
    out = os.path.join(runs, folder_name(variant, seed))
    path = os.path.join(out, 'vectors.bin')
    if not os.path.exists(os.path.join(out, 'model_final.npz')):
        given = (SAME + ' ' + OURS[variant]).split()
        command = [sys.executable, '-m', 'train.skip_gram', '--corpus', corpus, '--out', out]
        subprocess.check_call(command + ['--seed', str(seed)] + given)
    return word_vectors.load(path)


def train_gensim(corpus, seed, runs):
    """Vectors of gensim with the same settings; its learning rate, .025 falling, is SGD's."""
    from gensim.models import Word2Vec
    from gensim.models.word2vec import LineSentence

    path = os.path.join(runs, 'gensim-{}'.format(seed), 'vectors.bin')
    if os.path.exists(path):
        return word_vectors.load(path)
    model = Word2Vec(
        LineSentence(corpus), sg=1, hs=0, sample=0, workers=1, seed=seed, epochs=EPOCHS,
        vector_size=UNITS, window=WINDOW, negative=NEGATIVE, min_count=MIN_COUNT,
    )  # fmt: skip
    vectors = word_vectors.WordVectors(model.wv.index_to_key, model.wv.vectors)
    word_vectors.save(path, vectors)
    return vectors


def score(vectors, folder):
    """Scores on the files in ``folder``, and some neighbours."""
    found = {
        name: score_pairs(vectors, word_tests.read_pairs(os.path.join(folder, name)))._asdict()
        for name in PAIRS
    }
    sections = word_tests.read_questions(os.path.join(folder, QUESTIONS))
    questions = [question for section in sections.values() for question in section]
    found[QUESTIONS] = score_questions(vectors, questions)._asdict()
    found['nearest'] = {
        word: [near for near, _ in nearest(vectors, word, 5)] for word in WORDS if word in vectors
    }
    return found


def table(scores):
    """Markdown: means over seeds and how far they spread, and neighbours for the first seed.

    Args:
        scores (dict): By name of the vectors, a list of what :func:`score` gives.
    """
    lines = ['| vectors | seeds | WordSim-353 | SimLex-999 | analogies |', '|---' * 5 + '|']
    for name, runs in scores.items():
        cells = [name, str(len(runs))]
        for file in PAIRS:
            cells.append(_spread([run[file]['spearman'] for run in runs], '{:.3f}'))
        shares = [run[QUESTIONS]['right'] / run[QUESTIONS]['seen'] for run in runs]
        cells.append(_spread(shares, '{:.1%}'))
        lines.append('| {} |'.format(' | '.join(cells)))
    some = next(iter(scores.values()))[0]
    seen = ', '.join(
        '{}/{} of {}'.format(some[file]['seen'], some[file]['total'], file)
        for file in PAIRS + (QUESTIONS,)
    )
    lines += ['', 'Mean (lowest to highest). Seen/total: {}.'.format(seen), '']
    lines += ['| mean less that of {} | {} |'.format(next(iter(scores)), ' | '.join(PAIRS))]
    lines += ['|---' * (1 + len(PAIRS)) + '|']
    means = {
        name: [np.mean([run[file]['spearman'] for run in runs]) for file in PAIRS]
        for name, runs in scores.items()
    }
    first = next(iter(means.values()))
    for name, values in list(means.items())[1:]:
        cells = ['{:+.3f}'.format(value - base) for value, base in zip(values, first)]
        lines.append('| {} | {} |'.format(name, ' | '.join(cells)))
    lines.append('')
    lines += ['| nearest to | {} |'.format(' | '.join(scores)), '|---' * (1 + len(scores)) + '|']
    for word in some['nearest']:
        near = [', '.join(runs[0]['nearest'][word]) for runs in scores.values()]
        lines.append('| {} | {} |'.format(word, ' | '.join(near)))
    return '\n'.join(lines) + '\n'


def _spread(values, form):
    shown = [form.format(value) for value in (np.mean(values), min(values), max(values))]
    return '{} ({} to {})'.format(*shown)


def keep_log(run, out):
    """Copy what explains a run into the folder of results."""
    for name in ('args.json', 'log'):
        files.copy(os.path.join(run, name), os.path.join(out, name))


def main():
    p = options.parser(__doc__)
    p.add_argument('corpus', metavar='CORPUS', help='text, one sentence a line')
    p.add_argument('--seeds', type=int, nargs='+', default=[0, 1, 2])
    p.add_argument(
        '--variants', nargs='+', choices=list(OURS), default=list(OURS), help='which of ours'
    )
    p.add_argument('--runs', default='runs/word2vec', help='folder of the training runs')
    p.add_argument('--out', default='results/word2vec', help='folder of the results')
    args = p.parse_args()
    try:
        import gensim
        from gensim.test.utils import datapath
    except ImportError as e:
        raise errors.UserError('{}: pip install -r requirements/bench.txt'.format(e))
    folder = datapath('')
    scores = {
        'gensim': [score(train_gensim(args.corpus, s, args.runs), folder) for s in args.seeds]
    }
    for variant in args.variants:
        scores[variant] = [
            score(train(args.corpus, variant, seed, args.runs), folder) for seed in args.seeds
        ]
        for seed in args.seeds:
            name = folder_name(variant, seed)
            keep_log(os.path.join(args.runs, name), os.path.join(args.out, name))
    facts = {
        'gensim': gensim.__version__,
        'options': SAME,
        'variants': {name: OURS[name] for name in args.variants},
        'scores': scores,
    }
    files.write_json(os.path.join(args.out, 'quality.json'), facts)
    files.write_text(os.path.join(args.out, 'quality.md'), table(scores))
    print(table(scores))


if __name__ == '__main__':
    errors.run(main)
