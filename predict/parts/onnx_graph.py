"""Networks as ONNX-Chainer exports them, mended where that is not what Chainer computes.

``F.deconvolution_2d`` with ``outsize`` pads by ``pad`` in front and lets ``outsize`` cut the end.
ONNX-Chainer hands ``outsize`` on as ``output_shape``, from which ONNX works out a padding of its
own, half of it in front: right where the sides of the picture are multiples of 32, and shifted
elsewhere. It also fixes the picture's size. Here each enlargement is exported whole and then cut
to the size of what it is added to, or of the picture: right for any size, as in Chainer.

DeepLabv3+ enlarges by products with matrices, which are those of one size of the picture; it is
exported for that size. Of U-Net the tile is exported, not the mirroring around it: a picture brings
its surroundings. Of a YOLO the numbers of its cells are: boxes and their suppression are the
caller's. Classifiers are exported for pictures of one size.
"""

import warnings

import chainer
import numpy
import onnx
import onnx_chainer
from onnx import helper, numpy_helper
from onnx_chainer import onnx_helper

from models.parts import grid

# The newest that ONNX-Chainer knows; the first whose pooling rounds up as Caffe's does.
OPSET = 11


class _Scores(chainer.Chain):
    """A network's scores as a function of the picture alone: of all, or of a tile's middle."""

    def __init__(self, model):
        super(_Scores, self).__init__()
        with self.init_scope():
            self.model = model

    def forward(self, x):
        if hasattr(self.model, 'tile'):
            return self.model.tile(x)
        return self.model.score(x, x.shape[2:])


class _Classes(_Scores):
    """The same of a classifier, which scores the whole picture."""

    def forward(self, x):
        return self.model.score(x)


class _Cells(chainer.Chain):
    """A detector's cells as a function of the picture."""

    def __init__(self, model):
        super(_Cells, self).__init__()
        with self.init_scope():
            self.model = model

    def forward(self, x):
        return self.model.cells(x)


def export_cells(model):
    """A YOLO as an ONNX model.

    Args:
        model (~models.parts.detection.Detection): On the CPU.

    Returns:
        onnx.ModelProto: ``x`` float32 (N, 3, size, size), BGR minus the mean, to ``cells`` float32
        (N, 7, 7, 10 + n_class), for any N; :func:`models.parts.grid.decode` reads them.
    """
    x = numpy.zeros((1, 3, model.size, model.size), 'f')
    exported = _exported(_Cells(model), x, 'cells', ('N',) + x.shape[1:])
    shape = ('N', grid.S, grid.S, grid.numbers(model.n_class))
    return _finished(exported, 'cells', shape)


def export(model):
    """A segmentation network as an ONNX model.

    Args:
        model (~models.parts.segmentation.Segmentation): On the CPU.

    Returns:
        onnx.ModelProto: ``x`` float32 (N, 3, H, W), BGR minus the mean, to
        ``score`` float32 (N, n_class, H, W), for any N, H and W. Of a U-Net, ``score`` is that of
        its ``tile``: 184 pixels less a side, for the sides that ``models.unet.surrounded`` gives.
    """
    tiled = hasattr(model, 'tile')
    side = 188 if tiled else 64
    x = numpy.zeros((1, 3, side, side), 'f')
    exported = _exported(_Scores(model), x, 'score', ('N', 3, 'H', 'W'))
    if not tiled:
        _cut(exported.graph)
    size = ('H_SCORED', 'W_SCORED') if tiled else ('H', 'W')
    return _finished(exported, 'score', ('N', _channels(exported)) + size)


def export_at(model, size):
    """A segmentation network whose operations depend on the picture's size (DeepLabv3+), for one.

    Args:
        model (~models.parts.segmentation.Segmentation): On the CPU.
        size (tuple): Height and width of the pictures.

    Returns:
        onnx.ModelProto: ``x`` float32 (N, 3) + size, BGR minus the mean, to ``score`` float32
        (N, n_class) + size, for any N.
    """
    x = numpy.zeros((1, 3) + tuple(size), 'f')
    exported = _exported(_Scores(model), x, 'score', ('N',) + x.shape[1:])
    return _finished(exported, 'score', ('N', _channels(exported)) + x.shape[2:])


