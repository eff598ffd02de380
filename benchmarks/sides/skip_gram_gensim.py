"""The same text with gensim's word2vec."""

import os

from gensim.models import Word2Vec

from benchmarks.sides.skip_gram_chainer import LR, NEGATIVE, UNITS, WINDOW, WORDS, text


def corpus():
    sentences = [[str(word) for word in sentence] for sentence in text()]
    model = Word2Vec(
        vector_size=UNITS,
        window=WINDOW,
        negative=NEGATIVE,
        sg=1,
        sample=0,
        min_count=1,
        alpha=LR,
        workers=int(os.environ['OMP_NUM_THREADS']),
    )
    model.build_vocab(sentences)

    def work():
        model.train(sentences, total_examples=len(sentences), epochs=1)
        return WORDS

    return work
