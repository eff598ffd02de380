# ruff: noqa: E402
# %% [markdown]
# # DeepLabv3+: dilated pyramids and a decoder
#
# Post 003 sums the paper up: features of a modified Xception, ASPP (convolutions that look
# at pixels far apart, side by side) with image pooling, a decoder for the borders, and
# depthwise separable convolutions everywhere. The code stands in `models/deeplab.py`,
# `models/parts/xception.py`, `models/parts/aspp.py`, `models/parts/separable.py` and
# `train/deeplab.py`; this notebook only calls it.
# %%
import sys
import tempfile
import warnings

sys.path.insert(0, '..')

import chainer
import numpy
from IPython.display import Image, Markdown

from data import shapes
from models.deeplab import DeepLabV3Plus
from models.parts.aspp import RATES
from report import valid_weights

folder = tempfile.mkdtemp()
# %% [markdown]
# ## The network
#
# At the paper's width, and at a quarter of it, which two cores can train.
# %%
for width in 32, 8:
    model = DeepLabV3Plus(n_class=21, width=width)
    print('width {:2}: {:>10,} parameters'.format(width, model.count_params()))
    for part in 'xception', 'aspp', 'decoder':
        print('    {:9} {:>10,}'.format(part, model[part].count_params()))
# %% [markdown]
# ## Two output strides, the same weights
#
# Where a stride is left out, all that follows looks at every second pixel instead: at every
# second cell of the finer map stands what the coarser one holds.
# %%
x = numpy.random.RandomState(0).normal(0, 60, (1, 3, 129, 161)).astype('f')
with chainer.using_config('train', False), chainer.no_backprop_mode():
    coarse, fine = [model.xception(x, output_stride)[1].array for output_stride in (16, 8)]
print(coarse.shape, fine.shape)
print('differ by', abs(fine[:, :, ::2, ::2] - coarse).max() / abs(coarse).max())
# %% [markdown]
# ## Rates
#
# ASPP's rates, and the figure of the post: the larger the rate, the fewer of a 3x3's nine
# weights see the map at all. That is why the mean of the picture has a branch of its own.
# %%
for output_stride, rates in sorted(RATES.items()):
    means = ['{:.1f}'.format(valid_weights.mean(512 // output_stride + 1, r)) for r in rates]
    print('output stride', output_stride, 'rates', rates, 'weights valid on average:', *means)
# %%
Image('../results/deeplab/valid_weights.png')
# %% [markdown]
# ## Separable convolutions
#
# A 3x3 of each channel by itself and a 1x1, in place of a 3x3 of all channels:
# %%
Markdown('../results/deeplab/separable.md')
# %% [markdown]
# ## Training
#
# An eighth of the width, a few epochs of drawn scenes from weights at random: this shows
# that it learns, no more. The loss of the test pictures means nothing in the first epochs: a
# hundred layers of moving averages are still on their way. `model_final.npz` gets statistics of
# the whole training set.
# %%
warnings.filterwarnings('ignore', 'overflow')  # of that loss, squared
shapes.make(folder + '/shapes', number=60, side=64)
run = folder + '/run'
options = '--width 4 --crop 65 -b 4 -e 8 --lr .03 --loaders 0'
# %run -m train.deeplab -- --data {folder}/shapes {options} -o {run}
# %%
Image(run + '/accuracy.png')
# %% [markdown]
# Pictures of the test set, what the network makes of them after so little, and the truth:
# %%
Image(run + '/examples.png')
