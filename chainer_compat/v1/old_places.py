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
    'chainer.functions.caffe': 'chainer.links.caffe',
    'chainer.functions.caffe.caffe_function': 'chainer.links.caffe.caffe_function',
    'chainer.functions.connection.n_step_gru': 'chainer.functions.rnn.n_step_gru',
    'chainer.functions.connection.n_step_lstm': 'chainer.functions.rnn.n_step_lstm',
    'chainer.functions.connection.n_step_rnn': 'chainer.functions.rnn.n_step_rnn',
    'chainer.functions.math.squared_difference': 'chainer.functions.loss.squared_error',
    'chainer.functions.pooling.max_pooling_2d': 'chainer.functions.pooling.max_pooling_nd',
    'chainer.links.connection.gru': 'chainer.links.rnn.gru',
    'chainer.links.connection.lstm': 'chainer.links.rnn.lstm',
    'chainer.links.connection.n_step_gru': 'chainer.links.rnn.n_step_gru',
    'chainer.links.connection.n_step_lstm': 'chainer.links.rnn.n_step_lstm',
    'chainer.links.connection.n_step_rnn': 'chainer.links.rnn.n_step_rnn',
    'chainer.links.connection.peephole': 'chainer.links.rnn.peephole',
    'chainer.links.connection.zoneoutlstm': 'chainer.links.rnn.zoneoutlstm',
    'chainer.training.triggers.interval': 'chainer.training.triggers.interval_trigger',
}