def export_classifier(model, side):
    """A classifier as an ONNX model, for pictures of one size.

    A pyramid's windows are those of the maps' size, and ONNX has none that depend on it.

    Args:
        model (~chainer.Link): With ``score``, on the CPU.
        side (int): Of the pictures, in pixels.

    Returns:
        onnx.ModelProto: ``x`` float32 (N, 3, side, side), BGR minus the mean, to ``score`` float32
        (N, n_class), for any N.
    """
    x = numpy.zeros((1, 3, side, side), 'f')
    exported = _exported(_Classes(model), x, 'score', ('N',) + x.shape[1:])
    _keep_number(exported.graph)
    return _finished(exported, 'score', ('N', _channels(exported)))


def _channels(exported):
    return exported.graph.output[0].type.tensor_type.shape.dim[1].dim_value


def _exported(chain, x, output, shape):
    """The model as ONNX-Chainer exports it, its input called ``x``."""
    with warnings.catch_warnings():
        # That converters of one's own are experimental.
        warnings.simplefilter('ignore')
        exported = onnx_chainer.export(
            chain,
            x,
            opset_version=OPSET,
            input_names=['x'],
            output_names=[output],
            external_converters={
                'Deconvolution2DFunction': _whole_deconvolution,
                'TensorDot': _product,
            },
            input_shapes=shape,
        )
    # The version of the file's own format that came with these operators, not the newest.
    exported.ir_version = 6
    return exported


def _keep_number(graph):
    """Let what is made flat before a linear layer stay as many pictures as came in."""
    shapes = {node.input[1] for node in graph.node if node.op_type == 'Reshape'}
    for node in graph.node:
        if node.op_type == 'Constant' and node.output[0] in shapes:
            (value,) = node.attribute
            shape = numpy_helper.to_array(value.t).copy()
            if shape[0] == 1:
                shape[0] = 0  # ONNX: as it was
                value.t.CopyFrom(numpy_helper.from_array(shape, value.t.name))


def _finished(exported, output, shape):
    """The same with what is true of its input and of its output alone, and checked."""
    graph = exported.graph
    # Weights are no inputs.
    inputs = [value for value in graph.input if value.name == 'x']
    del graph.input[:]
    graph.input.extend(inputs)
    del graph.output[:], graph.value_info[:]
    graph.output.append(helper.make_tensor_value_info(output, onnx.TensorProto.FLOAT, shape))
    onnx.checker.check_model(exported, full_check=True)
    return exported


def _whole_deconvolution(params):
    """ONNX-Chainer's converter, without the size of the result."""
    func = params.func
    return onnx_helper.make_node(
        'ConvTranspose', params.input_names, params.output_names,
        kernel_shape=func.inputs[1].shape[2:],
        pads=(func.ph, func.pw, func.ph, func.pw),
        strides=(func.sy, func.sx),
        group=func.groups,
    ),  # fmt: skip


def _product(params):
    """Sums over one axis of maps (N, C, H, W) with a matrix's second one, which comes last then."""
    axis, _ = params.func.axes
    others = [i for i in range(4) if i != axis]
    graph = onnx_helper.GraphBuilder()
    maps = graph.op('Transpose', [params.input_names[0]], perm=others + [axis])
    matrix = graph.op('Transpose', [params.input_names[1]], perm=[1, 0])
    graph.op_output_named('MatMul', [maps, matrix], params.output_names)
    return graph.nodes()


def _cut(graph):
    """Cut the end of every enlargement, where its result is used."""
    for name, value in (('two', [2]), ('four', [4]), ('start', [0, 0]), ('axes', [2, 3])):
        graph.initializer.append(numpy_helper.from_array(numpy.array(value, 'int64'), name))
    nodes, whole = [], {}
    for node in graph.node:
        for i, name in enumerate(node.input):
            if name in whole and node.op_type == 'Add':
                like = node.input[1 - i]
                nodes += _slice(whole.pop(name), name, like)
        if node.op_type == 'ConvTranspose':
            name = node.output[0]
            node.output[0] = whole[name] = name + '_whole'
        nodes.append(node)
    for name, uncut in whole.items():
        nodes += _slice(uncut, name, 'x')
    del graph.node[:]
    graph.node.extend(nodes)


def _slice(uncut, name, like):
    """Nodes that cut ``uncut`` to height and width of ``like``."""
    shape, size = name + '_shape', name + '_size'
    return [
        helper.make_node('Shape', [like], [shape]),
        helper.make_node('Slice', [shape, 'two', 'four'], [size]),
        helper.make_node('Slice', [uncut, 'start', size, 'axes'], [name]),
    ]
