"""A model pickled by an old Chainer, and what it predicted there.

    python make.py FOLDER

was run by the real 1.24.0 on Python 2.7 and 3.5.0 on Python 3.7, in this folder, and wrote
VERSION.pkl and VERSION.json: 25 values of the wave given, 75 predicted as the post does it.
"""

import json
import os
import sys

import chainer
import numpy as np
from lstm import LSTM

try:
    import cPickle as pickle
except ImportError:
    import pickle

WAVE = np.sin(2 * np.pi / 50 * np.arange(100)).astype('f')


def main():
    folder = sys.argv[1]
    np.random.seed(0)
    model = LSTM(1, 5, 1)
    for param in model.params():
        param.data[...] = np.random.uniform(-0.1, 0.1, param.data.shape)
    optimizer = chainer.optimizers.Adam(0.01)
    optimizer.setup(model)
    for _ in range(150):
        model.reset_state()
        starts = np.random.randint(0, 50, 20)
        x = np.sin(2 * np.pi / 50 * (starts[:, None] + np.arange(50))).astype('f')
        loss = sum(model(chainer.Variable(x[:, i : i + 1]), chainer.Variable(x[:, i + 1 : i + 2]))
                   for i in range(49))  # fmt: skip
        model.cleargrads()
        loss.backward()
        optimizer.update()
    path = os.path.join(folder, chainer.__version__)
    with open(path + '.pkl', 'wb') as f:
        pickle.dump(model, f, -1 if sys.version_info[0] == 3 else 0)
    window, predicted = WAVE[:25], []
    for _ in range(75):
        model.reset_state()
        for value in window:
            y = model.predict(chainer.Variable(np.full((1, 1), value, 'f')))
        predicted.append(float(y.data[0, 0]))
        window = np.append(window[1:], np.float32(predicted[-1]))
    with open(path + '.json', 'w') as f:
        json.dump(predicted, f)
    print(loss.data / 49)


if __name__ == '__main__':
    main()
