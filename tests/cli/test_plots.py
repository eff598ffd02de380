"""A figure is written whole or not at all, and does not stay in memory."""

import matplotlib
import pytest
from PIL import Image

from cli import plots


def test_a_figure_is_written_and_closed(tmp_path):
    before = plots.plt.get_fignums()
    path = str(tmp_path / 'new' / 'figure.png')
    plots.save(plots.plt.figure(figsize=(2, 1)), path, dpi=50)
    with Image.open(path) as picture:
        assert picture.size == (100, 50)
    assert plots.plt.get_fignums() == before
    assert matplotlib.get_backend().lower() == 'agg'


def test_what_was_there_stays_if_it_cannot_be_drawn(tmp_path):
    path = tmp_path / 'figure.png'
    path.write_text('old')
    figure, axes = plots.plt.subplots()
    axes.set_xlabel('$\\nonsense$')
    with pytest.raises(ValueError):
        plots.save(figure, str(path))
    plots.plt.close(figure)
    assert path.read_text() == 'old'
    assert [p.name for p in tmp_path.iterdir()] == ['figure.png']
