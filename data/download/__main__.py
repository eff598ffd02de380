"""Fetch weights of VGG-16 or SqueezeNet, VOC2012, CamVid or Fashion-MNIST, for Chainer to find.

They go into Chainer's data set directory: $CHAINER_DATASET_ROOT, else ~/.chainer/dataset. What is
there already is checked and kept; what broke off goes on where it stopped.

    python -m data.download vgg16
    python -m data.download squeezenet
    python -m data.download imagenet_names
    python -m data.download voc2012
    python -m data.download camvid
    python -m data.download fashion_mnist
"""

from cli import errors, options
from data.download.sources import SOURCES, download


def main():
    p = options.parser(__doc__)
    p.add_argument('name', choices=sorted(SOURCES), help='what to fetch')
    p.add_argument('--url', help=(
        "another address of the same file (of Fashion-MNIST's folder), if the publisher's is gone; "
        'file:///... for one that is here already'))  # fmt: skip
    args = p.parse_args()
    path = download(args.name, args.url)
    print(path)
    print(SOURCES[args.name].use.format(path))


if __name__ == '__main__':
    errors.run(main)
