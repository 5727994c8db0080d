"""The unrolled graph of a recurrent network: forward step by step, then the gradient on its way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from torch import Tensor

from rnn_helpers.plots.one_pass import run
from rnn_helpers.plots.view import DIVERGING, View, signed

_WIDTH, _HEIGHT = 8.95, 4.25  # inches; the axes use them as its unit
_LEFT, _RIGHT = 0.6, 8.2  # middle of h_0, middle of h_T
_BOX, _CELL = 0.62, 0.27  # width of a state, height of one unit in it
_STATES, _OUTPUT, _LOSS, _BACK, _INPUTS, _WORDS = 2.05, 1.2, 0.5, 2.78, 3.32, 3.52  # heights, from the top
_TALLY = 4.05
_GRADIENT = "Greens"  # white stands for zero
_SMALLEST = 1e-5  # the palest green; the scale is logarithmic
_INK = "0.35"
_ARROW = {"arrowstyle": "-|>", "color": _INK, "shrinkA": 0, "shrinkB": 0}
_CROSSINGS = ("all", 2, 1, 0)

Corners = list[tuple[float, float]]


class UnrolledView(View):
    r"""A box for each state, the words below, the output and the loss above the last one.

    Forward arrows are grey and bear the name of their weights: the same at every step. On its way back the
    gradient leaves its length at each state, as a number on a green that is the darker, the longer it is.
    Where the graph is cut, a bar stands across, and what lies to its left gets exactly 0.
    """

    frame_label = "step"

    def __init__(
        self,
        p: Mapping[str, Tensor],
        texts: Mapping[str, tuple[Sequence[str], str]],
        vocabulary: Sequence[str],
        classes: Sequence[str],
    ) -> None:
        r"""Read all texts, and draw the first one without a cut.

        Args:
            p: the five weights, as `run` takes them.
            texts: a name for each, its words and the right class; all of one length T ≥ 2.
            vocabulary: D words.
            classes: V names.
        Raises: ValueError: if the texts differ in length, are too short, or have an unknown word or class.
        """
        lengths = {len(words) for words, _ in texts.values()}
        if len(lengths) != 1 or min(lengths) < 2:
            raise ValueError(f"the texts have {sorted(lengths)} words, expected one length for all, 2 or more.")
        if unknown := {target for _, target in texts.values()} - set(classes):
            raise ValueError(f"there is no class {', '.join(sorted(unknown))}, expected some of {', '.join(classes)}.")
        self.classes, self.steps = classes, lengths.pop()
        self.passes = {
            name: run(p, words, vocabulary, classes.index(target)) for name, (words, target) in texts.items()
        }
        self.frames = 2 * self.steps + 1  # T states, the loss, T gradients
        self.choices = {"text": tuple(texts), "crossings": _CROSSINGS}
        self.chosen = {label: options[0] for label, options in self.choices.items()}
        self.figure = Figure(figsize=(_WIDTH, _HEIGHT))
        self.choose()

    def choose(self, **chosen: Any) -> None:
        r"""Show another text, or cut elsewhere; what is left out stays as it is.

        Args:
            chosen: options by label, as in `choices`.
        Raises: ValueError: if there is no such label or option.
        """
        for label, option in chosen.items():
            if option not in self.choices.get(label, ()):
                known = "; ".join(f"{name}: {', '.join(map(str, options))}" for name, options in self.choices.items())
                raise ValueError(f"{label} = {option!r} cannot be chosen, expected one of {known}.")
        self.chosen |= chosen
        self.shown = self.passes[self.chosen["text"]]
        crossings = self.chosen["crossings"]
        T = self.steps
        #: First state that the gradient reaches: 1 without a cut.
        self.first = 1 if crossings == "all" else max(1, T - crossings)
        self.norms = tuple(norm if t >= self.first else 0.0 for t, norm in enumerate(self.shown.norms, start=1))
        self._draw()
        self.update(0)

    def update(self, frame: int) -> None:
        """Uncover what is computed by now, frame it, and count what is done."""
        T, now = self.steps, self._place(frame)
        order = [self._place(each) for each in range(self.frames)]
        self._covers.set_verts([box for place in order[frame + 1 :] for box in self._slots[place]])
        self._blanks.set_verts([box for place in order[frame + 1 :] for box in self._backs.get(place, ())])
        self._now.set_verts(self._slots[now][:1])
        back = max(0, frame - T)
        forward = f"forward: {min(frame + 1, T)} of {T} states"
        self._tally.set_text(f"{forward}      backward: {back} of {T} gradients" if frame >= T else forward)

    def caption(self, frame: int) -> str:
        """Say what is computed in a frame, with its numbers."""
        T, shown = self.steps, self.shown
        head = f"Step {frame + 1} of {self.frames}, "
        kind, t = self._place(frame)
        if kind == "state":
            given = "h_0 = 0" if t == 1 else f"h_{t - 1}"
            return head + f"forward: reads {shown.words[t - 1]!r} and {given}, and makes h_{t} = {self._state(t)}."
        if kind == "loss":
            shares = ", ".join(f"{name} {share:.0%}" for name, share in self._shares())
            right = self.classes[shown.target]
            return head + f"the output: {shares}; {right} is right. The loss is {shown.loss:.3f}."
        if t == T:
            return head + f"backward: the gradient arrives at h_{t} with length {self.norms[-1]:.2g}."
        if t >= self.first:
            part = f"{shown.norms[t - 1] / shown.norms[t]:.2g}"
            return head + f"backward: at h_{t} its length is {self.norms[t - 1]:.2g}, {part} times that at h_{t + 1}."
        where = "the cut stops it" if t == self.first - 1 else "nothing comes through the cut"
        return head + f"backward: {where}, so h_{t} gets exactly 0. Forward, h_{t} = {self._state(t)} as ever."

    def _place(self, frame: int) -> tuple[str, int]:
        """What is computed in a frame, and at which time step."""
        T = self.steps
        if frame < T:
            return "state", frame + 1
        return ("loss", T) if frame == T else ("gradient", self.frames - frame)

    def _state(self, t: int) -> str:
        return f"({', '.join(signed(value) for value in self.shown.states[t].tolist())})"

    def _shares(self) -> list[tuple[str, float]]:
        return list(zip(self.classes, self.shown.probabilities.tolist(), strict=True))

    def _middle(self, t: int) -> float:
        return _LEFT + (_RIGHT - _LEFT) * t / self.steps

    def _draw(self) -> None:
        self.figure.clear()
        ax = self.figure.add_axes((0, 0, 1, 1))
        ax.set(xlim=(0, _WIDTH), ylim=(_HEIGHT, 0))
        ax.axis("off")
        self._slots, self._backs = {}, {}  # by place: boxes that it fills, and room of the arrow back to it
        for t in range(self.steps + 1):
            self._draw_state(ax, t)
        for t in range(1, self.steps + 1):
            self._draw_reading(ax, t)
            self._draw_gradient(ax, t)
        self._draw_output(ax)
        self._draw_key(ax)
        if self.first > 1:
            self._draw_cut(ax)
        self._covers = PolyCollection([], facecolor="white", edgecolor="0.75", linewidth=1, zorder=3)
        self._blanks = PolyCollection([], facecolor="white", edgecolor="white", linewidth=1, zorder=3)
        self._now = PolyCollection([], facecolor="none", edgecolor="black", linewidth=2.5, zorder=5)
        for artist in (self._blanks, self._covers, self._now):
            ax.add_collection(artist, autolim=False)
        self._tally = ax.text(_LEFT - _BOX / 2, _TALLY, "", fontsize=9, color=_INK, va="center")
        self.animated = [self._blanks, self._covers, self._now, self._tally]

    def _draw_state(self, ax: Axes, t: int) -> None:
        x, values = self._middle(t), self.shown.states[t]
        H = len(values)
        top = _STATES - H * _CELL / 2
        colours = colormaps[DIVERGING](0.5 + 0.28 * values.clamp(-1, 1)[:, None].numpy())
        extent = (x - _BOX / 2, x + _BOX / 2, top + H * _CELL, top)
        ax.imshow(colours, extent=extent, aspect="auto", interpolation="nearest", zorder=2)
        for i, value in enumerate(values.tolist()):
            ax.text(x, top + (i + 0.5) * _CELL, signed(value), fontsize=8.5, ha="center", va="center")
        box = _corners(extent[0], top, extent[1], extent[2])
        ax.add_collection(PolyCollection([box], facecolor="none", edgecolor=_INK, linewidth=1, zorder=2))
        ax.text(extent[0], top - 0.1, f"$h_{t}$", fontsize=10, ha="left", va="center")
        if t:
            self._slots["state", t] = [box]

    def _draw_reading(self, ax: Axes, t: int) -> None:
        """The two arrows that lead to a state: from the state before, and from the word."""
        x, before = self._middle(t), self._middle(t - 1)
        bottom = _STATES + len(self.shown.states[t]) * _CELL / 2
        side = x - _BOX / 2 + 0.1  # the gradient's number stands beside it
        ax.annotate("", (side, bottom), (side, _INPUTS), arrowprops=_ARROW)
        ax.text(side - 0.05, (bottom + _INPUTS) / 2 + 0.22, "$W_{xh}$", fontsize=9, color=_INK, ha="right", va="center")
        ax.annotate("", (x - _BOX / 2, _STATES), (before + _BOX / 2, _STATES), arrowprops=_ARROW)
        middle = (x + before) / 2
        ax.text(middle, _STATES - 0.12, "$W_{hh}$", fontsize=9, color=_INK, ha="center", va="center")
        ax.text(x, _WORDS, self.shown.words[t - 1], fontsize=10, ha="center", va="center")
        ax.text(x, _WORDS + 0.2, f"$x_{t}$", fontsize=9, color=_INK, ha="center", va="center")

    def _draw_gradient(self, ax: Axes, t: int) -> None:
        """The length of the gradient at a state, and the arrow on which it came."""
        x, norm, T = self._middle(t) + 0.12, self.norms[t - 1], self.steps
        box = _corners(x - 0.27, _BACK - 0.13, x + 0.33, _BACK + 0.13)
        colour, dark = _green(norm)
        style = "-" if norm else ":"
        badge = {"facecolor": colour, "edgecolor": _INK, "linewidth": 1, "linestyle": style, "zorder": 2}
        ax.add_collection(PolyCollection([box], **badge))
        ink = "white" if dark else "black"
        ax.text(x + 0.03, _BACK, f"{norm:.2g}", fontsize=9, color=ink, ha="center", va="center")
        self._slots["gradient", t] = [box]
        back = {"color": "black", "linewidth": 1.5}
        head = back | {"arrowstyle": "-|>", "shrinkA": 0, "shrinkB": 0}
        if t == T:  # down from the loss, beside everything else
            down = x + 0.46
            ax.plot([_RIGHT + 0.52, down, down], [_LOSS, _LOSS, _BACK], **back, zorder=2)
            ax.annotate("", (x + 0.33, _BACK), (down, _BACK), arrowprops=head, zorder=2)
            line = _corners(_RIGHT + 0.515, _LOSS - 0.1, down + 0.1, _BACK + 0.1)
            self._backs["gradient", t] = [line, _corners(x + 0.335, _BACK - 0.1, down, _BACK + 0.1)]
        elif norm:
            left, right = x + 0.33, self._middle(t + 1) - 0.26
            ax.annotate("", (left, _BACK), (right, _BACK), arrowprops=head, zorder=2)
            self._backs["gradient", t] = [_corners(left + 0.005, _BACK - 0.1, right + 0.01, _BACK + 0.1)]

    def _draw_output(self, ax: Axes) -> None:
        T = self.steps
        x, top = self._middle(T), _STATES - len(self.shown.states[T]) * _CELL / 2
        words = "\n".join(f"{name} {share:.0%}" for name, share in self._shares())
        box = _corners(x - 0.5, _OUTPUT - 0.21, x + 0.5, _OUTPUT + 0.21)
        loss = _corners(x - 0.5, _LOSS - 0.14, x + 0.5, _LOSS + 0.14)
        ax.add_collection(PolyCollection([box, loss], facecolor="none", edgecolor=_INK, linewidth=1, zorder=2))
        ax.text(x, _OUTPUT, words, fontsize=9, ha="center", va="center", linespacing=1.15)
        ax.text(x, _LOSS, f"$L$ = {self.shown.loss:.3f}", fontsize=10, ha="center", va="center")
        ax.annotate("", (x, _OUTPUT + 0.21), (x, top), arrowprops=_ARROW, zorder=1)
        ax.text(x + 0.07, (top + _OUTPUT + 0.21) / 2, "$W_{hy}$", fontsize=9, color=_INK, va="center")
        ax.annotate("", (x, _LOSS + 0.14), (x, _OUTPUT - 0.21), arrowprops=_ARROW)
        ax.text(x - 0.6, _LOSS, f"{self.classes[self.shown.target]} is right", fontsize=9, ha="right", va="center")
        self._slots["loss", T] = [loss, box]

    def _draw_key(self, ax: Axes) -> None:
        left = _LEFT - _BOX / 2
        ax.text(left, 0.3, "states: orange below zero, purple above", fontsize=9, va="center")
        ax.text(left, 0.58, r"gradient: the length of $\partial L/\partial h_t$", fontsize=9, va="center")
        for i, value in enumerate((0.0, 1e-4, 1e-3, 1e-2, 1e-1, 1.0)):
            colour, dark = _green(value)
            x = left + 0.6 * i
            edge = {"edgecolor": _INK, "linewidth": 0.6}
            ax.add_collection(PolyCollection([_corners(x, 0.78, x + 0.6, 1.0)], facecolor=colour, **edge))
            ink = "white" if dark else "black"
            ax.text(x + 0.3, 0.89, f"{value:g}", fontsize=8, color=ink, ha="center", va="center")

    def _draw_cut(self, ax: Axes) -> None:
        x = (self._middle(self.first - 1) + self._middle(self.first)) / 2
        ax.plot([x, x], [_STATES - 0.5, _STATES - 0.24], color="black", linewidth=2.5, linestyle=(0, (2, 1)))
        ax.plot([x, x], [_STATES + 0.06, _BACK + 0.3], color="black", linewidth=2.5, linestyle=(0, (2, 1)), zorder=4)
        ax.text(x, _STATES - 0.6, "cut", fontsize=10, weight="bold", ha="center", va="center")
        note = "cut: values pass, no gradient does"
        ax.text(_RIGHT + _BOX / 2, _TALLY, note, fontsize=9, weight="bold", ha="right", va="center")


def _green(norm: float) -> tuple[tuple[float, ...], bool]:
    """The colour of a length on a logarithmic scale, and whether it needs white ink."""
    if norm == 0:
        return (1.0, 1.0, 1.0, 1.0), False
    place = 1 - torch.log10(torch.tensor(norm)).item() / torch.log10(torch.tensor(_SMALLEST)).item()
    place = 0.08 + 0.87 * min(max(place, 0.0), 1.0)
    return colormaps[_GRADIENT](place), place > 0.6


def _corners(left: float, top: float, right: float, bottom: float) -> Corners:
    return [(left, top), (right, top), (right, bottom), (left, bottom)]
