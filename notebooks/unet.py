# ruff: noqa: E402
# %% [markdown]
# # U-Net: what was seen on the way down, and borders that count
#
# Posts 000 (2017-04-30) and 003. The contracting path halves the picture four times, the
# expansive path doubles it again, and beside each map on the way up lies the one of the same
# level on the way down. Cells that touch are to stay apart: the loss weighs the thin borders
# between them. The code stands in `models/unet.py`, `data/cells.py`, `data/borders.py`,
# `data/pictures/tiles.py`, `measures/cells.py` and `train/unet.py`; this notebook only calls it.
# %%
import sys
import tempfile

sys.path.insert(0, '..')

import chainer
import numpy
from IPython.display import Image, display
from PIL.Image import fromarray

from data import cells
from data.borders import border_weight
from data.pictures.picture import to_input, to_picture
from data.pictures.tiles import tile
from measures.cells import scores
from models.unet import AROUND, UNet, surrounded

folder = tempfile.mkdtemp()
# %% [markdown]
# ## 572 -> 388
#
# No convolution is padded, so the scores are those of the middle.
# %%
print('{:,} parameters'.format(UNet(n_class=2).count_params()))
narrow = UNet(n_class=2, width=2)
with chainer.using_config('train', False), chainer.no_backprop_mode():
    print(narrow.tile(numpy.zeros((1, 3, 572, 572), 'f')).shape)
# %% [markdown]
# A picture of any size is mirrored at its borders and taken in tiles, which give what one
# large picture would.
# %%
picture, label = cells.tissue(seed=0, i=0, side=100)
print(narrow.predict(to_input(picture)[None]).shape, surrounded(100))
# %% [markdown]
# ## Cells, and the weight of their borders
#
# w0 exp(-(d1 + d2)^2 / (2 sigma^2)), from the distances to the nearest and to the second
# nearest cell: cells, their label, and the weight on the membranes.
# %%
weight = border_weight(label)
grey = numpy.concatenate([picture[:, :, 0], 255 * label, (25 * weight).astype('u1')], axis=1)
display(fromarray(grey).resize((900, 300)))
# %% [markdown]
# ## Bent, flipped and turned
#
# Three tiles of the same picture with its mirrored surroundings.
# %%
random = numpy.random.RandomState(0)
seen = [surrounded(100)] * 2
views = [tile(seen, AROUND, to_input(picture), label, random=random)[0] for _ in range(3)]
display(fromarray(numpy.concatenate([to_picture(x) for x in views], axis=1)))
# %% [markdown]
# ## Training
#
# A narrow network, a few epochs, on cells that are drawn here.
# %%
cells.make(folder + '/cells', number=25, side=68)
run = folder + '/run'
# %run -m train.unet -- --data {folder}/cells --width 8 -e 8 --loaders 0 -o {run}
# %%
Image(run + '/loss.png')
# %% [markdown]
# Pictures of the test set, what the network makes of them after so little, and the truth:
# %%
Image(run + '/examples.png')
# %% [markdown]
# ## How right is a division into cells?
#
# A pixel more or less matters little, a gap in a membrane much: it makes one cell of two.
# V_Rand and V_Info are ISBI 2012's scores.
# %%
gap = label.copy()
gap[48:52] = 1
print(scores(label, gap))
# %%
# %run -m predict.evaluate -- {run}
