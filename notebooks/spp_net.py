# ruff: noqa: E402
# %% [markdown]
# # SPP-net: a vector of one length from pictures of any size
#
# Post 003, after He, Zhang, Ren and Sun (arXiv 1406.4729). Fully connected layers need a vector of
# one length, so pictures used to be cropped, which loses parts, or warped, which distorts. Spatial
# pyramid pooling between the convolutions and these layers lets all of a picture in. The code
# stands in `models/parts/spatial_pyramid.py`, `models/spp_net.py`, `data/pictures/views.py`,
# `data/shapes.py` and `train/spp_net.py`; this notebook only calls it.
# %%
import sys
import tempfile

sys.path.insert(0, '..')

import chainer
import numpy
from IPython.display import Image, display
from PIL.Image import fromarray

from data.pictures.picture import to_input, to_picture
from data.pictures.views import crop, warp, whole
from data.shapes import ShapesOfAnySize
from models.parts.spatial_pyramid import PAPER, POST, bins_of, spatial_pyramid_pooling
from models.spp_net import SPPNet, ZF5OneSize, cells
from predict.parts.classifiers import of_run

folder = tempfile.mkdtemp()
# %% [markdown]
# ## The pyramid
#
# 4 x 4 cells, numbered row by row: the largest of all, of each quarter, and each cell.
# %%
numbered = numpy.arange(16, dtype='f').reshape(1, 1, 4, 4)
print(spatial_pyramid_pooling(numbered).array.astype(int).tolist())
# %% [markdown]
# Whatever the maps' size, 21 values a channel for the post's 1x1, 2x2 and 4x4 bins, 50 for the
# paper's 1, 2, 3 and 6.
# %%
for size in ((13, 13), (10, 10), (9, 20)):
    maps = numpy.zeros((1, 256) + size, 'f')
    print(size, [spatial_pyramid_pooling(maps, bins).shape[1] // 256 for bins in (POST, PAPER)])
# %% [markdown]
# Windows of ceil(a / n) cells, floor(a / n) apart, are right at the paper's 13 cells. At 10,
# which 180 pixels give, 4 such windows miss the last; the rule of the paper's appendix does not.
# %%
print(bins_of(13, 4), bins_of(10, 4), sep='\n')
# %% [markdown]
# ## The network
#
# ZF-5 of the paper's table 1, with a pyramid or with a plain pooling in its place.
# %%
print(cells(224), cells(180))
for network in (SPPNet(), SPPNet(bins=PAPER), ZF5OneSize()):
    print('{}: {:,} parameters'.format(type(network).__name__, network.count_params()))
# %% [markdown]
# ## Cropped, warped, whole
#
# Drawn pictures of all proportions; below each what a network of one size would see.
# %%
drawn = ShapesOfAnySize(number=100, side=120)
for i in range(3):
    picture = to_input(drawn.picture(i))
    views = [whole(picture, 100), crop(picture, 100), warp(picture, 100)]
    sides = max(view.shape[1] for view in views)
    shown = [numpy.pad(to_picture(v), [(0, sides - v.shape[1]), (0, 9), (0, 0)]) for v in views]
    display(fromarray(numpy.concatenate(shown, axis=1)))
# %% [markdown]
# ## Training with two sizes
#
# An epoch with each in turn, by one set of weights: the paper's 224 and 180 pixels, here a narrow
# network, smaller pictures and a few epochs.
# %%
run = folder + '/run'
# %run -m train.spp_net -- --number 480 --width 16 --sizes 96 80 -e 6 --loaders 0 -o {run}
# %%
Image(run + '/accuracy.png')
# %% [markdown]
# ## Any size in
#
# What was trained on squares of 96 and 80 pixels takes other sizes and proportions.
# %%
classifier = of_run(run)
picture = to_input(drawn.picture(3))
display(fromarray(drawn.picture(3)))
with chainer.using_config('train', False), chainer.no_backprop_mode():
    for view in (crop(picture, 96), warp(picture, 96), whole(picture, 96), whole(picture, 140)):
        scores = classifier.model.score(view[None]).array[0]
        print(view.shape[1:], classifier.classes[scores.argmax()])
print('it is a', ShapesOfAnySize.classes[drawn[3][1]])
