# ruff: noqa: E402
# %% [markdown]
# # Predicting a sine wave with an LSTM
#
# Post of 2016-07-24. A network of one linear layer, a few LSTM units and another
# linear layer reads a sine wave value by value and learns to name the next one.
# The code stands in `models/lstm.py`, `data/sine.py`, `train/lstm_sine.py` and
# `predict/lstm_sine.py`; this notebook only calls it.
# %%
import sys
import tempfile

sys.path.insert(0, '..')

import chainer
from IPython.display import Image, Markdown

from data.sine import Sine
from models.lstm import LSTM
from predict import lstm_sine

# %% [markdown]
# ## Network and data
#
# One value in, five hidden units, one value out; 100 cycles of 50 values, cut into
# a block of 100 sequences of 100 values.
# %%
model = LSTM(in_units=1, hidden_units=5, out_units=1)
print(model)
sum(param.size for param in model.params())
# %%
wave = Sine(steps_per_cycle=50, number_of_cycles=100).make()
wave.shape, Sine.make_mini_batch(wave, mini_batch_size=100, length_of_sequence=100).shape
# %% [markdown]
# ## Training
#
# An epoch is one block. Two hundred of them take seconds and show how the loss begins to
# fall; the curves below are of whole runs, of 20000 with a smaller step.
# %%
run = tempfile.mkdtemp() + '/run'
# %run -m train.lstm_sine -- --hidden-units 5 --epoch 200 --lr 0.01 --out {run}
# %% [markdown]
# The post's loop calls the network once for each step. The script does all steps in one
# call, which is the same loss with the same gradients in a fraction of the time:
# %%
from train.lstm_sine import compute_loss, compute_loss_at_once

block = Sine.make_mini_batch(wave, mini_batch_size=100, length_of_sequence=100)
[float(loss(model, block).array) for loss in (compute_loss, compute_loss_at_once)]
# %% [markdown]
# ## Learning curves
#
# The post's figure, from the runs kept in `results/lstm_sine`, a colour for each size.
# No network gets below the dotted line, because a sequence's first value does not tell
# whether the wave rises or falls.
# %%
Image('../results/lstm_sine/loss.png')
# %% [markdown]
# ## Prediction
#
# The post's sliding window: the network reads the values given and names the next one;
# the first is dropped, the new one appended, and so on. The network of a kept run goes
# on from 50 values and from 25:
# %%
kept = lstm_sine.load('../results/lstm_sine/hidden4_seed0')
cpu = chainer.get_device('@numpy')
cases = [lstm_sine.measure(kept, cpu, *case) for case in lstm_sine.GIVEN_AND_PREDICTED]
lstm_sine.draw(cases, run + '/kept.png')
Image(run + '/kept.png')
# %% [markdown]
# The post's two figures for all kept runs, and the error by distance:
# %%
Image('../results/lstm_sine/prediction_50.png')
# %%
Image('../results/lstm_sine/prediction_25.png')
# %%
Image('../results/lstm_sine/error.png')
# %% [markdown]
# ## What the post says, and what came out here
# %%
Markdown('../results/lstm_sine/table.md')
# %% [markdown]
# What the post does not print is as in a public copy of its program
# (`results/lstm_sine/README.md`). The same table from Chainer 7's start, and for runs with
# other settings:
# %%
Markdown('../results/lstm_sine/chainer7/table.md')
# %%
Markdown('../results/lstm_sine/settings/table.md')
