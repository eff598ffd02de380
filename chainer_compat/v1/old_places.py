"""Where things stood in Chainer 1."""

# Links that stood in chainer.functions as well.
LINKS = (
    'BatchNormalization', 'Bilinear', 'BinaryHierarchicalSoftmax', 'Convolution2D',
    'DilatedConvolution2D', 'EmbedID', 'Inception', 'InceptionBN', 'Linear', 'NegativeSampling',
    'Parameter', 'PReLU',
)  # fmt: skip

# Modules by their old name, and where they are today.
MODULES = {
    'chainer.functions.activation.lstm': 'chainer.functions.rnn.lstm',
    'chainer.functions.activation.slstm': 'chainer.functions.rnn.slstm',
    'chainer.functions.activation.tree_lstm': 'chainer.functions.rnn.tree_lstm',
    'chainer.functions.caffe': 'chainer.links.caffe',
    'chainer.functions.caffe.caffe_function': 'chainer.links.caffe.caffe_function',
    'chainer.functions.connection.inception': 'chainer.links.connection.inception',
    'chainer.functions.connection.inceptionbn': 'chainer.links.connection.inceptionbn',
    'chainer.functions.connection.n_step_gru': 'chainer.functions.rnn.n_step_gru',
    'chainer.functions.connection.n_step_lstm': 'chainer.functions.rnn.n_step_lstm',
    'chainer.functions.connection.n_step_rnn': 'chainer.functions.rnn.n_step_rnn',
    'chainer.functions.connection.parameter': 'chainer.links.connection.parameter',
    'chainer.functions.loss.hierarchical_softmax': 'chainer.links.loss.hierarchical_softmax',
    'chainer.functions.math.squared_difference': 'chainer.functions.loss.squared_error',
    'chainer.functions.pooling.max_pooling_2d': 'chainer.functions.pooling.max_pooling_nd',
    'chainer.links.connection.gru': 'chainer.links.rnn.gru',
    'chainer.links.connection.lstm': 'chainer.links.rnn.lstm',
    'chainer.links.connection.mgu': 'chainer.links.rnn.mgu',
    'chainer.links.connection.n_step_gru': 'chainer.links.rnn.n_step_gru',
    'chainer.links.connection.n_step_lstm': 'chainer.links.rnn.n_step_lstm',
    'chainer.links.connection.n_step_rnn': 'chainer.links.rnn.n_step_rnn',
    'chainer.links.connection.peephole': 'chainer.links.rnn.peephole',
    'chainer.links.connection.tree_lstm': 'chainer.links.rnn.tree_lstm',
    'chainer.links.connection.zoneoutlstm': 'chainer.links.rnn.zoneoutlstm',
    'chainer.training.triggers.interval': 'chainer.training.triggers.interval_trigger',
}

# Classes of functions that are written anew here, and the modules they stood in.
CLASSES = (
    ('chainer.functions.array.flatten', 'Flatten'),
    ('chainer.functions.math.ceil', 'Ceil'),
    ('chainer.functions.math.floor', 'Floor'),
    ('chainer.functions.normalization.batch_normalization', 'BatchNormalizationFunction'),
    ('chainer.functions.pooling.spatial_pyramid_pooling_2d', 'SpatialPyramidPooling2D'),
)

# Until 1.2 each function had a module right under chainer.functions, mostly of its own name.
FLAT = (
    'accuracy', 'basic_math', 'batch_normalization', 'bilinear', 'clipped_relu', 'concat',
    'convolution_2d', 'copy', 'cross_covariance', 'dropout', 'embed_id', 'gaussian',
    'hierarchical_softmax', 'identity', 'inception', 'inceptionbn', 'leaky_relu', 'linear',
    'local_response_normalization', 'lstm', 'matmul', 'mean_squared_error', 'negative_sampling',
    'nonparameterized_convolution_2d', 'nonparameterized_linear', 'parameter', 'pooling_2d',
    'prelu', 'relu', 'reshape', 'sigmoid', 'sigmoid_cross_entropy', 'softmax',
    'softmax_cross_entropy', 'softplus', 'split_axis', 'sum', 'tanh', 'vae',
)  # fmt: skip
