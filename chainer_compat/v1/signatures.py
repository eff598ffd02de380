"""How Chainer 1.24 was called, where that has changed: a table that ``causes/arguments.py`` reads.

Older 1.x took the same arguments in the same order, only fewer. Made by comparing the text of 1.24
and 7.8.1; a name stands here if one of its arguments is gone, has moved or has another default.
"""

# In chainer.functions, and in the modules these come from.
FUNCTIONS = {
    'average_pooling_2d': 'x, ksize, stride=None, pad=0, use_cudnn=True',
    'average_pooling_nd': 'x, ksize, stride=None, pad=0, use_cudnn=True',
    'batch_normalization': 'x, gamma, beta, eps=2e-5, running_mean=None, running_var=None, '
    'decay=0.9, use_cudnn=True',
    'convolution_2d': 'x, W, b=None, stride=1, pad=0, use_cudnn=True, cover_all=False, '
    'deterministic=False',
    'convolution_nd': 'x, W, b=None, stride=1, pad=0, use_cudnn=True, cover_all=False',
    'deconvolution_2d': 'x, W, b=None, stride=1, pad=0, outsize=None, use_cudnn=True, '
    'deterministic=False',
    'deconvolution_nd': 'x, W, b=None, stride=1, pad=0, outsize=None, use_cudnn=True',
    'dilated_convolution_2d': 'x, W, b=None, stride=1, pad=0, dilate=1, use_cudnn=True, '
    'cover_all=False',
    'dropout': 'x, ratio=0.5, train=True',
    'fixed_batch_normalization': 'x, gamma, beta, mean, var, eps=2e-5, use_cudnn=True',
    'log_softmax': 'x, use_cudnn=True',
    'max_pooling_2d': 'x, ksize, stride=None, pad=0, cover_all=True, use_cudnn=True',
    'max_pooling_nd': 'x, ksize, stride=None, pad=0, cover_all=True, use_cudnn=True',
    'n_step_bigru': 'n_layers, dropout_ratio, hx, ws, bs, xs, train=True, use_cudnn=True',
    'n_step_bilstm': 'n_layers, dropout_ratio, hx, cx, ws, bs, xs, train=True, use_cudnn=True',
    'n_step_birnn': 'n_layers, dropout_ratio, hx, ws, bs, xs, train=True, use_cudnn=True, '
    'activation="tanh"',
    'n_step_gru': 'n_layers, dropout_ratio, hx, ws, bs, xs, train=True, use_cudnn=True',
    'n_step_lstm': 'n_layers, dropout_ratio, hx, cx, ws, bs, xs, train=True, use_cudnn=True',
    'n_step_rnn': 'n_layers, dropout_ratio, hx, ws, bs, xs, train=True, use_cudnn=True, '
    'activation="tanh"',
    'relu': 'x, use_cudnn=True',
    'sigmoid': 'x, use_cudnn=True',
    'sigmoid_cross_entropy': 'x, t, use_cudnn=True, normalize=True, reduce="mean"',
    'softmax': 'x, use_cudnn=True, axis=1',
    'softmax_cross_entropy': 'x, t, use_cudnn=True, normalize=True, cache_score=True, '
    'class_weight=None, ignore_label=-1, reduce="mean"',
    'spatial_pyramid_pooling_2d': 'x, pyramid_height, pooling_class, use_cudnn=True',
    'spatial_transformer_grid': 'theta, output_shape, use_cudnn=True',
    'spatial_transformer_sampler': 'x, grid, use_cudnn=True',
    'split_axis': 'x, indices_or_sections, axis, force_tuple=False',
    'tanh': 'x, use_cudnn=True',
    'zoneout': 'h, x, ratio=0.5, train=True',
}

