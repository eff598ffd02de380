# ruff: noqa: E402
# %% [markdown]
# # YOLO: boxes and classes at one look
#
# Post 003. A picture is divided into 7 x 7 cells; the cell of an object's centre says where the
# object is and what. One network gives all of it at once: 7 x 7 x 30 numbers. The code stands in
# `models/yolo.py`, `models/parts/grid.py`, `models/parts/detection.py`,
# `models/parts/suppression.py`, `data/scenes.py`, `data/pictures/boxed.py`,
# `measures/detection.py` and `train/yolo.py`; this notebook only calls it.
# %%
import sys
import tempfile

sys.path.insert(0, '..')

import numpy
from IPython.display import Image, display
from PIL.Image import fromarray

from data import scenes
from data.pictures import boxed
from data.pictures.boxes import draw
from data.pictures.picture import MEAN, to_input, to_picture
from measures.detection import Found, Objects, average_precisions
from models.parts import grid
from models.parts.suppression import non_maximum_suppression
from models.yolo import YOLO, FastYOLO

folder = tempfile.mkdtemp()
# %% [markdown]
# ## 24 + 2 layers
#
# Figure 3, here at a sixteenth of the width. Fast YOLO has nine convolutions; at its full width
# it has 45,089,374 parameters, YOLO 271,703,550.
# %%
print('{:,} parameters'.format(FastYOLO(n_class=20).count_params()))
narrow = YOLO(n_class=20, width=4)
print(narrow.cells(numpy.zeros((1, 3, 448, 448), 'f')).shape)
# %% [markdown]
# ## Objects and cells
#
# A drawn scene, and what the cells are to say of it: x and y in the cell, the square roots of
# width and height, and the class.
# %%
picture, objects = scenes.scene(seed=0, i=9)
boxes = numpy.array([found.box for found in objects], 'f')
labels = numpy.array([scenes.CLASSES.index(found.name) for found in objects])
display(draw(picture, boxes, labels, [found.name for found in objects]))
told, classes = grid.encode(boxes, labels, picture.shape[:2])
print(classes)
print(told[classes != grid.NO_OBJECT].round(2))
# %% [markdown]
# ## Moved, flipped, in another light
#
# The paper's augmentation: edges move by up to 20 %, exposure and saturation change by a factor
# of up to 1.5. The boxes follow.
# %%
random = numpy.random.RandomState(0)
views = []
for flip in (False, True, True):
    x, moved, seen = boxed.moved(to_input(picture), boxes, 0.2, random)
    x, moved = boxed.resized(x, moved[seen], 224)
    if flip:
        x, moved = boxed.flipped(x, moved)
    x = boxed.lit(x, MEAN, 1.5, random)
    names = [scenes.CLASSES[label] for label in labels[seen]]
    views.append(numpy.asarray(draw(to_picture(x), moved, labels[seen], names)))
display(fromarray(numpy.concatenate(views, axis=1)).resize((720, 240)))
# %% [markdown]
# ## Non-maximum suppression
#
# Two boxes around one object, and one around another: of the two the surer one stays.
# %%
several = numpy.array([[10, 10, 60, 60], [12, 8, 62, 58], [70, 70, 99, 99]], 'f')
scores = numpy.array([[0.9], [0.6], [0.5]], 'f')
print(non_maximum_suppression(several, scores, threshold=0.2, overlapping=0.5))
# %% [markdown]
# ## Mean average precision
#
# By VOC2007's rule, at eleven recalls, and by VOC2010's, the area. Both stars found, and between
# them something that is none: precision 1, 1/2, 2/3.
# %%
stars = Objects(several[[0, 2]], numpy.array([0, 0]), numpy.array([False, False]))
wrong = numpy.array([[0, 80, 20, 99]], 'f')
found = Found(
    numpy.concatenate([stars.boxes, wrong]), numpy.array([0, 0, 0]), numpy.array([0.9, 0.3, 0.6])
)
print(average_precisions([found], [stars], n_class=1))
# %% [markdown]
# ## Training
#
# On features of SqueezeNet that the repository holds, which stay as they are, a few epochs with
# scenes that are drawn here. What longer trainings find: `results/yolo`.
# %%
scenes.make(folder + '/scenes', number=200, side=112)
run = folder + '/run'
features = '--init-weights ../results/voc2012/imagenet_0/model_final.npz --copied-rate 0'
options = '--variant squeezenet --size 112 -b 8 -e 4 --loaders 0'
# %run -m train.yolo -- --data {folder}/scenes {features} {options} -o {run}
# %%
Image(run + '/loss.png')
# %%
# %run -m predict.evaluate_detection -- {run}
