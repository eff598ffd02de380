"""Draw clothes in Fashion-MNIST's four files."""

from cli import kinds
from cli.errors import run
from cli.parser import Parser
from data.fashion_mnist import drawn


def main():
    parser = Parser(
        prog='python -m data.fashion_mnist', description="Draw clothes in Fashion-MNIST's files."
    )
    parser.add_argument('out', metavar='OUT', help='the folder to write')
    parser.add_argument(
        '--number', type=kinds.whole(60, 10**6), default=6000,
        help='training pictures; a sixth as many for the test (default: 6000)',
    )  # fmt: skip
    parser.add_argument('--seed', type=kinds.seed, default=0)
    args = parser.parse_args()
    drawn.make(args.out, args.number, args.seed)
    print('{}: {} training pictures of clothes'.format(args.out, args.number))


if __name__ == '__main__':
    run(main)
