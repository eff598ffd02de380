# ruff: noqa: E402
# %% [markdown]
# # The book's SqueezeNet FCN
#
# Post 001, on chapter 6 of the book: eight fire modules, scores at three depths put side
# by side, three deconvolutions that are learnt, pictures normalized in contrast and
# turned over at random. The code stands in `models/fcn_squeeze.py`, `data/pictures/preprocess.py`
# and `train/fcn_squeeze.py`; this notebook only calls it.
# %%
import sys
import tempfile

sys.path.insert(0, '..')

import numpy
from IPython.display import Image, Markdown

from data import shapes
from data.pictures.overlay import compared, figure
from data.pictures.picture import to_picture
from data.pictures.preprocess import cut, flipped, global_contrast, local_contrast
from data.voc import MiniBatchLoaderWithAnySize
from models.fcn_squeeze import FCN, FCNPooled

folder = tempfile.mkdtemp()
# %% [markdown]
# ## Before the network: size, contrast, flips
#
# Scenes drawn by this repository stand for the street. The product of the strides is 16,
# so a picture is cut to multiples of it.
# %%
shapes.make(folder + '/shapes', number=40, side=64)
loader = MiniBatchLoaderWithAnySize(folder + '/shapes')
x, t = loader.train[0]
x, t = cut(x, t, 16, numpy.random.RandomState(0))
print(loader.train[0][0].shape, 'is cut to', x.shape)
turned = [flipped(x, t, left_right, up_down) for left_right, up_down in ((0, 0), (1, 0), (0, 1))]
figure([compared(to_picture(a), b, []) for a, b in turned])
# %% [markdown]
# Global contrast normalization takes each channel to mean 0 and standard deviation 1;
# local contrast normalization does so around each pixel.
# %%
for name, function in ('global', global_contrast), ('local', local_contrast):
    y = function(x)
    print(name, y.mean(axis=(1, 2)).round(2), y.std(axis=(1, 2)).round(2))
# %%
figure(
    [
        [
            (to_picture(60 * function(x).clip(-2, 2)), name)
            for name, function in (('global', global_contrast), ('local', local_contrast))
        ]
    ]
)
# %% [markdown]
# ## Two variants
#
# The post prints the one whose last module is dilated; the pooling that it comments out
# makes the other. Any size goes in, and comes out.
# %%
for network in FCN, FCNPooled:
    model = network(n_class=11)
    odd = model.predict(numpy.zeros((1, 3, 45, 61), 'f'))
    print(network.__name__, model.count_params(), 'parameters;', odd.shape)
# %% [markdown]
# ## Training
#
# Adam with weight decay, as in the post; a narrow network for a few epochs.
# %%
run = folder + '/run'
# %run -m train.fcn_squeeze -- --data {folder}/shapes --width 24 -b 1 -e 3 --loaders 0 --out {run}
# %%
Image(run + '/examples.png')
# %% [markdown]
# ## On CamVid
#
# 367 pictures to train on and 101 to test, at a quarter of their size: the runs kept in
# `results/camvid`, measured over all pixels of the 101.
# %%
Markdown('../results/camvid/spread.md')
# %%
Image('../results/camvid/figure.png')
