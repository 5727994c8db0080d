"""One text on its way through a classifier: text, tokens, ids, vectors, states, probabilities, answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from torch import Tensor

from rnn_helpers.figures.core.view import DIVERGING, View, signed

_WIDTH, _HEIGHT = 8.4, 3.95  # inches; the axes use them as its unit
_LEFT, _CELL_W = 1.25, 0.78
_ROW_H = 0.19
_MOST = 4  # numbers of a vector and units of a state that are shown
_BAR = "#0072B2"
#: Stage to the middle of its first row, from the top.
_TOPS = {
    "text": 0.17, "tokens": 0.51, "ids": 0.85, "vectors": 1.19, "states": 2.11, "probabilities": 3.03, "answer": 3.78,
}  # fmt: skip
_STAGES = tuple(_TOPS)


@dataclass(frozen=True)
class Passage:
    r"""What became of one text, stage by stage.

    Attributes:
        text: as it was written.
        tokens: its T tokens.
        ids: their ids; 1 stands for a token that the vocabulary has not.
        vectors: the vector of each, (T, D).
        states: the hidden state after each, (T, H).
        probabilities: of each class, read from the last state, (V,).
        classes: the V classes.
        answer: what is sent back.
    """

    text: str
    tokens: Sequence[str]
    ids: Sequence[int]
    vectors: Tensor
    states: Tensor
    probabilities: Tensor
    classes: Sequence[str]
    answer: str


class PipelineView(View):
    r"""Seven stages from top to bottom, a column for each token; what is not computed yet is covered.

    Of vectors the first numbers are shown, of states the units that are farthest from zero over all texts. Colour
    (orange below zero, purple above) never stands alone: every cell has its signed number.
    """

    frame_label = "step"

    def __init__(self, passages: Mapping[str, Passage]) -> None:
        r"""Draw the first text.

        Args:
            passages: name of the text to what became of it, all of the same number of tokens.
        Raises: ValueError: if there is no text, or texts of several lengths.
        """
        lengths = {name: len(each.tokens) for name, each in passages.items()}
        if len(set(lengths.values())) != 1:
            raise ValueError(f"the texts have {lengths} tokens, expected at least one text, and all of one length.")
        self.passages = passages
        self.T = next(iter(lengths.values()))
        strength = torch.stack([each.states for each in passages.values()]).abs().mean((0, 1))  # the same for all texts
        self.units = sorted(strength.argsort(descending=True, stable=True)[:_MOST].tolist())
        self.frames = self.T + 6  # the states come one by one, every other stage at once
        self.choices = {"post": tuple(passages)} if len(passages) > 1 else {}
        self.figure = Figure(figsize=(_WIDTH, _HEIGHT))
        self.choose(post=next(iter(passages)))

    def choose(self, post: str) -> None:
        r"""Send another text on its way.

        Args:
            post: its name.
        Raises: ValueError: if there is no such text.
        """
        if post not in self.passages:
            raise ValueError(f"there is no post {post!r}, expected one of {', '.join(self.passages)}.")
        self.post, self.passage = post, self.passages[post]
        self._draw()
        self.update(0)

    def place(self, frame: int) -> tuple[str, int]:
        r"""Tell the stage of a frame, counted from 0, and how many states there are by then."""
        if frame < 4:
            return _STAGES[frame], 0
        states = min(frame - 3, self.T)
        return _STAGES[4 + max(0, frame - 3 - self.T)], states

    def update(self, frame: int) -> None:
        """Uncover the stages so far, and frame what is new."""
        stage, states = self.place(frame)
        here = _STAGES.index(stage)
        for name, cover in self._covers.items():
            cover.set_visible(_STAGES.index(name) > here)
        # Of the states, each step uncovers one column.
        later = self._covers["states"]
        later.set_visible(states < self.T)
        later.set_x(_LEFT + states * _CELL_W - 0.02)
        later.set_width((self.T - states) * _CELL_W + 0.06)
        top = _TOPS[stage] - _ROW_H / 2
        if stage == "states":
            box = (_LEFT + (states - 1) * _CELL_W, top, _CELL_W, self._rows["states"] * _ROW_H)
        else:
            box = (_LEFT - 0.04, top - 0.04, self.T * _CELL_W + 0.08, self._rows[stage] * _ROW_H + 0.08)
        self._now.set_bounds(*box)

    def caption(self, frame: int) -> str:
        """Say what happens at this stage, with its numbers."""
        stage, states = self.place(frame)
        words = getattr(self, f"_say_{stage}")(states)
        which = f"{self.post}: step" if self.choices else "Step"
        return f"{which} {frame + 1} of {self.frames}, {stage}: {words}"

    def _say_text(self, _: int) -> str:
        return f"“{self.passage.text}” comes in, {len(self.passage.text)} characters."

    def _say_tokens(self, _: int) -> str:
        return f"{self.T} tokens, in small letters; marks are tokens, too."

    def _say_ids(self, _: int) -> str:
        unknown = [token for token, i in zip(self.passage.tokens, self.passage.ids, strict=True) if i == 1]
        known = "the vocabulary has them all" if not unknown else f"{', '.join(unknown)} is unknown and gets id 1"
        return f"each token becomes its number; {known}."

    def _say_vectors(self, _: int) -> str:
        return f"each id picks its row of the embedding, {self.passage.vectors.shape[1]} numbers; {_MOST} are shown."

    def _say_states(self, states: int) -> str:
        now = self.passage.states[states - 1]
        values = ", ".join(f"unit {unit} {signed(now[unit].item())}" for unit in self.units)
        return f"after {self.passage.tokens[states - 1]!r}, token {states}: {values}."

    def _say_probabilities(self, _: int) -> str:
        each = zip(self.passage.classes, self.passage.probabilities.tolist(), strict=True)
        return f"read from the last state alone: {', '.join(f'{name} {p:.0%}' for name, p in each)}."

    def _say_answer(self, _: int) -> str:
        return f"the service sends {self.passage.answer}"

    def _draw(self) -> None:
        self.figure.clear()
        ax = self.figure.add_axes((0, 0, 1, 1))
        ax.set(xlim=(0, _WIDTH), ylim=(_HEIGHT, 0))
        ax.axis("off")
        one = self.passage
        self._rows = dict.fromkeys(_STAGES, 1) | {"vectors": _MOST, "states": _MOST, "probabilities": 3}
        for stage, top in _TOPS.items():
            middle = top + (self._rows[stage] - 1) / 2 * _ROW_H
            ax.text(0.08, middle, stage, weight="bold", fontsize=10, va="center")
        ax.text(_LEFT, _TOPS["text"], one.text, fontsize=12, va="center")
        for t, (token, i) in enumerate(zip(one.tokens, one.ids, strict=True)):
            x = _LEFT + (t + 0.5) * _CELL_W
            ax.text(x, _TOPS["tokens"], token, fontsize=11, ha="center", va="center", family="monospace")
            ax.text(x, _TOPS["ids"], str(i), fontsize=10.5, ha="center", va="center")
        self._draw_numbers(ax, "vectors", one.vectors[:, :_MOST], range(_MOST))
        self._draw_numbers(ax, "states", one.states[:, self.units], self.units)
        self._draw_bars(ax)
        ax.text(_LEFT, _TOPS["answer"], one.answer, fontsize=10.5, va="center", family="monospace")
        width = self.T * _CELL_W
        self._covers = {
            stage: Rectangle(
                (_LEFT - 0.02, top - _ROW_H / 2 - 0.03), width + 0.06, self._rows[stage] * _ROW_H + 0.06,
                facecolor="white", edgecolor="0.75", linewidth=0.8, hatch="//", zorder=3,
            )
            for stage, top in _TOPS.items()
        }  # fmt: skip
        self._now = Rectangle((0, 0), 1, 1, fill=False, edgecolor="black", linewidth=2, zorder=4)
        patches = [*self._covers.values(), self._now]
        for patch in patches:
            ax.add_patch(patch)
        self.animated = patches

    def _draw_numbers(self, ax: Axes, stage: str, values: Tensor, names: Sequence[int]) -> None:
        """Signed numbers in coloured cells, (T, rows) of them, a row named at its left."""
        limit = max(values.abs().max().item(), 1e-9)
        top = _TOPS[stage] - _ROW_H / 2
        # Half of the map: black numbers stay readable.
        colours = colormaps[DIVERGING](0.5 + 0.3 * values.T.numpy() / limit)
        extent = (_LEFT, _LEFT + len(values) * _CELL_W, top + len(names) * _ROW_H, top)
        ax.imshow(colours, extent=extent, aspect="auto", interpolation="nearest")
        for row, name in enumerate(names):
            y = _TOPS[stage] + row * _ROW_H
            ax.text(_LEFT - 0.07, y, str(name), fontsize=9, color="0.35", ha="right", va="center")
            for t, value in enumerate(values[:, row].tolist()):
                ax.text(_LEFT + (t + 0.5) * _CELL_W, y, signed(value), fontsize=9, ha="center", va="center")

    def _draw_bars(self, ax: Axes) -> None:
        left, full = _LEFT + 0.85, self.T * _CELL_W - 1.5
        for row, (name, p) in enumerate(zip(self.passage.classes, self.passage.probabilities.tolist(), strict=True)):
            y = _TOPS["probabilities"] + row * _ROW_H
            ax.text(left - 0.1, y, name, fontsize=9.5, ha="right", va="center")
            ax.add_patch(Rectangle((left, y - 0.08), full * p, 0.16, facecolor=_BAR))
            ax.text(left + full * p + 0.06, y, f"{p:.0%}", fontsize=9.5, va="center")
