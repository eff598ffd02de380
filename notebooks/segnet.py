# ruff: noqa: E402
# %% [markdown]
# # SegNet: un-pooling by indices
#
# Posts 002 ("SegNet") and 000 (2017-04-30). An encoder halves the picture again and again
# and remembers where each maximum stood; a decoder puts the values back to those places
# and fills in between by convolution. The code stands in `models/segnet_basic.py`,
# `models/segnet.py`, `models/parts/unpooling.py`, `data/class_balance.py` and
# `train/segnet.py`; this notebook only calls it.
# %%
import sys
import tempfile

sys.path.insert(0, '..')

import chainer
import numpy
from IPython.display import Image, Markdown

from data import class_balance, shapes
from data.voc import MiniBatchLoaderWithAnySize
from models.parts.unpooling import pool, unpool
from models.segnet import SegNet
from models.segnet_basic import SegNetBasic
from models.vggnet import VGGNet
from models.weights.copy_model import copy_model

folder = tempfile.mkdtemp()
# %% [markdown]
# ## Pooling that remembers
#
# The post's figure with numbers: of each 2x2 window the maximum stays, and its place is
# kept as 0, 1, 2 or 3. An odd row or column makes a window of its own.
# %%
x = numpy.random.RandomState(0).permutation(20).astype('f').reshape(1, 1, 4, 5)
pooled, place = pool(chainer.Variable(x))
print('map\n', x[0, 0], '\npooled\n', pooled.array[0, 0], '\nplaces\n', place[0][0, 0])
# %% [markdown]
# Un-pooling puts each value back there; the rest is zero, for the convolution that follows
# to fill.
# %%
unpool(pooled, place).array[0, 0]
# %% [markdown]
# ## The networks
#
# The paper counts 1.425 million parameters for SegNet-Basic, in steps of 0.025, and 14.7
# million for the encoder of the large one, which is VGG-16's.
# %%
for network in SegNetBasic, SegNet:
    print('{:12} {:>12,} parameters'.format(network.__name__, network(n_class=11).count_params()))
# %%
report = copy_model(VGGNet(n_class=21, size=32, width=4), SegNet(n_class=21, width=4))
print(len(report.copied), 'filters copied from VGGNet:', ' '.join(report.copied))
# %% [markdown]
# ## Class balancing
#
# Background fills most of the drawn scenes. The weight of a class in the loss is the
# median of all frequencies over its own.
# %%
shapes.make(folder + '/shapes', number=60, side=64)
loader = MiniBatchLoaderWithAnySize(folder + '/shapes')
weights = class_balance.of_dataset(loader.train)
for name, weight in list(zip(loader.classes, weights))[:5]:
    print('{:16} {:6.3f}'.format(name, weight))
# %% [markdown]
# ## Training
#
# A narrow network, a few epochs: batch normalization's statistics are computed once more
# at the end, and only `model_final.npz` has them.
# %%
run = folder + '/run'
# %run -m train.segnet -- --data {folder}/shapes --width 8 -b 1 -e 4 --lr .02 --loaders 0 -o {run}
# %%
Image(run + '/accuracy.png')
# %% [markdown]
# Pictures of the test set, what the network makes of them after so little, and the truth:
# %%
Image(run + '/examples.png')
# %% [markdown]
# ## Street scenes
#
# SegNet-Basic at its full width on CamVid, at a quarter of the pictures' sides, balanced
# and not (`results/segnet`): balancing finds the rare classes and pays with the frequent
# ones, as in the paper.
# %%
Markdown('../results/segnet/table.md')
# %%
Image('../results/segnet/figure.png')
