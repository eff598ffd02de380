"""Write a trained FCN (32s, 16s, 8s), U-Net, DeepLabv3+, classifier or YOLO as an ONNX file.

The file takes "x", pictures (N, 3, H, W) float32, BGR minus the mean (103.939, 116.779, 123.68),
of any size, and gives "score" (N, classes, H, W): the class of a pixel is the greatest. That of a
U-Net takes sides of 188, 204, ... 572 ... and gives the scores of the middle, 184 pixels less a
side: what is around a picture, mirrored or more of it, is the caller's. That of a classifier
(SPP-net, VGGNet) takes squares of the first size that it was trained on and gives "score" (N,
classes): the windows of a pyramid are of one size there. That of a YOLO takes pictures warped to
the side it was trained at, and gives "cells" (N, 7, 7, 10 + classes), as models/parts/grid.py reads
them. That of a DeepLabv3+ takes pictures of the one --size that is asked for.

    pip install -r requirements/onnx.txt
    python -m predict.export_onnx runs/fcn32s fcn32s.onnx
    python -m predict.export_onnx runs/deeplab deeplab.onnx --size 360 480
"""

from cli import errors, files, kinds, options, outputs, run_folder
from cli.errors import UserError
from predict.parts import classifiers, detectors, networks

# The exporter knows how these cut what they enlarge (predict.parts.onnx_graph), and U-Net's tiles.
EXPORTED = ('fcn32s', 'fcn32s_paper', 'fcn16s', 'fcn8s', 'fcn8s_atonce', 'unet')


def main():
    p = options.parser(__doc__)
    p.add_argument('run', metavar='RUN', help='folder of a training run, or one of its model_*.npz')
    p.add_argument('out', metavar='OUT.onnx', help='the file to write')
    p.add_argument(
        '--size', nargs='+', type=kinds.pixels, metavar='PIXELS',
        help='height and width of the pictures that a DeepLabv3+ is exported for, or the side of '
        'squares; needless for the others',
    )  # fmt: skip
    outputs.add_overwrite(p)
    args = p.parse_args()
    outputs.check([args.out], networks.inputs(args.run), args.overwrite, ('.onnx',))
    onnx_graph = _exporter()
    cpu = options.use_device('@numpy')
    network = run_folder.read(networks.folder(args.run)).get('model')
    if network in classifiers.RUNS:
        classifier = classifiers.of_run(args.run)
        model = onnx_graph.export_classifier(classifier.model, classifier.side)
    elif network in detectors.NETWORKS:
        model = onnx_graph.export_cells(detectors.load(args.run, cpu))
    elif network == 'deeplab':
        if not args.size or len(args.size) > 2:
            raise UserError(
                'a DeepLabv3+ is exported for pictures of one size: give --size HEIGHT WIDTH'
            )
        model = onnx_graph.export_at(networks.load(args.run, cpu), (args.size * 2)[:2])
    elif networks.facts(args.run)['model'] in EXPORTED:
        model = onnx_graph.export(networks.load(args.run, cpu))
    else:
        names = [*EXPORTED, 'deeplab', *classifiers.RUNS, *detectors.NETWORKS]
        raise UserError(
            '{}: a run of {}, which cannot be exported; those of {} can'.format(
                args.run, network, ', '.join(names)
            )
        )
    with files.replacing(args.out) as path:
        with open(path, 'wb') as f:
            f.write(model.SerializeToString())
    print('{}: written'.format(args.out))


def _exporter():
    try:
        import predict.parts.onnx_graph as onnx_graph
    except ImportError as e:
        raise UserError(
            'ONNX is not installed ({}): pip install -r requirements/onnx.txt'.format(e)
        )
    return onnx_graph


if __name__ == '__main__':
    errors.run(main)
