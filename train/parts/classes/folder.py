"""Pictures of a folder for a script that trains a classifier."""

from cli import outputs
from data.classification import ClassificationLoader
from train.parts import same_run


def load(args):
    """Training and test pictures of ``--data``, told in a line.

    Args:
        args (argparse.Namespace): ``data``, ``train_list``, ``test_list``, ``classes``, ``out``.

    Returns:
        tuple: The two data sets (:mod:`data.classification`), and what tells them from others,
        for ``args.json``.

    Raises:
        UserError: As :class:`data.classification.ClassificationLoader`; ``--out`` is among the
            data.
    """
    loader = ClassificationLoader(args.data, args.train_list, args.test_list, classes=args.classes)
    given = [args.train_list, args.test_list, args.classes]
    inputs = loader.layout.inputs() + [path for path in given if path]
    outputs.check_run(args.out, inputs, loader.root)
    print(
        '{}: {} classes, {} pictures to train on, {} to test'.format(
            args.data, loader.n_class, len(loader.train), len(loader.test)
        )
    )
    return loader.train, loader.test, {
        'data': [same_run.of_examples(part) for part in (loader.train, loader.test)]
    }  # fmt: skip
