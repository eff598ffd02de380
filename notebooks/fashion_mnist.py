# ruff: noqa: E402
# %% [markdown]
# # The first program of a beginner's course: ten kinds of clothes
#
# Post 003 tells of Chainer's beginner's course of 1 December 2018, in which its author met
# define-by-run; its first session learned Fashion-MNIST. Here is that program again: the code
# stands in `models/mlp.py`, `data/fashion_mnist/` and `train/fashion_mnist.py`; this notebook
# only calls it. It draws clothes in Fashion-MNIST's files, so that nothing is downloaded.
# %%
import os
import sys
import tempfile

sys.path.insert(0, '..')

import numpy
from chainer.datasets import split_dataset_random
from IPython.display import Image
from PIL import Image as Pictures

from data import fashion_mnist
from data.fashion_mnist import drawn
from models.mlp import MLP2, MLP3

folder = tempfile.mkdtemp()
# %% [markdown]
# ## The data
#
# Four files, as MNIST's: `python -m data.download fashion_mnist` fetches the real ones, with
# 60,000 and 10,000 pictures.
# %%
data = folder + '/clothes'
drawn.make(data, number=6000)
print(*sorted(os.listdir(data)), sep='\n')
known, test = fashion_mnist.load(data)
train, validation = split_dataset_random(known, len(known) * 5 // 6, seed=0)
x, t = test[9]
print(len(train), len(validation), len(test), x.shape, x.dtype, t, fashion_mnist.CLASSES[t])
# %%
some = [255 * test[i][0].reshape(28, 28) for i in range(40)]
rows = [numpy.concatenate(some[i : i + 10], axis=1) for i in range(0, 40, 10)]
Pictures.fromarray(numpy.concatenate(rows).round().astype('uint8')).resize((840, 336))
# %% [markdown]
# ## The networks
#
# What is called decides the graph: a network is a class, and its forward pass a method.
# %%
for network in MLP2, MLP3:
    model = network()
    print(network.__name__, model.count_params(), model(x[None]).array.round(2))
# %% [markdown]
# ## Training by Trainer
#
# SGD, batches of 256, five epochs, as in the course. Its notebook reports, for the real clothes, a
# validation accuracy of 77.8 % with two layers and 79.1 % with three. Here a tenth of the pictures
# is there, and so a tenth of the steps: ten times the rate makes up for them.
# %%
# %run -m train.fashion_mnist -- --data {folder}/clothes --lr 0.1 -o {folder}/mlp2
# %%
# %run -m train.fashion_mnist -- --data {folder}/clothes --lr 0.1 --network mlp3 -o {folder}/mlp3
# %%
Image(folder + '/mlp3/accuracy.png')
# %% [markdown]
# ## The test
#
# Pictures that took no part in training nor in the choice of a network; what each is taken for, and
# in brackets what it is.
# %%
# %run -m predict.fashion_mnist -- {folder}/mlp2
# %%
# %run -m predict.fashion_mnist -- {folder}/mlp3
# %%
Image(folder + '/mlp3/test.png')
