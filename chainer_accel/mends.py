"""Where the faster paths go, in the form ``chainer_compat.loading`` reads."""

from chainer_accel import switch
from chainer_accel.replace import method

MENDS = []


def _configuration(module):
    from chainer_accel.base import heap

    switch.configure(module)
    if switch.level() != 'never':
        heap.keep()


def _convolution(module):
    from chainer_accel.convolution import convolution_2d, direct

    for name in ('_forward_cpu_core', '_forward_grouped_convolution'):
        method(module.Convolution2DFunction, name, convolution_2d.forward)
        method(module.Convolution2DGradW, name, convolution_2d.grad_w)
    method(module.Convolution2DFunction, 'backward', direct.convolution_backward)


def _deconvolution(module):
    from chainer_accel.convolution import deconvolution_2d, direct

    for name in ('_forward_cpu_core', '_forward_grouped_convolution'):
        method(module.Deconvolution2DFunction, name, deconvolution_2d.forward)
    method(module.Deconvolution2DFunction, 'backward', direct.deconvolution_backward)


def _pooling(module):
    from chainer_accel.pooling import max_pooling

    method(module.MaxPoolingND, 'forward_cpu', max_pooling.forward)
    method(module.MaxPoolingNDGrad, 'forward_cpu', max_pooling.backward)


def _unpooling(module):
    from chainer_accel.pooling import max_pooling

    method(module.Upsampling2D, 'forward_cpu', max_pooling.upsample)
    method(module.Upsampling2DGrad, 'forward_cpu', max_pooling.upsample_grad)


def _average_pooling(module):
    from chainer_accel.pooling import average_pooling

    method(module.AveragePooling2D, 'forward_cpu', average_pooling.forward)
    method(module.AveragePooling2DGrad, 'forward_cpu', average_pooling.gradient)


def _batch_normalization(module):
    from chainer_accel.pixels import normalization

    general = module.GeneralBatchNormalizationImpl
    method(general, 'get_mean_and_var', normalization.mean_and_var)
    method(general, 'backward', normalization.backward)
    method(module, '_apply_bn_fwd', normalization.normalize)


def _cross_entropy(module):
    from chainer_accel.pixels import cross_entropy

    method(module.SoftmaxCrossEntropy, 'forward_cpu', cross_entropy.forward)
    gradient = module._SoftmaxCrossEntropyGrad_NoDoubleBackprop
    method(gradient, 'forward_cpu', cross_entropy.backward)


def _accuracy(module):
    from chainer_accel.pixels import cross_entropy

    method(module.Accuracy, 'forward_cpu', cross_entropy.accuracy)


def _relu(module):
    from chainer_accel.pixels import elementwise

    method(module.ReLU, 'forward_cpu', elementwise.relu)
    method(module.ReLUGrad2, 'forward_cpu', elementwise.relu_grad)


def _leaky_relu(module):
    from chainer_accel.pixels import elementwise

    method(module.LeakyReLU, 'forward_cpu', elementwise.leaky_relu)
    method(module._LeakyReLUGrad, 'forward_cpu', elementwise.leaky_relu_grad)


def _update(cls, name, fast):
    def put(module):
        from chainer_accel.updates import rules

        method(getattr(module, cls), name, getattr(rules, fast))

    return put


def _optimizer(module):
    from chainer.optimizer import GradientMethod

    from chainer_accel.updates import optimizer

    GradientMethod.update = optimizer.put_before(GradientMethod.update)


def _elu(module):
    from chainer_accel.pixels import elu

    method(module.ELU, 'forward_cpu', elu.forward)
    method(module.ELU, 'backward', elu.backward)
    method(module.ELUGrad, 'forward_cpu', elu.gradient)


def _concat(module):
    from chainer_accel.pixels import concat

    method(module.Concat, 'forward', concat.forward)
    method(module.Concat, 'backward', concat.backward)


def _get_item(module):
    from chainer_accel.pixels import slices

    method(module.GetItemGrad, 'forward', slices.gradient)


def _sum(module):
    from chainer_accel.pixels import sums

    method(module.Sum, 'forward', sums.channel_sums)


def _negative_sampling(module):
    from chainer_accel.sequences import skip_gram

    method(module.NegativeSamplingFunction, 'forward_cpu', skip_gram.forward)
    method(module.NegativeSamplingFunctionGrad, 'forward_cpu', skip_gram.backward)


def _embed_id(module):
    from chainer_accel.sequences import skip_gram

    method(module.EmbedIDGrad, 'forward', skip_gram.embed_id_grad)


AFTER = {
    'chainer.configuration': _configuration,
    'chainer.functions.connection.convolution_2d': _convolution,
    'chainer.functions.connection.deconvolution_2d': _deconvolution,
    'chainer.functions.pooling.max_pooling_nd': _pooling,
    'chainer.functions.pooling.average_pooling_2d': _average_pooling,
    'chainer.functions.pooling.upsampling_2d': _unpooling,
    'chainer.functions.normalization.batch_normalization': _batch_normalization,
    'chainer.functions.loss.softmax_cross_entropy': _cross_entropy,
    'chainer.functions.evaluation.accuracy': _accuracy,
    'chainer.functions.connection.embed_id': _embed_id,
    'chainer.functions.loss.negative_sampling': _negative_sampling,
    'chainer.functions.activation.relu': _relu,
    'chainer.functions.activation.elu': _elu,
    'chainer.functions.activation.leaky_relu': _leaky_relu,
    'chainer.functions.array.concat': _concat,
    'chainer.functions.array.get_item': _get_item,
    'chainer.functions.math.sum': _sum,
    'chainer.optimizer_hooks.weight_decay': _update('WeightDecay', '__call__', 'weight_decay'),
    'chainer.optimizers.momentum_sgd': _update(
        'MomentumSGDRule', 'update_core_cpu', 'momentum_sgd'
    ),
    'chainer.optimizers.sgd': _update('SGDRule', 'update_core_cpu', 'sgd'),
    'chainer.optimizers.adam': _update('AdamRule', 'update_core_cpu', 'adam'),
    'chainer.optimizers': _optimizer,
}
