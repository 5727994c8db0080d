"""The unrolled graph of a recurrent network: forward step by step, then the gradient on its way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from torch import Tensor

from rnn_helpers.figures.core.view import View, signed
from rnn_helpers.figures.unrolling.graph import HEIGHT, INK, TALLY, WIDTH, Graph
from rnn_helpers.figures.unrolling.one_pass import run

_CROSSINGS = ("all", 2, 1, 0)


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
        self.figure = Figure(figsize=(WIDTH, HEIGHT))
        self.choose()

    def choose(self, **chosen: Any) -> None:
        r"""Show another text, or cut elsewhere; what is left out stays as it is.

        Args:
            chosen: options by label, as in `choices`.
        Raises: ValueError: if there is no such label or option.
        """
        self.refuse_unknown(chosen)
        self.chosen = {**self.chosen, **chosen}
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
        self._covers.set_verts([box for place in order[frame + 1 :] for box in self._graph.slots[place]])
        self._blanks.set_verts([box for place in order[frame + 1 :] for box in self._graph.backs.get(place, ())])
        self._now.set_verts(self._graph.slots[now][:1])
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

    def _draw(self) -> None:
        self.figure.clear()
        self._graph = Graph(self.figure, self.shown, self.norms, self.first, self.classes)
        self._covers = PolyCollection([], facecolor="white", edgecolor="0.75", linewidth=1, zorder=3)
        self._blanks = PolyCollection([], facecolor="white", edgecolor="white", linewidth=1, zorder=3)
        self._now = PolyCollection([], facecolor="none", edgecolor="black", linewidth=2.5, zorder=5)
        for artist in (self._blanks, self._covers, self._now):
            self._graph.ax.add_collection(artist, autolim=False)
        self._tally = self._graph.ax.text(*TALLY, "", fontsize=9, color=INK, va="center")
        self.animated = [self._blanks, self._covers, self._now, self._tally]
