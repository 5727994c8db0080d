"""Two steps of a recurrent network and one gradient through time, a line of arithmetic at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from torch import Tensor

from rnn_helpers.figures.core.view import DIVERGING, View, signed
from rnn_helpers.figures.unrolling.arithmetic import Line, lines, number, vector
from rnn_helpers.figures.unrolling.two_steps import SHAPES, quantities

_WIDTH, _HEIGHT = 8.4, 3.95  # inches; the axes use them as its unit
_CELL_W, _CELL_H = 0.41, 0.178
_GAP = 0.225  # between two grids, room for the names of the rows
_LIMIT = 1.2  # the colours end here, where black numbers are still easy to read
_RESULT = "#0072B2"
_TOPS = {"weights": 0.5, "step 1": 1.63, "step 2": 2.76}  # where the grids of a panel begin
_TITLES = {"weights": 0.09, "step 1": 1.34, "step 2": 2.47}
_RULE, _FORMULA = 3.58, 3.77


@dataclass(frozen=True)
class Grid:
    r"""Where a quantity stands on the board, and what it is called there.

    Attributes:
        name: key of the quantity.
        label: what stands over it, as mathtext.
        panel: which of the three rows of the board it is in.
        rows: names of its rows: "letters", "units" or none.
        columns: names of its columns, likewise.
    """

    name: str
    label: str
    panel: str
    rows: str = ""
    columns: str = ""


def _slope(loss: int, of: str) -> str:
    return rf"\frac{{\partial L_{loss}}}{{\partial {of}}}"


_BOARD = (
    Grid("W_xh", "W_{xh}", "weights", "units", "letters"),
    Grid("W_hh", "W_{hh}", "weights", "units", "units"),
    Grid("b_h", "b_h", "weights", "units"),
    Grid("W_hy", "W_{hy}", "weights", "letters", "units"),
    Grid("b_y", "b_y", "weights", "letters"),
    Grid("dL_2/dW_xh", _slope(2, "W_{xh}"), "weights", "units", "letters"),
    Grid("dL_2/dW_hh", _slope(2, "W_{hh}"), "weights", "units", "units"),
    Grid("h_0", "h_0", "step 1", "units"),
    Grid("x_1", "x_1", "step 1", "letters"),
    Grid("a_1", "a_1", "step 1", "units"),
    Grid("h_1", "h_1", "step 1", "units"),
    Grid("y_1", "y_1", "step 1", "letters"),
    Grid("p_1", "p_1", "step 1", "letters"),
    Grid("L_1", "L_1", "step 1"),
    Grid("dL_1/dy_1", _slope(1, "y_1"), "step 1", "letters"),
    Grid("dL_1/dW_hy", _slope(1, "W_{hy}"), "step 1", "letters", "units"),
    Grid("W_hy'", "W_{hy}'", "step 1", "letters", "units"),
    Grid("L_1'", "L_1'", "step 1"),
    Grid("x_2", "x_2", "step 2", "letters"),
    Grid("a_2", "a_2", "step 2", "units"),
    Grid("h_2", "h_2", "step 2", "units"),
    Grid("y_2", "y_2", "step 2", "letters"),
    Grid("p_2", "p_2", "step 2", "letters"),
    Grid("L_2", "L_2", "step 2"),
    Grid("dL_2/dy_2", _slope(2, "y_2"), "step 2", "letters"),
    Grid("dL_2/dh_2", _slope(2, "h_2"), "step 2", "units"),
    Grid("dL_2/da_2", _slope(2, "a_2"), "step 2", "units"),
    Grid("dL_2/dh_1", _slope(2, "h_1"), "step 2", "units"),
    Grid("dL_2/da_1", _slope(2, "a_1"), "step 2", "units"),
)

Box = tuple[float, float, float, float]  # left, top, right, bottom


class CalculationView(View):
    r"""A board with every quantity as a grid of numbers, filled in line by line, the equation under it.

    Solid frames show what goes into the line, the dashed one what comes out. Orange is below zero, purple above,
    and every number has its sign. The numbers come from torch's own cell and autograd.
    """

    frame_label = "line"

    def __init__(
        self, weights: Mapping[str, Tensor], h_0: Tensor, word: str = "HEL", alphabet: str = "HELO", lr: float = 0.5
    ) -> None:
        r"""Compute everything, and draw the first line.

        Args:
            weights: W_xh (2, 4), W_hh (2, 2), b_h (2,), W_hy (4, 2) and b_y (4,).
            h_0: the state before the first letter, (2,).
            word: three letters: the first two are read, the last two are to be predicted.
            alphabet: the four letters, in the order of the columns of W_xh.
            lr: learning rate of the one update.
        Raises: ValueError: if a shape or the word does not fit.
        """
        self.weights, self.word, self.alphabet, self.lr = weights, word, alphabet, lr
        self._starts = {vector(start.tolist()): start for start in (h_0, torch.zeros(2))}
        self.choices = {"h_0": tuple(self._starts)} if len(self._starts) > 1 else {}
        self.figure = Figure(figsize=(_WIDTH, _HEIGHT))
        self.choose(h_0=next(iter(self._starts)))

    def choose(self, h_0: str) -> None:
        r"""Calculate from another state: everything after it is computed afresh.

        Args:
            h_0: one of the choices: the state that was given, or zeros.
        """
        start = self._starts[h_0]
        self.quantities = quantities(self.weights, start, self.word, self.alphabet, self.lr)
        self.lines: Sequence[Line] = lines(self.quantities, self.word, self.alphabet, self.lr)
        self.frames = len(self.lines)
        self._draw()
        self.update(0)

    def update(self, frame: int) -> None:
        """Uncover what is computed by now, frame the operands and the result, and write the equation."""
        line = self.lines[frame]
        later = [each.result for each in self.lines[frame + 1 :]]
        self._covers.set_verts([_corners(self._boxes[name], 0.012) for name in later])
        self._operands.set_verts([_corners(self._boxes[name], 0.03) for name in line.operands])
        self._result.set_verts([_corners(self._boxes[line.result], 0.03)])
        self._formula.set_text(f"${line.formula}$")

    def caption(self, frame: int) -> str:
        """Give the equation with its numbers, and what it means."""
        line = self.lines[frame]
        result = line.result.replace("d", "∂")
        return f"Line {frame + 1} of {self.frames}, {result}: {'; '.join(line.rows)}. {line.words}"

    def _draw(self) -> None:
        self.figure.clear()
        ax = self.figure.add_axes((0, 0, 1, 1))
        ax.set(xlim=(0, _WIDTH), ylim=(_HEIGHT, 0))
        ax.axis("off")
        read, right = self.word[:2], self.word[1:]
        steps = (f"step {t + 1} reads {read[t]}; right is {right[t]}" for t in (0, 1))
        titles = ("given, and the gradients of L₂", *steps)
        for top, title in zip(_TITLES.values(), titles, strict=True):
            ax.text(0.1, top, title, fontsize=9.5, weight="bold", va="center")
        key = "solid frame: goes in     dashed frame: comes out"
        ax.text(_WIDTH - 0.1, _TITLES["weights"], key, fontsize=8.5, ha="right", va="center")
        ax.axhline(_RULE, color="0.6", linewidth=0.8)
        self._boxes: dict[str, Box] = {}
        left = dict.fromkeys(_TOPS, 0.3) | {"step 2": 0.3 + _CELL_W + _GAP}  # step 2 stands under step 1
        for grid in _BOARD:
            box = self._draw_grid(ax, grid, left[grid.panel])
            left[grid.panel] = box[2] + _GAP
        self._covers = PolyCollection([], facecolor="white", edgecolor="0.75", linewidth=0.6, zorder=3)
        self._operands = PolyCollection([], facecolor="none", edgecolor="black", linewidth=2, zorder=4)
        self._result = PolyCollection([], facecolor="none", edgecolor=_RESULT, linewidth=2.2, linestyle="--", zorder=4)
        for artist in (self._covers, self._operands, self._result):
            ax.add_collection(artist, autolim=False)
        self._formula = ax.text(0.15, _FORMULA, "", fontsize=12, va="center")
        self.animated = [self._covers, self._operands, self._result, self._formula]

    def _draw_grid(self, ax: Axes, grid: Grid, left: float) -> Box:
        values = self.quantities[grid.name]
        values = values.reshape(len(values), -1) if values.ndim else values.reshape(1, 1)
        n, m = values.shape
        top = _TOPS[grid.panel] + (4 - n) / 2 * _CELL_H
        box = self._boxes[grid.name] = (left, top, left + m * _CELL_W, top + n * _CELL_H)
        tint = (values / _LIMIT).clamp(-1, 1) * (grid.name[0] != "L")  # a loss has no sign to show
        colours = colormaps[DIVERGING](0.5 + 0.3 * tint.numpy())
        ax.imshow(colours, extent=(left, box[2], box[3], top), aspect="auto", interpolation="nearest")
        for i in range(n):
            for j in range(m):
                text = _cell(grid.name, values[i, j].item())
                x, y = left + (j + 0.5) * _CELL_W, top + (i + 0.5) * _CELL_H
                ax.text(x, y, text, fontsize=9, ha="center", va="center")
        ax.add_collection(PolyCollection([_corners(box)], facecolor="none", edgecolor="0.5", linewidth=0.6))
        names = {"letters": self.alphabet, "units": "01", "": ""}
        for i, name in enumerate(names[grid.rows]):
            ax.text(left - 0.075, top + (i + 0.5) * _CELL_H, name, fontsize=9, color="0.35", ha="right", va="center")
        for j, name in enumerate(names[grid.columns]):
            ax.text(left + (j + 0.5) * _CELL_W, top - 0.02, name, fontsize=9, color="0.35", ha="center", va="bottom")
        tall = "frac" in grid.label
        above = 0.14 + 0.12 * bool(grid.columns) + 0.08 * tall
        ax.text(
            (left + box[2]) / 2, top - above, f"${grid.label}$", fontsize=12 if tall else 11, ha="center", va="center"
        )
        return box


def _cell(name: str, value: float) -> str:
    """A number as it stands on the board: what was given and zeros in full, the rest with two decimals."""
    if name in (*SHAPES, "h_0", "x_1", "x_2") or value == 0:
        return number(value)
    unsigned = name[0] in "pL"  # probabilities and losses have no sign
    return f"{value:.2f}" if unsigned else signed(value).replace("-", "−")


def _corners(box: Box, margin: float = 0.0) -> list[tuple[float, float]]:
    left, top, right, bottom = box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin
    return [(left, top), (right, top), (right, bottom), (left, bottom)]
