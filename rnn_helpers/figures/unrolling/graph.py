"""The unrolled graph of one sequence as it stands still: states, words, output, loss, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from matplotlib import colormaps
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from rnn_helpers.figures.core.view import DIVERGING, signed
from rnn_helpers.figures.unrolling.one_pass import Pass

WIDTH, HEIGHT = 8.4, 3.85  # inches; the axes use them as its unit
TALLY = (0.29, 3.71)  # where the line below begins
INK = "0.35"
_LEFT, _RIGHT = 0.6, 7.65  # middle of h_0, middle of h_T
_BOX, _CELL = 0.62, 0.27  # width of a state, height of one unit in it
_STATES, _OUTPUT, _LOSS, _BACK, _INPUTS, _WORDS = 1.85, 1.02, 0.36, 2.5, 3.0, 3.15  # heights, from the top
_GRADIENT = "Greens"  # white stands for zero
_SMALLEST = 1e-5  # the palest green; the scale is logarithmic
_ARROW = {"arrowstyle": "-|>", "color": INK, "shrinkA": 0, "shrinkB": 0}

Corners = list[tuple[float, float]]


class Graph:
    r"""Everything that one pass computes, drawn at once; what a frame does not show yet is for the view to cover.

    Attributes:
        ax: what it stands on, in inches from the top left.
        slots: the boxes that each place fills: ("state", t), ("loss", T) and ("gradient", t).
        backs: the room that the arrow back to a gradient takes, by place.
    """

    def __init__(self, figure: Figure, done: Pass, norms: Sequence[float], first: int, classes: Sequence[str]) -> None:
        r"""Draw a pass on an empty figure.

        Args:
            figure: WIDTH by HEIGHT inches.
            done: the pass.
            norms: length of the gradient that gets to h_t, t = 1 … T.
            first: first state that a gradient reaches; a cut stands before it if it is not the first of all.
            classes: V names.
        """
        self._done, self._norms, self._first, self._classes = done, norms, first, classes
        self._steps = len(norms)
        self.ax = figure.add_axes((0, 0, 1, 1))
        self.ax.set(xlim=(0, WIDTH), ylim=(HEIGHT, 0))
        self.ax.axis("off")
        self.slots: dict[tuple[str, int], list[Corners]] = {}
        self.backs: dict[tuple[str, int], list[Corners]] = {}
        for t in range(self._steps + 1):
            self._draw_state(t)
        for t in range(1, self._steps + 1):
            self._draw_reading(t)
            self._draw_gradient(t)
        self._draw_output()
        self._draw_key()
        if first > 1:
            self._draw_cut()

    def _middle(self, t: int) -> float:
        return _LEFT + (_RIGHT - _LEFT) * t / self._steps

    def _draw_state(self, t: int) -> None:
        x, values = self._middle(t), self._done.states[t]
        H = len(values)
        top = _STATES - H * _CELL / 2
        colours = colormaps[DIVERGING](0.5 + 0.28 * values.clamp(-1, 1)[:, None].numpy())
        extent = (x - _BOX / 2, x + _BOX / 2, top + H * _CELL, top)
        self.ax.imshow(colours, extent=extent, aspect="auto", interpolation="nearest", zorder=2)
        for i, value in enumerate(values.tolist()):
            self.ax.text(x, top + (i + 0.5) * _CELL, signed(value), fontsize=9, ha="center", va="center")
        box = _corners(extent[0], top, extent[1], extent[2])
        self.ax.add_collection(PolyCollection([box], facecolor="none", edgecolor=INK, linewidth=1, zorder=2))
        self.ax.text(extent[0], top - 0.1, f"$h_{t}$", fontsize=10, ha="left", va="center")
        if t:
            self.slots["state", t] = [box]

    def _draw_reading(self, t: int) -> None:
        """The two arrows that lead to a state: from the state before, and from the word."""
        x, before = self._middle(t), self._middle(t - 1)
        bottom = _STATES + len(self._done.states[t]) * _CELL / 2
        side = x - _BOX / 2 + 0.1  # the gradient's number stands beside it
        self.ax.annotate("", (side, bottom), (side, _INPUTS), arrowprops=_ARROW)
        self.ax.text(
            side - 0.05, (bottom + _INPUTS) / 2 + 0.22, "$W_{xh}$", fontsize=9, color=INK, ha="right", va="center"
        )
        self.ax.annotate("", (x - _BOX / 2, _STATES), (before + _BOX / 2, _STATES), arrowprops=_ARROW)
        middle = (x + before) / 2
        self.ax.text(middle, _STATES - 0.12, "$W_{hh}$", fontsize=9, color=INK, ha="center", va="center")
        self.ax.text(x, _WORDS, self._done.words[t - 1], fontsize=10, ha="center", va="center")
        self.ax.text(x, _WORDS + 0.2, f"$x_{t}$", fontsize=9, color=INK, ha="center", va="center")

    def _draw_gradient(self, t: int) -> None:
        """The length of the gradient at a state, and the arrow on which it came."""
        x, norm, T = self._middle(t) + 0.12, self._norms[t - 1], self._steps
        box = _corners(x - 0.27, _BACK - 0.13, x + 0.33, _BACK + 0.13)
        colour, dark = _green(norm)
        style = "-" if norm else ":"
        badge: dict[str, Any] = {"facecolor": colour, "edgecolor": INK, "linewidth": 1, "linestyle": style, "zorder": 2}
        self.ax.add_collection(PolyCollection([box], **badge))
        ink = "white" if dark else "black"
        self.ax.text(x + 0.03, _BACK, f"{norm:.2g}", fontsize=9, color=ink, ha="center", va="center")
        self.slots["gradient", t] = [box]
        back: dict[str, Any] = {"color": "black", "linewidth": 1.5}
        head = back | {"arrowstyle": "-|>", "shrinkA": 0, "shrinkB": 0}
        if t == T:  # down from the loss, beside everything else
            down = x + 0.46
            # Square ends would stick out of the cover, as a dot beside the box of the loss.
            self.ax.plot([_RIGHT + 0.52, down, down], [_LOSS, _LOSS, _BACK], **back, zorder=2, solid_capstyle="butt")
            self.ax.annotate("", (x + 0.33, _BACK), (down, _BACK), arrowprops=head, zorder=2)
            line = _corners(_RIGHT + 0.515, _LOSS - 0.1, down + 0.1, _BACK + 0.1)
            self.backs["gradient", t] = [line, _corners(x + 0.335, _BACK - 0.1, down, _BACK + 0.1)]
        elif norm:
            left, right = x + 0.33, self._middle(t + 1) - 0.26
            self.ax.annotate("", (left, _BACK), (right, _BACK), arrowprops=head, zorder=2)
            self.backs["gradient", t] = [_corners(left + 0.005, _BACK - 0.1, right + 0.01, _BACK + 0.1)]

    def _draw_output(self) -> None:
        T = self._steps
        x, top = self._middle(T), _STATES - len(self._done.states[T]) * _CELL / 2
        words = "\n".join(
            f"{name} {share:.0%}" for name, share in zip(self._classes, self._done.probabilities.tolist(), strict=True)
        )
        box = _corners(x - 0.5, _OUTPUT - 0.21, x + 0.5, _OUTPUT + 0.21)
        loss = _corners(x - 0.5, _LOSS - 0.14, x + 0.5, _LOSS + 0.14)
        self.ax.add_collection(PolyCollection([box, loss], facecolor="none", edgecolor=INK, linewidth=1, zorder=2))
        self.ax.text(x, _OUTPUT, words, fontsize=9, ha="center", va="center", linespacing=1.15)
        self.ax.text(x, _LOSS, f"$L$ = {self._done.loss:.3f}", fontsize=10, ha="center", va="center")
        self.ax.annotate("", (x, _OUTPUT + 0.21), (x, top), arrowprops=_ARROW, zorder=1)
        self.ax.text(x + 0.07, (top + _OUTPUT + 0.21) / 2, "$W_{hy}$", fontsize=9, color=INK, va="center")
        self.ax.annotate("", (x, _LOSS + 0.14), (x, _OUTPUT - 0.21), arrowprops=_ARROW)
        self.ax.text(
            x - 0.6, _LOSS, f"{self._classes[self._done.target]} is right", fontsize=9, ha="right", va="center"
        )
        self.slots["loss", T] = [loss, box]

    def _draw_key(self) -> None:
        left = _LEFT - _BOX / 2
        self.ax.text(left, 0.2, "states: orange below zero, purple above", fontsize=9, va="center")
        self.ax.text(left, 0.45, r"gradient: the length of $\partial L/\partial h_t$", fontsize=9, va="center")
        for i, value in enumerate((0.0, 1e-4, 1e-3, 1e-2, 1e-1, 1.0)):
            colour, dark = _green(value)
            x = left + 0.6 * i
            box = _corners(x, 0.61, x + 0.6, 0.83)
            self.ax.add_collection(PolyCollection([box], facecolor=colour, edgecolor=INK, linewidth=0.6))
            ink = "white" if dark else "black"
            self.ax.text(x + 0.3, 0.72, f"{value:g}", fontsize=9, color=ink, ha="center", va="center")

    def _draw_cut(self) -> None:
        x = (self._middle(self._first - 1) + self._middle(self._first)) / 2
        self.ax.plot([x, x], [_STATES - 0.5, _STATES - 0.24], color="black", linewidth=2.5, linestyle=(0, (2, 1)))
        self.ax.plot(
            [x, x], [_STATES + 0.06, _BACK + 0.3], color="black", linewidth=2.5, linestyle=(0, (2, 1)), zorder=4
        )
        self.ax.text(x, _STATES - 0.6, "cut", fontsize=10, weight="bold", ha="center", va="center")
        note = "cut: values pass, no gradient does"
        self.ax.text(_RIGHT + _BOX / 2, TALLY[1], note, fontsize=9, weight="bold", ha="right", va="center")


def _green(norm: float) -> tuple[tuple[float, ...], bool]:
    """The colour of a length on a logarithmic scale, and whether it needs white ink."""
    if norm == 0:
        return (1.0, 1.0, 1.0, 1.0), False
    place = 1 - torch.log10(torch.tensor(norm)).item() / torch.log10(torch.tensor(_SMALLEST)).item()
    place = 0.08 + 0.87 * min(max(place, 0.0), 1.0)
    return colormaps[_GRADIENT](place), place > 0.6


def _corners(left: float, top: float, right: float, bottom: float) -> Corners:
    return [(left, top), (right, top), (right, bottom), (left, bottom)]
