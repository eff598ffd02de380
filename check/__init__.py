"""The recipe's verifications of a training script, before it is let run for hours.

    python -m check train.fcn32s --data VOC2012 --width 16

After A. Karpathy, "A Recipe for Training Neural Networks" (2019), which post 003 quotes: become one
with the data, set up the skeleton, verify it at every step. One file a question.
"""
