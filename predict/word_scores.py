"""Test word vectors on files of word pairs and analogies.

--pairs: how like the vectors' similarities are to people's, as Spearman's rank
correlation. --questions: how many analogies 3CosAdd answers right, among all
words (the three of the question don't count). Pairs and questions with a word
that has no vector are skipped; seen/total tells how many were left.
"""

from cli import errors, options
from data.words import word_tests, word_vectors
from measures.word_scores import Questions, score_pairs, score_questions


def main():
    p = options.parser(__doc__)
    p.add_argument('vectors', metavar='VECTORS', help="file in word2vec's format")
    p.add_argument('--pairs', nargs='+', default=[], metavar='FILE', help='word, word, score')
    p.add_argument('--questions', nargs='+', default=[], metavar='FILE', help='a b c d')
    args = p.parse_args()
    if not args.pairs and not args.questions:
        raise errors.UserError('give --pairs FILE or --questions FILE to test with')
    vectors = word_vectors.load(args.vectors)
    for path in args.pairs:
        score = score_pairs(vectors, word_tests.read_pairs(path))
        print('{}: Spearman {:.4f}, {}/{} seen'.format(path, *score))
    for path in args.questions:
        scores = []
        for name, questions in word_tests.read_questions(path).items():
            scores.append(score_questions(vectors, questions))
            print('{}: {}'.format(name, _percent(scores[-1])))
        print('{}: {}'.format(path, _percent(Questions(*map(sum, zip(*scores))))))


def _percent(score):
    share = '-' if score.seen == 0 else '{:.1%}'.format(float(score.right) / score.seen)
    return '{} right ({}/{}), {}/{} seen'.format(
        share, score.right, score.seen, score.seen, score.total
    )


if __name__ == '__main__':
    errors.run(main)
