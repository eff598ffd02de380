"""Skip-gram with five negative words as ``train/skip_gram.py`` takes it, and with its --fast."""

import argparse

import chainer
import numpy

from models.skip_gram import SkipGram
from train.parts.words.fast_skip_gram import PairUpdater
from train.parts.words.windows import WindowIterator

VOCABULARY = 10000
WORDS = 100000
SENTENCE = 20
UNITS = 100
WINDOW = 5
NEGATIVE = 5
BATCH = 1000
FAST_BATCH = 10000
LR = 0.025


def text():
    """Words drawn by Zipf's law: int32 (sentences, 20), the most frequent word 0."""
    frequency = 1 / numpy.arange(1.0, VOCABULARY + 1)
    rng = numpy.random.RandomState(0)
    words = rng.choice(VOCABULARY, WORDS, p=frequency / frequency.sum())
    words[:VOCABULARY] = numpy.arange(VOCABULARY)  # Each at least once.
    return rng.permutation(words).astype(numpy.int32).reshape(-1, SENTENCE)


def prepared(batchsize, device='@numpy'):
    """Windows over the text, and an optimizer set up with a network on ``device``."""
    words = text()
    counts = numpy.bincount(words.ravel(), minlength=VOCABULARY)
    # -1 between sentences and at both ends.
    ids = numpy.full((len(words), SENTENCE + 1), -1, numpy.int32)
    ids[:, 1:] = words
    ids = numpy.append(ids.ravel(), numpy.int32(-1))
    windows = WindowIterator(ids, WINDOW, batchsize, seed=0)
    model = SkipGram(VOCABULARY, UNITS, counts, NEGATIVE)
    model.to_device(device)
    return windows, chainer.optimizers.SGD(LR).setup(model)


def batch(device='@numpy'):
    device = chainer.get_device(device)
    device.use()
    windows, optimizer = prepared(BATCH, device)

    def work():
        x, context = next(windows)
        optimizer.update(optimizer.target, device.send(x), device.send(context))
        return len(x)

    return work


def fast():
    windows, optimizer = prepared(FAST_BATCH)
    options = argparse.Namespace(orientation='context', negative=NEGATIVE)
    updater = PairUpdater(windows, optimizer, options)

    def work():
        epoch = windows.epoch
        while windows.epoch == epoch:
            updater.update()
        return WORDS

    return work
