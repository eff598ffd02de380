"""``fetch_mldata`` of scikit-learn, whose server is gone, and its module ``cross_validation``."""

import os

# What was asked for most, by its name at OpenML.
_AT_OPENML = {'mnist original': 'mnist_784', 'iris': 'iris', 'boston': 'boston'}


def fetch_mldata(dataname, target_name='label', data_name='data', transpose_data=True,
                 data_home=None):  # fmt: skip
    """A data set of mldata.org: the file that was downloaded then, else OpenML's."""
    from sklearn import datasets
    from sklearn.utils import Bunch

    name = dataname.lower().replace('(', '').replace(')', '').replace(' ', '-').replace('.', '')
    path = os.path.join(datasets.get_data_home(data_home), 'mldata', name + '.mat')
    if os.path.exists(path):
        from scipy.io import loadmat

        found = loadmat(path)
        data, target = found[data_name], found[target_name]
        data = data.T if transpose_data else data
        return Bunch(data=data, target=target.ravel(), COL_NAMES=[target_name, data_name])
    found = datasets.fetch_openml(
        _AT_OPENML.get(dataname.lower(), dataname), data_home=data_home, as_frame=False, version=1
    )
    target = found.target
    try:
        target = target.astype(float)  # it was, and OpenML has strings
    except ValueError:
        pass
    # It was in order of the target, and programs count on it.
    order = target.argsort(kind='stable')
    return Bunch(data=found.data[order], target=target[order], DESCR=found.DESCR)


def add(module):
    """Called with ``sklearn.datasets``."""
    if not hasattr(module, 'fetch_mldata'):
        module.fetch_mldata = fetch_mldata
