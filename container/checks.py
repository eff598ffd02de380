"""What is run in each image; where a command ends with 0, what stands in front of it holds."""

# Of any image, and short.
LIGHT = [
    ('the user is not root', ['sh', '-c', 'test "$(id -u)" -ne 0']),
    (
        'the caches can be written',
        ['sh', '-c', 'for cache in chainer cupy matplotlib numba; do touch /cache/$cache/x; done'],
    ),
    ('the environment cannot', ['sh', '-c', '! touch "$VENV/x"']),
    ('the doctor: the CPU', ['python', '-m', 'chainer_compat.doctor']),
    ('the doctor: no GPU here', ['sh', '-c', '! python -m chainer_compat.doctor --gpu --quiet']),
    (
        'some pictures',
        ['python', '-c', 'from data import shapes; shapes.make("runs/few", number=20)'],
    ),
]

# As `docker run --user "$(id -u)"` has it: a user without a name or a home of its own.
STRANGER = (
    'a user that the image does not know trains',
    ['python', '-m', 'train.lstm_sine', '--epoch', '20', '--out', '/tmp/strange'],
)

TRAINING = [
    (
        'FCN-32s on NumPy',
        ['python', '-m', 'train.fcn32s', '--data', 'runs/few', '--width', '8', '--epoch', '1'],
    ),
    (
        "the demo's shortest training",
        # As `make demo` has it: arrays this small gain nothing from BLAS's threads.
        ['env', 'OPENBLAS_NUM_THREADS=1', 'make', 'runs/demo/lstm_sine/prediction.png'],
    ),
]
TESTS = [('the tests', ['make', 'test'])]

# The servers as Dockerfile and compose.yaml start them; a test holds these to those.
JUPYTER = ['jupyter', 'lab', '--ip=0.0.0.0', '--port=8888', '--no-browser']
TENSORBOARD = ['tensorboard', '--logdir', 'runs', '--host', '0.0.0.0', '--port', '6006']


def _answers(address, text, command):
    address = 'http://localhost:' + address
    return ['python', '-m', 'container.answers', address, text, '--'] + command


SERVERS = [
    (
        'a training to look at',
        ['python', '-m', 'train.lstm_sine', '-e', '20', '--tensorboard', '-o', 'runs/looked_at'],
    ),
    ('Jupyter answers on 8888', _answers('8888/api', '"version"', JUPYTER)),
    ('its page asks for the token', _answers('8888/lab', 'Jupyter', JUPYTER)),
    ('TensorBoard answers on 6006', _answers('6006/', 'TensorBoard', TENSORBOARD)),
    ('it has the training', _answers('6006/data/runs', 'looked_at', TENSORBOARD)),
    ('a notebook is executed', ['python', '-m', 'notebooks.build', 'lstm_sine']),
]

CHECKS = {
    'default': LIGHT + TRAINING + TESTS,
    'g2': LIGHT + TRAINING + TESTS,
    'dev': LIGHT + SERVERS,
    # An emulator takes twenty times as long.
    'aarch64': LIGHT
    + [
        (
            'FCN-32s on NumPy, narrow',
            ['python', '-m', 'train.fcn32s', '--data', 'runs/few', '--width', '2', '--epoch', '1'],
        ),
        (
            'a sine, 100 epochs',
            ['python', '-m', 'train.lstm_sine', '--hidden-units', '4', '--epoch', '100'],
        ),
    ],
}
