"""Hidden states as a grid of signed numbers, and the cover that hides the steps still to come."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from torch import Tensor

from rnn_helpers.figures.core.view import DIVERGING, signed

_MOST_NUMBERS = 80  # more cells than this are too small for a number


def draw_states(
    ax: Axes, states: Tensor, limit: float, *, fontsize: float, small: Callable[[float], str] | None = None
) -> None:
    r"""Draw states as coloured cells, a column for each step and a row for each unit.

    Args:
        ax: where to draw.
        states: the states, (T, H).
        limit: the absolute value that has the darkest colour.
        fontsize: of the number in each cell.
        small: what to write where cells are too small for numbers; nothing without it.
    """
    T, H = states.shape
    ax.imshow(states.T.numpy(), cmap=DIVERGING, vmin=-limit, vmax=limit, aspect="auto")
    write = signed if T * H <= _MOST_NUMBERS else small
    if write:
        for (t, unit), value in zip(product(range(T), range(H)), states.flatten().tolist(), strict=True):
            ink = "white" if abs(value) > 0.65 * limit else "black"
            ax.text(t, unit, write(value), ha="center", va="center", fontsize=fontsize, color=ink)
    ax.spines[["top", "right"]].set_visible(False)  # the cover would hide half of each


def draw_cover(ax: Axes, frames: int, *, clip_on: bool = True) -> tuple[Rectangle, Rectangle]:
    r"""Cover the steps after step 0 and frame that step.

    The future is drawn from the start, under a cover that moves: one artist to redraw instead of T·H.

    Args:
        ax: the panel, a step to each unit of its x-axis, its limits set.
        frames: how many steps there are.
        clip_on: whether the frame ends where the panel does.
    Returns: the cover and the frame, for `move_cover`.
    """
    bottom, top = ax.get_ylim()
    cover = Rectangle((0.5, bottom), frames, top - bottom, facecolor="white", zorder=3)
    now = Rectangle((-0.5, bottom), 1, top - bottom, fill=False, edgecolor="black", linewidth=2.5, zorder=4)
    now.set_clip_on(clip_on)
    for patch in (cover, now):
        ax.add_patch(patch)
    return cover, now


def move_cover(cover: Rectangle, now: Rectangle, step: int) -> None:
    r"""Cover the steps after a step and frame that step; both are what `draw_cover` returned."""
    cover.set_x(step + 0.5)
    now.set_x(step - 0.5)
