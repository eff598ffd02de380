# ruff: noqa: E402
# %% [markdown]
# # Fully convolutional networks: 32s, 16s, 8s
#
# Posts of 2016-07-16 and 2016-07-18. VGG-16's convolutions, trained to name one thing in
# a picture, become a network that names every pixel: its weights are copied in, a 1x1
# convolution scores the classes at 1/32 of the picture's size, and a bilinear
# deconvolution enlarges the scores to pictures of any size. FCN-16s adds what pool4
# knows at 1/16, FCN-8s, which the posts announce, what pool3 knows at 1/8.
#
# The code stands in `models/`, `data/voc.py`, `train/fcn32s.py` and `predict/`; this
# notebook only calls it.
# %%
import sys
import tempfile

sys.path.insert(0, '..')

import PIL.Image
from IPython.display import Image, Markdown

from data import shapes
from data.pictures.overlay import compared, figure
from data.pictures.picture import to_picture
from data.voc import MiniBatchLoaderWithAnySize
from models.fcn8s import MyFcn8sWithAnySize
from models.fcn16s import MyFcn16sWithAnySize
from models.fcn32s import MyFcn32sWithAnySize
from models.parts.upsampling import enlarge
from models.vggnet import VGGNet
from models.weights.copy_model import copy_model

folder = tempfile.mkdtemp()
# %% [markdown]
# ## Pictures and labels
#
# The posts train on VOC2012, one picture of any size a step. The scenes below are drawn
# by this repository in exactly VOC's layout: twenty shapes for its twenty classes,
# index PNGs, 255 on the borders, which become -1 and count nowhere.
# %%
shapes.make(folder + '/shapes', number=12, side=96)
loader = MiniBatchLoaderWithAnySize(folder + '/shapes')
x, t = loader.train[0]
print('picture', x.shape, x.dtype, '  label', t.shape, t.dtype, '  classes', sorted(set(t.flat)))
# %%
figure([compared(to_picture(x), t, [])])
# %% [markdown]
# ## From VGGNet to FCN-32s
#
# `copy_model` copies every layer whose name and shape are the same: the thirteen
# convolutions. The score layer is new.
# %%
vgg = VGGNet(n_class=21, size=64, width=16)
fcn32s = MyFcn32sWithAnySize(n_class=21, width=16)
report = copy_model(vgg, fcn32s)
print(len(report.copied), 'arrays copied; not in VGGNet:', ' '.join(report.missing))
# %% [markdown]
# At the posts' width the parameters are as many as they should be: 14,714,688 in VGG's
# convolutions and 513 for each class.
# %%
for network in MyFcn32sWithAnySize, MyFcn16sWithAnySize, MyFcn8sWithAnySize:
    model = network(21)
    print(network.__name__, sum(param.size for param in model.params()))
# %% [markdown]
# The scores of a picture of 96 x 70 pixels stand at 1/32, three by three of them, and come
# back in the label's size, odd or even.
# %%
_, _, pool5 = fcn32s.pools(x[None, :, :96, :70])
score = fcn32s.score_pool5(pool5)
score.shape, enlarge(score, 32, (96, 70), fcn32s.xp).shape
# %% [markdown]
# ## Training
#
# The post's loop: MomentumSGD, one picture a step. A narrow network and two epochs show
# that it runs; what comes out of whole runs stands below.
# %%
# %run -m train.fcn32s -- --data {folder}/shapes --width 4 --epoch 2 --loaders 0 --out {folder}/run
# %% [markdown]
# ## The chain: 32s, then 16s, then 8s
#
# `make fcn-chain` trains VGGNet on single shapes, FCN-32s from its weights, FCN-16s from
# that one and FCN-8s from the next, with three seeds each, on a CPU in half an hour. The
# dashed lines are the posts' final figures, on VOC2012 with ImageNet's weights: to look
# at, not to compare.
# %%
Image('../results/fcn_chain/compare.png')
# %%
Markdown('../results/fcn_chain/spread.md')
# %% [markdown]
# The posts' figure: one network more at each step, then the truth. The share of right
# pixels, borders left out, stands under each.
# %%
Image('../results/fcn_chain/figure.png')
# %% [markdown]
# ## Real pictures
#
# Three pairs of VOC2012, learnt by heart at their true size (`results/fcn`): that loader,
# network, enlargement and loss fit together.
# %%
PIL.Image.open('../results/fcn/fcn32s_voc_sample/examples.png').reduce(3)