# The classes of functions, as they were made: F.Softmax(True)(x).
FUNCTION_CLASSES = {
    'AveragePooling2D': 'ksize, stride=None, pad=0, cover_all=True, use_cudnn=True',
    'AveragePoolingND': 'ndim, ksize, stride=None, pad=0, cover_all=False, use_cudnn=True',
    'Convolution2DFunction': 'stride=1, pad=0, use_cudnn=True, cover_all=False, '
    'deterministic=False',
    'Deconvolution2DFunction': 'stride=1, pad=0, outsize=None, use_cudnn=True, deterministic=False',
    'LogSoftmax': 'use_cudnn=True',
    'MaxPooling2D': 'ksize, stride=None, pad=0, cover_all=True, use_cudnn=True',
    'MaxPoolingND': 'ndim, ksize, stride=None, pad=0, cover_all=True, use_cudnn=True',
    'Pooling2D': 'ksize, stride=None, pad=0, cover_all=True, use_cudnn=True',
    'ReLU': 'use_cudnn=True',
    'Sigmoid': 'use_cudnn=True',
    'SigmoidCrossEntropy': 'use_cudnn=True, normalize=True, reduce="mean"',
    'Softmax': 'use_cudnn=True, axis=1',
    'SoftmaxCrossEntropy': 'use_cudnn=True, normalize=True, cache_score=True, '
    'class_weight=None, ignore_label=-1, reduce="mean"',
    'SpatialTransformerGrid': 'output_shape, use_cudnn=True',
    'SpatialTransformerSampler': 'use_cudnn=True',
    'Tanh': 'use_cudnn=True',
}

# Functions for Chainer's own use that copies of its functions call.
HELPERS = {
    ('chainer.functions.activation.log_softmax', '_log_softmax'): 'x, use_cudnn=True',
}

_VISION = 'self, x, layers=["prob"], test=True'
_EXTRACT = 'self, images, layers=None, size=(224, 224), test=True, volatile="off"'

# In chainer.links.
LINKS = {
    'BatchNormalization.__init__': 'self, size, decay=0.9, eps=2e-5, dtype=None, '
    'use_gamma=True, use_beta=True, initial_gamma=None, initial_beta=None, use_cudnn=True',
    'BatchNormalization.__call__': 'self, x, test=False, finetune=False',
    'Convolution2D.__init__': 'self, in_channels, out_channels, ksize, stride=1, pad=0, wscale=1, '
    'bias=0, nobias=False, use_cudnn=True, initialW=None, initial_bias=None, deterministic=False',
    'ConvolutionND.__init__': 'self, ndim, in_channels, out_channels, ksize, stride=1, pad=0, '
    'initialW=None, initial_bias=None, use_cudnn=True, cover_all=False',
    'Deconvolution2D.__init__': 'self, in_channels, out_channels, ksize, stride=1, pad=0, '
    'wscale=1, bias=0, nobias=False, outsize=None, use_cudnn=True, initialW=None, '
    'initial_bias=None, deterministic=False',
    'DeconvolutionND.__init__': 'self, ndim, in_channels, out_channels, ksize, stride=1, pad=0, '
    'outsize=None, initialW=None, initial_bias=0, use_cudnn=True',
    'DilatedConvolution2D.__init__': 'self, in_channels, out_channels, ksize, stride=1, pad=0, '
    'dilate=1, wscale=1, bias=0, nobias=False, use_cudnn=True, initialW=None, initial_bias=None',
    'GoogLeNet.__call__': 'self, x, layers=["prob"], train=False',
    'GoogLeNet.extract': 'self, images, layers=None, size=(224, 224), train=False, volatile="off"',
    'InceptionBN.__call__': 'self, x, test=None',
    'Linear.__init__': 'self, in_size, out_size, wscale=1, bias=0, nobias=False, initialW=None, '
    'initial_bias=None',
    'MLPConvolution2D.__init__': 'self, in_channels, out_channels, ksize, stride=1, pad=0, '
    'wscale=1, activation=None, use_cudnn=True, conv_init=None, bias_init=None',
    'Maxout.__init__': 'self, in_size, out_size, pool_size, wscale=1, initialW=None, '
    'initial_bias=0',
    'NStepLSTMBase.__call__': 'self, hx, cx, xs, train=True',
    'NStepRNNBase.__call__': 'self, hx, xs, train=True',
    'NStepRNNBase.__init__': 'self, n_layers, in_size, out_size, dropout, use_cudnn=True',
    'Parameter.__call__': 'self, volatile="off"',
    'ResNetLayers.__call__': _VISION,
    'ResNetLayers.extract': _EXTRACT,
    'StatefulZoneoutLSTM.__init__': 'self, in_size, out_size, c_ratio=0.5, h_ratio=0.5, train=True',
    'VGG16Layers.__call__': _VISION,
    'VGG16Layers.extract': _EXTRACT,
}

# Imported only when asked for.
CAFFE = 'self, inputs, outputs, disable=(), train=True'
