import pytest
import torch
from matplotlib.figure import Figure

from rnn_helpers.figures.core.grid import draw_cover, draw_states

STATES = torch.tensor([[0.1, -0.9], [0.2, 0.8], [0.0, -1.0]])  # (T=3, H=2)


@pytest.fixture
def ax():
    return Figure().subplots()


def texts(ax):
    return {text.get_position(): (text.get_text(), text.get_color()) for text in ax.texts}


def test_a_column_for_each_step_with_signed_numbers(ax):
    draw_states(ax, STATES, 1.0, fontsize=8)
    assert ax.images[0].get_array().shape == (2, 3)
    assert texts(ax)[1, 0] == ("+0.20", "black")
    assert texts(ax)[0, 1] == ("-0.90", "white")  # black would not be read on a dark cell


def test_dark_is_what_comes_near_the_limit(ax):
    draw_states(ax, STATES, 3.0, fontsize=8)
    assert {colour for _, colour in texts(ax).values()} == {"black"}
    assert ax.images[0].get_clim() == (-3, 3)


def test_small_cells_hold_what_fits(ax):
    states = torch.rand(30, 12)
    draw_states(ax, states, 1.0, fontsize=8)
    assert not ax.texts
    draw_states(ax, states, 1.0, fontsize=8, small=lambda value: "+")
    assert {text for text, _ in texts(ax).values()} == {"+"}
    assert len(ax.texts) == 360


def test_the_cover_hides_what_comes_after_the_frame(ax):
    draw_states(ax, STATES, 1.0, fontsize=8)
    cover, now = draw_cover(ax, 3)
    assert (now.get_x(), now.get_x() + now.get_width()) == (-0.5, 0.5)
    assert cover.get_x() == 0.5
    assert cover.get_x() + cover.get_width() >= ax.get_xlim()[1]
    assert {now.get_y(), now.get_y() + now.get_height()} == set(ax.get_ylim())
    assert all(text.get_zorder() <= cover.get_zorder() for text in ax.texts)
