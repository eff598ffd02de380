"""Weights as files that ``models.weights.load`` reads."""

import os

from chainer import serializers

from cli import files


def save(path, model):
    """Write a model's weights, or a trainer's state; Chainer's extensions rename it into place.

    Uncompressed: float32 weights shrink by a tenth and take ten times as long.
    """
    # Chainer writes to OUT/tmpNAMExxxxxxxx/NAME: a full disk is told by the name a person knows.
    folder, name = os.path.split(path)
    with files.naming(os.path.join(os.path.dirname(folder), name)):
        serializers.save_npz(path, model, compression=False)
