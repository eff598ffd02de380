"""A link made without its own constructor, and the lists of names that it keeps."""


def start(link):
    """Give ``link`` what the constructor of its kind gives, without that of its own class."""
    import chainer

    for base in (chainer.ChainList, chainer.Chain, chainer.Link):
        if isinstance(link, base):
            base.__init__(link)
            return


def register(link, params=(), persistent=(), children=()):
    """Enter names into the lists of ``link``, of whatever kind these are."""
    for names, new in (
        (link._params, params),
        (link._persistent, persistent),
        (getattr(link, '_children', None), children),
    ):
        for name in new:
            if name not in names:
                names.add(name) if hasattr(names, 'add') else names.append(name)
