import numpy as np
from PIL import Image

from data.pictures import palette
from data.pictures.classes import colormap


def indexed(path, colours):
    image = Image.fromarray(np.resize(np.arange(3, dtype=np.uint8), (4, 6)))
    image.putpalette(np.array(colours, np.uint8).ravel().tolist())
    image.save(str(path))
    return str(path)


def test_own_colours_where_they_tell_classes_apart(tmp_path):
    path = indexed(tmp_path / 'own.png', [(9, 9, 9), (200, 0, 0), (0, 0, 200)])
    found = palette.palette_of(path, 3)
    assert found[:3].tolist() == [[9, 9, 9], [200, 0, 0], [0, 0, 200]]
    assert found.shape == (256, 3) and found.dtype == np.uint8


def test_voc_s_colours_where_they_do_not(tmp_path):
    path = indexed(tmp_path / 'dark.png', [(0, 0, 0), (0, 0, 0), (0, 0, 0)])
    assert (palette.palette_of(path, 3) == colormap()).all()
    Image.new('L', (3, 3)).save(str(tmp_path / 'grey.png'))
    assert (palette.palette_of(str(tmp_path / 'grey.png'), 3) == colormap()).all()


def test_a_large_label_stays_its_size():
    label = np.zeros((500, 700), np.int32)
    drawn = palette.draw(label, palette.legend(label, ('a', 'b')), colormap())
    assert drawn.size == (1000, 500)
