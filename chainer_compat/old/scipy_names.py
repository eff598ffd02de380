"""Names that SciPy has dropped: ``scipy.misc``, NumPy's functions, windows, integrals."""

import importlib
import types

# Module: {old name: module and name of today}.
_NAMES = {
    'scipy.misc': {
        'comb': 'scipy.special.comb', 'factorial': 'scipy.special.factorial',
        'factorial2': 'scipy.special.factorial2', 'factorialk': 'scipy.special.factorialk',
        'logsumexp': 'scipy.special.logsumexp', 'face': 'scipy.datasets.face',
        'ascent': 'scipy.datasets.ascent',
        'electrocardiogram': 'scipy.datasets.electrocardiogram',
    },
    'scipy.ndimage': {'imread': 'chainer_compat.old.modules.pilutil.imread'},
    'scipy.integrate': {
        'simps': 'scipy.integrate.simpson', 'trapz': 'scipy.integrate.trapezoid',
        'cumtrapz': 'scipy.integrate.cumulative_trapezoid',
    },
    'scipy.linalg': {'pinv2': 'scipy.linalg.pinv', 'pinvh': 'scipy.linalg.pinvh'},
    'scipy.signal': {
        name: 'scipy.signal.windows.' + name
        for name in (
            'barthann', 'bartlett', 'blackman', 'blackmanharris', 'bohman', 'boxcar', 'chebwin',
            'cosine', 'exponential', 'flattop', 'gaussian', 'general_gaussian', 'hamming',
            'hann', 'kaiser', 'nuttall', 'parzen', 'triang', 'tukey',
        )
    },
}  # fmt: skip
_NAMES['scipy.misc'].update(
    (name, 'chainer_compat.old.modules.pilutil.' + name)
    for name in (
        'bytescale', 'fromimage', 'imread', 'imresize', 'imrotate', 'imsave', 'imshow', 'toimage',
    )
)  # fmt: skip
_NAMES['scipy.signal']['hanning'] = 'scipy.signal.windows.hann'


def modules():
    """The modules that ``add`` is for, beside ``scipy`` itself."""
    return tuple(_NAMES)


class _Late:
    """A function of another module, which is imported when it is first called."""

    def __init__(self, path):
        self._path = path

    def __call__(self, *args, **kwargs):
        module, _, name = self._path.rpartition('.')
        return getattr(importlib.import_module(module), name)(*args, **kwargs)


def add(module):
    """Give a module of SciPy the names it does not have."""
    for name, path in _NAMES.get(module.__name__, {}).items():
        if name not in vars(module):
            setattr(module, name, _Late(path))
    if module.__name__ == 'scipy':
        _add_numpy(module)


def _add_numpy(scipy):
    # Until SciPy 1.4 all of NumPy's names were SciPy's as well.
    import numpy

    for name, value in list(vars(numpy).items()):
        if not name.startswith('_') and not isinstance(value, types.ModuleType):
            vars(scipy).setdefault(name, value)
    vars(scipy).setdefault('randn', numpy.random.randn)
    vars(scipy).setdefault('rand', numpy.random.rand)
