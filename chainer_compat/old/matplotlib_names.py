"""What Matplotlib has renamed: ``cm.get_cmap``, ``cm.spectral``, ``normed=``, ``axisbg=``."""

import functools

# Colour maps, and the styles' names since 3.6.
_MAPS = {
    'spectral': 'nipy_spectral', 'Vega10': 'tab10', 'Vega20': 'tab20', 'Vega20b': 'tab20b',
    'Vega20c': 'tab20c',
}  # fmt: skip

# Method or function: {old keyword: new one, or None if it is left out}.
_KEYWORDS = {
    'hist': {'normed': 'density'}, 'hist2d': {'normed': 'density'},
    'add_subplot': {'axisbg': 'facecolor'}, 'add_axes': {'axisbg': 'facecolor'},
    'subplot': {'axisbg': 'facecolor'}, 'axes': {'axisbg': 'facecolor'},
    'plot': {'hold': None}, 'imshow': {'hold': None}, 'scatter': {'hold': None},
    'loglog': {'basex': 'base', 'basey': None, 'nonposx': 'nonpositive', 'nonposy': None},
    'semilogx': {'basex': 'base', 'nonposx': 'nonpositive'},
    'semilogy': {'basey': 'base', 'nonposy': 'nonpositive'},
    'set_xscale': {'basex': 'base', 'nonposx': 'nonpositive', 'subsx': 'subs'},
    'set_yscale': {'basey': 'base', 'nonposy': 'nonpositive', 'subsy': 'subs'},
    'savefig': {'frameon': None, 'papertype': None}, 'use': {'warn': None},
    'grid': {'b': 'visible'},
}  # fmt: skip


def _renaming(function):
    """``function``, which takes its old keywords as well."""
    renamed = _KEYWORDS[function.__name__]

    @functools.wraps(function)
    def called(*args, **kwargs):
        for old in renamed.keys() & kwargs.keys():
            value = kwargs.pop(old)
            if renamed[old] is not None:
                kwargs.setdefault(renamed[old], value)
        return function(*args, **kwargs)

    return called


def _rename(owner, *names):
    for name in names:
        setattr(owner, name, _renaming(getattr(owner, name)))


def _give(owner, **names):
    for name, value in names.items():
        if not hasattr(owner, name):
            setattr(owner, name, value)


def _nothing(*args, **kwargs):
    """What can no longer be switched: drawings are always held."""


def _matplotlib(module):
    _rename(module, 'use')


def _cm(module):
    import matplotlib

    # What is matplotlib.colormaps a moment later.
    maps = getattr(module, '_colormaps', None)
    if maps is None:  # Matplotlib 3.3, which has what follows
        return
    for old, new in _MAPS.items():
        for old_name, new_name in ((old, new), (old + '_r', new + '_r')):
            if old_name not in maps:
                maps.register(maps[new_name], name=old_name)
            _give(module, **{old_name: maps[old_name]})

    def get_cmap(name=None, lut=None):
        if not isinstance(name, (str, type(None))):
            return name
        found = maps[matplotlib.rcParams['image.cmap'] if name is None else name]
        return found if lut is None else found.resampled(lut)

    def register_cmap(name=None, cmap=None, **kwargs):
        maps.register(cmap, name=name, force=True)

    _give(module, get_cmap=get_cmap, register_cmap=register_cmap)
    _give(module, cmap_d=_Maps(maps), datad=_Maps(maps))


class _Maps:
    """``cm.cmap_d``: all colour maps by name, whatever is registered later too."""

    def __init__(self, maps):
        self._maps = maps

    def __getitem__(self, name):
        return self._maps[name]

    def __iter__(self):
        return iter(self._maps)

    def keys(self):
        return list(self._maps)


def _axes(module):
    cls = module.Axes
    _rename(cls, 'hist', 'hist2d', 'plot', 'imshow', 'scatter', 'loglog', 'semilogx', 'semilogy')
    _rename(cls, 'set_xscale', 'set_yscale', 'grid')
    _give(
        cls,
        hold=_nothing,
        ishold=lambda self: True,
        get_axis_bgcolor=cls.get_facecolor,
        set_axis_bgcolor=cls.set_facecolor,
        set_color_cycle=lambda self, colours: self.set_prop_cycle(color=colours),
    )


def _figure(module):
    cls = module.Figure
    _rename(cls, 'savefig', 'add_subplot', 'add_axes')
    _give(cls, hold=_nothing)
    gca = cls.gca

    @functools.wraps(gca)
    def gca_of(self, *args, **kwargs):
        # With arguments, axes of that kind: those there are, or new ones.
        if not args and not kwargs:
            return gca(self)
        axes = self.axes[-1] if self.axes else None
        if axes is not None and kwargs.get('projection') == axes.name:
            return axes
        return self.add_subplot(*args, **kwargs)

    cls.gca = gca_of


def _canvas(module):
    def set_window_title(self, title):
        if self.manager is not None:
            self.manager.set_window_title(title)

    _give(module.FigureCanvasBase, set_window_title=set_window_title)


def _pyplot(module):
    # Functions of their own, over the methods above: their signatures know no old keyword.
    _rename(module, 'hist', 'hist2d', 'plot', 'imshow', 'scatter', 'loglog', 'semilogx')
    _rename(module, 'semilogy', 'savefig', 'subplot', 'axes', 'grid')
    _give(module, hold=_nothing, ishold=lambda: True)
    _give(module, spectral=lambda: module.set_cmap('nipy_spectral'))


def _style(module):
    # 'seaborn-whitegrid' is 'seaborn-v0_8-whitegrid'.
    for name in list(module.library):
        if name.startswith('seaborn-v0_8'):
            old = name.replace('-v0_8', '')
            module.library.setdefault(old, module.library[name])


_BY_MODULE = {
    'matplotlib': _matplotlib, 'matplotlib.cm': _cm, 'matplotlib.axes._axes': _axes,
    'matplotlib.figure': _figure, 'matplotlib.backend_bases': _canvas,
    'matplotlib.pyplot': _pyplot, 'matplotlib.style.core': _style, 'matplotlib.style': _style,
}  # fmt: skip


def modules():
    """The modules that ``add`` is for."""
    return tuple(_BY_MODULE)


def add(module):
    """Give a module of Matplotlib its old names and keywords."""
    _BY_MODULE[module.__name__](module)
