"""Names that Pillow has dropped: ``Image.ANTIALIAS``, ``textsize``, ``getsize``."""

_FILTERS = {'ANTIALIAS': 'LANCZOS', 'LINEAR': 'BILINEAR', 'CUBIC': 'BICUBIC'}


def _image(module):
    for old, new in _FILTERS.items():
        if not hasattr(module, old):
            setattr(module, old, getattr(module, new))
    # Gone with Pillow 3 (of 2015).
    _give(module, 'fromstring', module.frombytes)
    _give(module.Image, 'tostring', lambda self, *args: self.tobytes(*args))
    _give(module.Image, 'fromstring', lambda self, *args: self.frombytes(*args))
    import PIL

    _give(module, 'VERSION', '1.1.7')
    _give(module, 'PILLOW_VERSION', PIL.__version__)
    _give(PIL, 'PILLOW_VERSION', PIL.__version__)


def _give(owner, name, value):
    if not hasattr(owner, name):
        setattr(owner, name, value)


def _getsize(font, text, *args, **kwargs):
    # From where the text is set to its far end, as it was: not the width of the ink.
    box = font.getbbox(text, *args, **kwargs)
    return int(box[2]), int(box[3])


def _font(module):
    for cls in (module.ImageFont, module.FreeTypeFont, module.TransposedFont):
        _give(cls, 'getsize', _getsize)
    _give(module.FreeTypeFont, 'getoffset', lambda self, text: self.getbbox(text)[:2])


def _textsize(draw, text, font=None, spacing=4, **kwargs):
    font = draw.getfont() if font is None else font
    lines = text.split('\n' if isinstance(text, str) else b'\n')
    sizes = [_getsize(font, line, **kwargs) for line in lines]
    if len(lines) == 1:
        return sizes[0]
    height = _getsize(font, 'A', **kwargs)[1] + spacing
    return max(width for width, _ in sizes), len(lines) * height - spacing


def _draw(module):
    _give(module.ImageDraw, 'textsize', _textsize)
    _give(module.ImageDraw, 'multiline_textsize', _textsize)


_BY_MODULE = {'PIL.Image': _image, 'PIL.ImageFont': _font, 'PIL.ImageDraw': _draw}


def modules():
    """The modules that ``add`` is for."""
    return tuple(_BY_MODULE)


def add(module):
    """Give a module of Pillow its old names."""
    _BY_MODULE[module.__name__](module)
