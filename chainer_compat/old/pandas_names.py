"""What pandas has dropped: ``ix``, ``as_matrix``, ``iteritems``, ``append``."""


class _Ix:
    """``frame.ix[rows, columns]``: by label, or by position where the labels are no integers."""

    def __init__(self, owner):
        self._owner = owner

    def _by(self, key):
        owner = self._owner
        axes = owner.axes
        parts = key if isinstance(key, tuple) else (key,)
        found = []
        for part, axis in zip(parts, axes):
            bounds = (part.start, part.stop) if isinstance(part, slice) else (part,)
            numbers = all(isinstance(b, int) for b in bounds if b is not None)
            if numbers and axis.dtype.kind not in 'iu':
                part = axis[part]
                if isinstance(bounds, tuple) and len(bounds) == 2:
                    part = list(part)
            found.append(part)
        return tuple(found) if isinstance(key, tuple) else found[0]

    def __getitem__(self, key):
        return self._owner.loc[self._by(key)]

    def __setitem__(self, key, value):
        self._owner.loc[self._by(key)] = value


def add(pandas):
    """Give data frames and series what they had."""
    for cls in (pandas.DataFrame, pandas.Series):
        _give(cls, 'ix', property(_Ix))
        _give(cls, 'as_matrix', lambda self, columns=None: _matrix(self, columns))
        _give(cls, 'iteritems', lambda self: self.items())
        _give(cls, 'get_value', lambda self, *index: self.at[index if len(index) > 1 else index[0]])
        _give(cls, 'append', lambda self, other, ignore_index=False: pandas.concat(
            [self] + (list(other) if isinstance(other, (list, tuple)) else [_frame(self, other)]),
            ignore_index=ignore_index,
        ))  # fmt: skip


def _matrix(owner, columns):
    return (owner if columns is None else owner[columns]).values


def _frame(owner, other):
    # A dict or a series is a row.
    if owner.ndim == 2 and not hasattr(other, 'columns'):
        return type(owner)([other])
    return other


def _give(cls, name, value):
    if not hasattr(cls, name):
        setattr(cls, name, value)
