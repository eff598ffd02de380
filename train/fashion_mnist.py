"""Train the first network of Chainer's beginner's course: ten kinds of clothes, by Trainer.

Post 003 was at the course (2018-12-01) and took to define-by-run there. Its notebook (models/mlp.py
says which): Fashion-MNIST, 50,000 of the 60,000 training pictures to train on and 10,000 to
validate, a network of two layers, SGD at its default, batches of 256, five epochs. Reported there,
by Chainer 5: validation accuracy .778 and test accuracy .776 with two layers, .791 and .792 with
three; 16 seconds.

    python -m data.download fashion_mnist
    python -m train.fashion_mnist --data FOLDER
    python -m train.fashion_mnist --data FOLDER --network mlp3 -o runs/fashion_mnist_3
    python -m predict.fashion_mnist runs/fashion_mnist

Without --data it draws clothes (data/fashion_mnist/drawn.py). The test pictures are for
predict.fashion_mnist alone: each epoch is tested on the part of the training pictures that is left.
"""

import chainer
import chainer.links as L
from chainer.datasets import split_dataset_random

from cli import errors, kinds, options, outputs, several
from data import fashion_mnist
from data.fashion_mnist import drawn
from models.mlp import NETWORKS
from train.parts import loop, same_run, together

# SGD's own, which the course leaves as it is.
LR = 0.01
# 50,000 of 60,000, and the seed of the course's split.
TRAINED, OF = 5, 6
SPLIT_SEED = 0


def main():
    p = options.parser(__doc__)
    options.add_training(p, epoch=5, batchsize=256, out='runs/fashion_mnist')
    p.add_argument('--data', help="folder of Fashion-MNIST's four files (default: drawn here)")
    p.add_argument(
        '--network', choices=sorted(NETWORKS), default='mlp2', help='of two layers, or of three'
    )
    p.add_argument('--lr', type=kinds.rate, default=LR, help='learning rate')
    # All pictures are in memory: there is nothing to load ahead.
    p.set_defaults(loaders=0)
    args = p.parse_args()
    device = loop.begin(args)

    root = several.once(drawn.folder) if args.data is None else args.data
    outputs.check_run(args.out, fashion_mnist.inputs(root))
    known, _ = fashion_mnist.load(root)
    train, validation = split_dataset_random(known, len(known) * TRAINED // OF, seed=SPLIT_SEED)

    model = together.model(L.Classifier(NETWORKS[args.network]()))
    model.to_device(device)
    optimizer = chainer.optimizers.SGD(args.lr).setup(model)

    facts = dict(
        model=args.network, n_class=len(fashion_mnist.CLASSES), classes=fashion_mnist.CLASSES,
        lr=args.lr, data=[same_run.of_file(path) for path in fashion_mnist.inputs(root)],
    )  # fmt: skip
    loop.train_and_test(args, device, optimizer, train, validation, facts)


if __name__ == '__main__':
    errors.run(main)
