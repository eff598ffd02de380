"""What SegNet's un-pooling by indices saves against FCN-8s: time and memory of a picture.

Post 002: FCN keeps the maps of its pooling layers for the enlargement and so needs much memory;
SegNet keeps only where its pooling found the maxima. Both networks at VGG-16's width, on a picture
of CamVid's size, each in a process of its own (as python -m benchmarks does it):

    python -m benchmarks.unpooling

writes results/segnet/unpooling.json and prints it as a table.
"""

import argparse

import chainer

from benchmarks import machine, pairs
from benchmarks.sides.unpooling_chainer import N_CLASS, SIZE, pictures
from benchmarks.works import Work
from cli import errors, files
from models.fcn8s import MyFcn8sWithAnySize
from models.segnet import SegNet

WORKS = {
    'training step': Work(
        'unpooling_chainer:segnet_step', 'unpooling_chainer:fcn8s_step', 'FCN-8s', None, None
    ),
    'prediction': Work(
        'unpooling_chainer:segnet_predict', 'unpooling_chainer:fcn8s_predict', 'FCN-8s', None, None
    ),
}


def weights(network):
    """Megabytes of a network's parameters."""
    return network(N_CLASS).count_params() * 4 / 1e6


def handed_over():
    """Megabytes that the way up takes from the way down in one prediction, float32 maps.

    Returns:
        dict: FCN-8s's maps of pool3 and pool4; SegNet's indices in 2 bits each, which is all they
        need, in the integers that Chainer keeps, and what its maps before pooling would take.
    """
    x, _ = pictures()
    with chainer.using_config('train', False), chainer.no_backprop_mode():
        pool3, pool4, _ = MyFcn8sWithAnySize(N_CLASS).pools(x)
        with Indices() as seen:
            SegNet(N_CLASS).score(x, SIZE)
    return {
        'FCN-8s, maps of pool3 and pool4': (pool3.array.nbytes + pool4.array.nbytes) / 1e6,
        'SegNet, indices in 2 bits': sum(i.size for i in seen.indexes) / 4 / 1e6,
        'SegNet, indices as Chainer keeps them': sum(i.nbytes for i in seen.indexes) / 1e6,
        'SegNet, if it kept the maps before pooling': 4 * sum(seen.sizes) / 1e6,
    }


class Indices(chainer.FunctionHook):
    """Collects the indices of all max pooling, and the sizes of what was pooled."""

    name = 'Indices'

    def __init__(self):
        self.indexes, self.sizes = [], []

    def forward_postprocess(self, function, in_data):
        if function.label == 'MaxPoolingND':
            self.indexes.append(function.indexes)
            self.sizes.append(in_data[0].size)


def main():
    p = argparse.ArgumentParser(prog='python -m benchmarks.unpooling', description=__doc__)
    p.add_argument('--pairs', type=int, default=3, help='pairs of each work')
    p.add_argument('--threads', type=int, default=1)
    p.add_argument('--out', default='results/segnet/unpooling.json')
    args = p.parse_args()
    found = {'machine': machine.describe(), 'size': SIZE, 'classes': N_CLASS, 'works': {}}
    print('{:16}{:>18}{:>18}{:>8}'.format('', 'SegNet', 'FCN-8s', 'ratio'))
    for name, work in WORKS.items():
        result = pairs.measure(work, args.threads, args.pairs)
        found['works'][name] = result
        print('{:16}{:>16.2f} s{:>16.2f} s{:>8.2f}'.format(
            name, result['seconds'][0], result['seconds'][1], result['ratio']
        ))  # fmt: skip
        print('{:16}{:>15.0f} MB{:>15.0f} MB{:>8.2f}'.format(
            '  at most', *(result['megabytes'] + [result['megabytes'][0] / result['megabytes'][1]])
        ))  # fmt: skip
    found['weights'] = {'SegNet': weights(SegNet), 'FCN-8s': weights(MyFcn8sWithAnySize)}
    found['handed over'] = handed_over()
    for title in ('weights', 'handed over'):
        for name, megabytes in found[title].items():
            print('{}: {}: {:.1f} MB'.format(title, name, megabytes))
    files.write_json(args.out, found)
    print('{} written'.format(args.out))


if __name__ == '__main__':
    errors.run(main)
